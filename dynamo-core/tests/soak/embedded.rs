//! The embedded engine, with faults under the SDK.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use dynamo_core::backend::BoxFuture;
use dynamo_core::backend::embedded::Engine;
use dynamo_core::middleware::{Backoff, Layer, Next};
use dynamo_core::prelude::*;
use dynamo_core::request::Request;
use dynamo_core::response::{Reply, Rows};
use dynamo_core::testing::{Fault, Faults, Report};

use crate::figures::Inner;
use crate::run::{Faulty, Run, play};
use crate::task::Checked;

/// A fifth of all requests; a third of them after the engine has carried the request out.
fn faults(seed: u64) -> Faults {
    Faults::seeded(seed)
        .with(0.07, Fault::LOST_ANSWER)
        .with(0.04, Fault::LOST_REQUEST)
        .with(0.045, Fault::THROTTLED)
        .with(0.015, [Fault::Refused])
        .with(0.003, [Fault::Denied])
        .with(0.01, [Fault::Slow])
        // These happen to some requests only.
        .with(0.04, [Fault::Conflict, Fault::InProgress, Fault::OperationThrottled])
        .with(0.1, [Fault::Leftovers])
        .with(0.02, [Fault::Strangers])
}

/// Counts what the library sends; what arrives beyond that, the SDK has sent again.
#[derive(Clone, Default)]
struct Sent(Arc<AtomicUsize>);

impl Layer for Sent {
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        self.0.fetch_add(1, Ordering::Relaxed);
        next.call(request, rows)
    }
}

/// Runs it, and says what was done or what was wrong.
pub(crate) fn soak(run: &Run) -> Checked<String> {
    // What the SDK and the library wait for is random, too.
    fastrand::seed(run.seed);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
    let done = runtime.block_on(soaked(run));
    done.map_err(|wrong| format!("seed {}: {wrong}", run.seed))
}

async fn soaked(run: &Run) -> Checked<String> {
    let under = Under { faults: faults(run.seed), sent: Sent::default() };
    let db = under.connect();
    under.faults.stop();
    let (figures, (report, sent)) = play(run, &db, &under).await?;
    as_faulty_as_planned(run, &report, &figures)?;
    let again = report.all_requests() - sent;
    Ok(format!("seed {}\n{figures}\nsent again by the SDK: {again}\n{report}", run.seed))
}

/// What is under the SDK, and above it.
struct Under {
    faults: Faults,
    sent: Sent,
}

impl Under {
    fn connect(&self) -> Db {
        let client = self.faults.client(&Engine::memory().unwrap().client()).unwrap();
        let ms = Duration::from_millis;
        // Few attempts, so that some calls fail for good.
        let backoff = Backoff { base: ms(1), cap: ms(4), attempts: 3, deadline: Duration::from_secs(3600) };
        Db::builder().backoff(backoff).no_breaker().layer(self.sent.clone()).from_client(client)
    }
}

impl Faulty for Under {
    const KEEPS_TRACK: bool = false;
    type Report = (Report, usize);

    fn begin(&self) {
        self.faults.reset();
        self.sent.0.store(0, Ordering::Relaxed);
        self.faults.resume();
    }

    fn end(&self) -> (Report, usize) {
        self.faults.stop();
        (self.faults.report(), self.sent.0.load(Ordering::Relaxed))
    }
}

/// The faults were those that were meant, and no more calls ended as unknown than there were faults that could make them.
fn as_faulty_as_planned(run: &Run, report: &Report, figures: &Inner) -> Checked {
    if figures.unknown > report.ambiguous() {
        return Err(format!(
            "{} calls ended as unknown, and {} faults could do that",
            figures.unknown,
            report.ambiguous()
        ));
    }
    if run.calls < 2_000 {
        return Ok(());
    }
    let missing: Vec<_> = Fault::ALL.into_iter().filter(|fault| report.hits(*fault).all() == 0).collect();
    let part = report.all_faults() as f64 / report.all_requests() as f64;
    let after: usize = Fault::LOST_ANSWER.into_iter().map(|fault| report.hits(fault).all()).sum();
    let after = after as f64 / report.all_faults() as f64;
    if !missing.is_empty() || !(0.17..0.24).contains(&part) || !(0.28..0.4).contains(&after) {
        return Err(format!(
            "not as planned: {part:.3} met faults, {after:.3} of them late, and never {missing:?}\n{report}"
        ));
    }
    Ok(())
}
