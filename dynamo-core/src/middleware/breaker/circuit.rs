use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::Breaker;
use super::machine::{BreakerState, Machine, Ticket};
use super::verdict::Verdict;
use crate::backend::{BoxFuture, boxed};
use crate::error::{Error, ErrorKind, Result};
use crate::middleware::{Layer, Next};
use crate::request::Request;
use crate::response::{Reply, Rows};

/// The breaker as a layer. It is locked for a change, never while a call is on its way.
#[derive(Debug)]
pub(crate) struct Circuit(Mutex<Machine>);

impl Circuit {
    pub(crate) fn new(settings: Breaker) -> Self {
        Self(Mutex::new(Machine::new(settings)))
    }

    pub(super) fn state(&self) -> BreakerState {
        self.with(|machine| machine.state(now))
    }

    pub(super) fn reset(&self) {
        self.with(Machine::reset);
    }

    fn begin(&self) -> Result<Pass<'_>> {
        match self.with(|machine| machine.begin(now)) {
            Ok(ticket) => Ok(Pass { circuit: self, ticket: Some(ticket) }),
            Err(retry_in) => Err(Error::new(ErrorKind::CircuitOpen { retry_in })),
        }
    }

    /// Does something to the machine, and tells of it if that has changed its state.
    fn with<T>(&self, step: impl FnOnce(&mut Machine) -> T) -> T {
        // Nothing panics between two states.
        let mut machine = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (generation, from) = (machine.generation(), machine.name());
        let done = step(&mut machine);
        let (changed, to) = (machine.generation() != generation, machine.name());
        drop(machine);
        if changed && from != to {
            warn(from, to);
        }
        done
    }
}

/// Tokio's clock, which tests can stop.
fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}

/// A call on its way. Dropped before the call has ended, it gives a probe's place back.
struct Pass<'a> {
    circuit: &'a Circuit,
    ticket: Option<Ticket>,
}

impl Pass<'_> {
    fn end(&mut self, verdict: Verdict) {
        if let Some(ticket) = self.ticket.take() {
            self.circuit.with(|machine| machine.end(ticket, verdict, now));
        }
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        self.end(Verdict::Silent);
    }
}

impl Layer for Circuit {
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        // Begun when it is first polled: a future that nobody polls is no probe.
        boxed(|| async move {
            let mut pass = self.begin()?;
            let result = next.call(request, rows).await;
            pass.end(Verdict::of(&result));
            result
        })
    }
}

#[cfg(feature = "tracing")]
fn warn(from: &'static str, to: &'static str) {
    tracing::warn!(target: "dynamo_core", from, to, "the circuit breaker has changed");
}

#[cfg(not(feature = "tracing"))]
fn warn(_from: &'static str, _to: &'static str) {}
