//! Something that happens between two requests of a job.

use std::sync::atomic::{AtomicU32, Ordering};

use dynamo_core::backend::BoxFuture;
use dynamo_core::error::ErrorKind;
use dynamo_core::middleware::{Layer, Next};
use dynamo_core::prelude::*;
use dynamo_core::request::Request;
use dynamo_core::response::{Reply, Rows};

use crate::bench::Bench;

type Act = Box<dyn Fn() -> BoxFuture<'static, Result<()>> + Send + Sync>;

/// Acts before one request of an operation. If that fails, the request does, and is not sent.
struct Before {
    operation: &'static str,
    /// How many of them pass before it.
    left: AtomicU32,
    act: Act,
}

impl Layer for Before {
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        if request.operation() != self.operation || self.left.fetch_sub(1, Ordering::Relaxed) != 0 {
            return next.call(request, rows);
        }
        Box::pin(async move {
            (self.act)().await?;
            next.call(request, rows).await
        })
    }
}

fn layered(bench: &Bench, layer: Before) -> Db {
    Db::builder().table_prefix(&bench.prefix).layer(layer).from_db(&bench.db)
}

/// A handle that does this before its first request of the operation.
pub(crate) fn before<F>(bench: &Bench, operation: &'static str, act: impl Fn(Bench) -> F + Send + Sync + 'static) -> Db
where
    F: Future<Output = ()> + Send + 'static,
{
    let of = bench.clone();
    let act: Act = Box::new(move || {
        let done = act(of.clone());
        Box::pin(async move {
            done.await;
            Ok(())
        })
    });
    layered(bench, Before { operation, left: AtomicU32::new(0), act })
}

/// A handle on which the request of the operation fails that comes behind so many others.
pub(crate) fn failing(bench: &Bench, operation: &'static str, after: u32) -> Db {
    let act: Act = Box::new(|| Box::pin(std::future::ready(Err(Error::new(ErrorKind::AccessDenied)))));
    layered(bench, Before { operation, left: AtomicU32::new(after), act })
}
