use super::{Backend, BoxFuture, Capabilities, Feature};
use crate::error::{Error, ErrorKind, Result};
use crate::request::Request;
use crate::response::{Reply, Rows};

/// No engine: requests can be made and explained, not sent.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::backend::{Backend, Feature, Offline};
///
/// assert!(!Offline.capabilities().has(Feature::Sending));
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Offline;

impl Backend for Offline {
    fn capabilities(&self) -> Capabilities {
        Capabilities { backend: "offline", lacks: &[Feature::Sending] }
    }

    fn execute<'a>(&'a self, _request: Request, _rows: Option<&'a Rows>) -> BoxFuture<'a, Result<Reply>> {
        let kind = ErrorKind::Unsupported { feature: Feature::Sending.name(), backend: self.capabilities().backend };
        Box::pin(std::future::ready(Err(Error::new(kind))))
    }
}
