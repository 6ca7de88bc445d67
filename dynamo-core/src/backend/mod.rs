//! Engines: what carries a plain request out.

mod applied;
pub mod aws;
mod boxed;
mod capabilities;
#[cfg(feature = "embedded")]
pub mod embedded;
mod offline;
#[cfg(feature = "postgres")]
pub mod postgres;
mod refused;

use std::future::Future;
use std::pin::Pin;

pub use applied::Trace;
pub(crate) use boxed::boxed;
pub use capabilities::{Capabilities, Feature};
pub use offline::Offline;
pub use refused::refused;

use crate::error::Result;
use crate::request::Request;
use crate::response::{Reply, Rows};

/// A future that can be kept in a list with others.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An engine. Implement it to run the same code on another one; requests are plain data.
///
/// An engine refuses what it cannot do: it ignores no part of a request.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// use dynamo_core::backend::{Backend, BoxFuture, Capabilities, Feature};
/// use dynamo_core::request::Request;
/// use dynamo_core::response::{Reply, Rows};
///
/// /// Finds nothing, and takes no writes.
/// struct Empty;
///
/// impl Backend for Empty {
///     fn capabilities(&self) -> Capabilities {
///         Capabilities { backend: "empty", lacks: &[Feature::Streams] }
///     }
///
///     fn execute<'a>(&'a self, request: Request, _: Option<&'a Rows>) -> BoxFuture<'a, Result<Reply>> {
///         Box::pin(async move {
///             match request {
///                 Request::Get(_) | Request::Query(_) => Ok(Reply::default()),
///                 other => Err(Error::invalid_request(format!("no {} here", other.operation()))),
///             }
///         })
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let db = Db::builder().from_backend(Empty);
/// assert_eq!(db.get(User::key("u1")).await?, None);
/// assert!(db.delete(User::key("u1")).await.is_err());
/// # Ok(())
/// # }
/// ```
pub trait Backend: Send + Sync {
    /// What it can do.
    fn capabilities(&self) -> Capabilities;

    /// The AWS SDK's client underneath, if there is one.
    fn client(&self) -> Option<&aws_sdk_dynamodb::Client> {
        None
    }

    /// Carries a request out. Rows go into the sink, as they arrive.
    fn execute<'a>(&'a self, request: Request, rows: Option<&'a Rows>) -> BoxFuture<'a, Result<Reply>>;
}
