//! Runs the cases on one engine, several at a time, and reports all that failed.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use tokio::runtime::Runtime;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::case::Case;
use crate::engine::Engine;

/// How many cases run at once.
const AT_ONCE: u32 = 8;
/// The cases that engines are known to leave out, a line for each: `engine: case`.
const OFF: &str = include_str!("off.txt");

pub(crate) fn run(engine: Engine, cases: Vec<Case>) {
    let names: BTreeSet<_> = cases.iter().map(|case| &case.name).collect();
    assert_eq!(names.len(), cases.len(), "two cases have one name");
    let words = std::env::var("CONFORMANCE").unwrap_or_default();
    let chosen: Vec<_> = cases.into_iter().filter(|case| case.name.contains(&words)).collect();
    assert!(!chosen.is_empty(), "no case has `{words}` in its name");
    let started = Instant::now();
    let report = runtime().block_on(all(&engine, chosen));
    let (ran, off) = (report.ran, report.off.len());
    say(&format!("{}: {ran} ran, {off} off, {:.1} s", engine.name, started.elapsed().as_secs_f32()));
    for name in &report.off {
        say(&format!("    off: {name}"));
    }
    let failed = report.failed;
    assert!(failed.is_empty(), "{}: {} of {ran} failed:\n  {}", engine.name, failed.len(), failed.join("\n  "));
    if words.is_empty() {
        assert_eq!(report.off, known_off(engine.name), "off.txt does not say what {} leaves out", engine.name);
    }
}

pub(crate) fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().expect("a runtime")
}

/// Past the test harness, which keeps what passing tests print.
fn say(line: &str) {
    writeln!(std::io::stdout(), "{line}").expect("somewhere to print");
}

fn known_off(engine: &str) -> BTreeSet<String> {
    let lines = OFF.lines().filter(|line| !line.starts_with('#'));
    let of_engine = lines.filter_map(|line| line.split_once(": ")).filter(|(name, _)| *name == engine);
    of_engine.map(|(_, case)| case.to_owned()).collect()
}

#[derive(Default)]
struct Report {
    ran: usize,
    off: BTreeSet<String>,
    failed: Vec<String>,
}

async fn all(engine: &Engine, cases: Vec<Case>) -> Report {
    let mut report = Report::default();
    let (places, mut running) = (Arc::new(Semaphore::new(AT_ONCE as usize)), JoinSet::new());
    // A server outlives the run, and its tables with it.
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    for (number, Case { name, needs, patience, alone, run }) in cases.into_iter().enumerate() {
        let prefix = format!("t{:x}-{number}-", since.as_millis());
        let wanted = if alone { AT_ONCE } else { 1 };
        let place = Arc::clone(&places).acquire_many_owned(wanted).await.expect("places are never closed");
        let bench = engine.bench(number, prefix);
        if !needs.iter().all(|feature| bench.has(*feature) && !engine.lacks.contains(feature)) {
            report.off.insert(name);
            continue;
        }
        report.ran += 1;
        running.spawn(async move {
            let (raw, prefix) = (bench.raw.clone(), bench.prefix.clone());
            let case = tokio::spawn(tokio::time::timeout(patience, run(bench))).await;
            raw.clear(&prefix).await;
            drop(place);
            match case {
                Ok(Ok(())) => None,
                Ok(Err(_)) => Some(format!("{name}: no end after {} s", patience.as_secs())),
                Err(panic) => Some(format!("{name}: {}", told(panic))),
            }
        });
    }
    report.failed = running.join_all().await.into_iter().flatten().collect();
    report.failed.sort();
    report
}

/// What a panic said.
fn told(panic: tokio::task::JoinError) -> String {
    let Ok(panic) = panic.try_into_panic() else { return "cancelled".to_owned() };
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "panicked".to_owned())
}
