//! Layers around an engine: what happens to every request, whatever engine carries it out.
//!
//! The order matters. Outermost is the trace, which sees the whole call; then the check of capabilities, which refuses before anything
//! that waits or counts has seen the request; with the two exchanged, a refused request would leave no trace. Then comes the circuit breaker,
//! and innermost the retry of what the SDK does not repeat: the layers around it see one call, whatever it took. With these two exchanged, one
//! batch that is throttled again and again would open the breaker alone.

mod breaker;
mod capability;
mod retry;
#[cfg(feature = "tracing")]
mod trace;

use std::fmt;
use std::sync::Arc;

pub(crate) use breaker::Circuit;
pub use breaker::{Breaker, BreakerHandle, BreakerState};
pub use capability::CapabilityCheck;
pub use retry::{Backoff, Retry};
#[cfg(feature = "tracing")]
pub use trace::Trace;

use crate::backend::{Backend, BoxFuture, Capabilities};
use crate::error::Result;
use crate::request::Request;
use crate::response::{Reply, Rows};

/// Something that every request passes: it may look at it, refuse it, repeat it, or measure it.
///
/// ```
/// use std::sync::atomic::{AtomicU32, Ordering};
/// use dynamo_core::backend::BoxFuture;
/// use dynamo_core::middleware::{Layer, Next};
/// use dynamo_core::request::Request;
/// use dynamo_core::response::{Reply, Rows};
/// use dynamo_core::Result;
///
/// /// Counts requests.
/// #[derive(Default)]
/// struct Counter(AtomicU32);
///
/// impl Layer for Counter {
///     fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
///         self.0.fetch_add(1, Ordering::Relaxed);
///         next.call(request, rows)
///     }
/// }
/// ```
pub trait Layer: Send + Sync {
    /// Carries a request further, or not.
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>>;
}

/// The layers further in, and the engine at the end.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// use dynamo_core::backend::BoxFuture;
/// use dynamo_core::middleware::{Layer, Next};
/// use dynamo_core::request::Request;
/// use dynamo_core::response::{Reply, Rows};
///
/// /// Lets nothing through that writes.
/// struct ReadOnly;
///
/// impl Layer for ReadOnly {
///     fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
///         match request {
///             Request::Get(_) | Request::Query(_) => next.call(request, rows),
///             _ => Box::pin(async { Err(Error::invalid_request("this handle only reads")) }),
///         }
///     }
/// }
///
/// # let db = Db::embedded()?;
/// # db.create_table::<User>().await?;
/// # let ada = User { id: "u1".into(), name: "Ada".into() };
/// let reader = Db::builder().layer(ReadOnly).from_db(&db);
/// assert_eq!(reader.get(User::key("u1")).await?, None);
/// assert!(reader.put(&ada).await.is_err());
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Clone, Copy)]
pub struct Next<'a> {
    layers: &'a [Arc<dyn Layer>],
    backend: &'a dyn Backend,
}

impl<'a> Next<'a> {
    /// Carries the request on.
    #[must_use]
    pub fn call(self, request: Request, rows: Option<&'a Rows>) -> BoxFuture<'a, Result<Reply>> {
        match self.layers.split_first() {
            Some((layer, layers)) => layer.call(request, rows, Self { layers, backend: self.backend }),
            None => self.backend.execute(request, rows),
        }
    }

    /// What the engine can do.
    #[must_use]
    pub fn capabilities(&self) -> Capabilities {
        self.backend.capabilities()
    }
}

/// An engine with its layers, outermost first.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::backend::Feature;
///
/// // A handle prints the name of the engine at the end of its layers.
/// let db = Db::offline();
/// assert!(format!("{db:?}").contains(db.capabilities().backend));
/// assert!(!db.capabilities().has(Feature::Sending));
/// ```
#[derive(Clone)]
pub struct Stack {
    layers: Arc<[Arc<dyn Layer>]>,
    circuit: Option<Arc<Circuit>>,
    backend: Arc<dyn Backend>,
}

impl Stack {
    /// The default layers, and `more` of the caller's own inside them.
    #[must_use]
    pub(crate) fn new(
        backend: Arc<dyn Backend>,
        circuit: Option<Arc<Circuit>>,
        backoff: Backoff,
        trace: Option<Arc<dyn Layer>>,
        more: impl IntoIterator<Item = Arc<dyn Layer>>,
    ) -> Self {
        let layers = trace.into_iter().chain(default_layers(circuit.clone(), backoff)).chain(more).collect();
        Self { layers, circuit, backend }
    }

    /// Carries a request out.
    pub fn execute<'a>(&'a self, request: Request, rows: Option<&'a Rows>) -> BoxFuture<'a, Result<Reply>> {
        Next { layers: &self.layers, backend: &*self.backend }.call(request, rows)
    }

    /// What the engine can do.
    #[must_use]
    pub fn capabilities(&self) -> Capabilities {
        self.backend.capabilities()
    }

    /// The AWS SDK's client underneath the engine, if there is one.
    pub(crate) fn client(&self) -> Option<&aws_sdk_dynamodb::Client> {
        self.backend.client()
    }

    /// The breaker among the layers, if there is one.
    pub(crate) fn circuit(&self) -> Option<Arc<Circuit>> {
        self.circuit.clone()
    }

    /// The engine itself, to be put under other layers.
    pub(crate) fn backend(&self) -> Arc<dyn Backend> {
        Arc::clone(&self.backend)
    }
}

fn default_layers(circuit: Option<Arc<Circuit>>, backoff: Backoff) -> impl Iterator<Item = Arc<dyn Layer>> {
    let check: Arc<dyn Layer> = Arc::new(CapabilityCheck);
    let breaker = circuit.map(|circuit| -> Arc<dyn Layer> { circuit });
    let retry: Arc<dyn Layer> = Arc::new(Retry::new(backoff));
    std::iter::once(check).chain(breaker).chain([retry])
}

impl fmt::Debug for Stack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.capabilities().backend)
    }
}
