use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use dynamo_core::backend::{Backend, BoxFuture, Capabilities};
use dynamo_core::prelude::*;
use dynamo_core::request::Request;
use dynamo_core::response::{Reply, Rows};
use tokio::sync::Notify;

/// What one request comes to.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    Good,
    Fails(ErrorKind),
    /// This is answered when somebody says so.
    Later(Arc<Notify>, Box<Answer>),
    /// A batch of which everything is left.
    Left,
    Panics,
}

/// An engine that answers as planned, then well, and counts what arrives.
#[derive(Clone, Default)]
pub(crate) struct Scripted {
    plan: Arc<Mutex<VecDeque<Answer>>>,
    calls: Arc<AtomicUsize>,
}

impl Scripted {
    pub(crate) fn plan(&self, answers: impl IntoIterator<Item = Answer>) {
        self.plan.lock().unwrap().extend(answers);
    }

    /// An answer that comes when it is called for.
    pub(crate) fn later(&self, answer: Answer) -> Arc<Notify> {
        let called = Arc::new(Notify::new());
        self.plan([Answer::Later(Arc::clone(&called), Box::new(answer))]);
        called
    }

    pub(crate) fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

impl Backend for Scripted {
    fn capabilities(&self) -> Capabilities {
        Capabilities::all("scripted")
    }

    fn execute<'a>(&'a self, request: Request, _rows: Option<&'a Rows>) -> BoxFuture<'a, Result<Reply>> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        let mut answer = self.plan.lock().unwrap().pop_front().unwrap_or(Answer::Good);
        Box::pin(async move {
            if let Answer::Later(called, then) = answer {
                called.notified().await;
                answer = *then;
            }
            match answer {
                Answer::Good => Ok(Reply::default()),
                Answer::Fails(kind) => Err(Error::new(kind)),
                Answer::Left => Ok(Reply { unprocessed: members(&request), ..Reply::default() }),
                Answer::Panics => panic!("as planned"),
                Answer::Later(..) => unreachable!("once is enough"),
            }
        })
    }
}

fn members(request: &Request) -> Vec<(String, Item)> {
    match request {
        Request::BatchGet(batch) => batch.members(),
        Request::BatchWrite(batch) => batch.members(),
        _ => Vec::new(),
    }
}
