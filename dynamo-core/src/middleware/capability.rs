use super::{Layer, Next};
use crate::backend::BoxFuture;
use crate::error::{Error, ErrorKind, Result};
use crate::request::Request;
use crate::response::{Reply, Rows};

/// Refuses what the engine cannot do, before anything is sent.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let refused = Db::offline().get(User::key("u1")).await.expect_err("there is no engine");
/// assert!(refused.is_unsupported());
/// # }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct CapabilityCheck;

impl Layer for CapabilityCheck {
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        let capabilities = next.capabilities();
        match request.needs().find(|feature| !capabilities.has(*feature)) {
            None => next.call(request, rows),
            Some(feature) => {
                let kind = ErrorKind::Unsupported { feature: feature.name(), backend: capabilities.backend };
                Box::pin(std::future::ready(Err(Error::new(kind))))
            }
        }
    }
}
