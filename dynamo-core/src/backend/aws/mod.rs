//! Anything that speaks DynamoDB's protocol, through the AWS SDK.

mod attempts;
mod batch_get;
mod batch_write;
mod body;
mod capacity;
mod create_table;
mod definition;
mod delete;
mod delete_table;
mod describe_table;
mod describe_ttl;
mod failure;
mod get;
mod lane;
mod members;
mod missing_index;
mod put;
mod query;
mod set_ttl;
mod transact_get;
mod transact_write;
mod unsent;
mod update;
mod update_table;
mod watch;
mod write;

use std::sync::Arc;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::ReturnValue;

use super::{Backend, BoxFuture, Capabilities, boxed};
use crate::error::Result;
use crate::request::{Repetition, Request, Returning};
use crate::response::{Reply, Rows};
use attempts::Attempts;
#[cfg(feature = "streams")]
pub(crate) use failure::failure;
use lane::{Form, Lane};
use watch::Watch;

/// Sends a call that answers with rows, through the lane if there is one: the SDK's output, and what the lane has read.
macro_rules! read_into {
    ($aws:expr, $call:expr, $lane:expr, $operation:ty, $output:ty) => {{
        let lane = $lane;
        // Customized in any case, so that there is one future of the SDK's in ours, and not two.
        let call = match &lane {
            Some(lane) => $call.customize().interceptor(lane.interceptor(
                || aws_smithy_runtime_api::client::interceptors::context::Output::erase(<$output>::builder().build()),
                || aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin::config(&<$operation>::new()),
            )),
            None => $call.customize().config_override($aws.asking_again()),
        };
        let call = match $aws.watch() {
            Some(watch) => call.interceptor(watch),
            None => call,
        };
        let sent = call.send().await;
        sent.map(|output| (output, lane.and_then(|lane| lane.into_reply())))
    }};
}
use read_into;

/// Sends a call that brings no rows.
macro_rules! send {
    ($aws:expr, $call:expr) => {
        match $aws.watch() {
            Some(watch) => $call.customize().interceptor(watch).send().await,
            None => $call.send().await,
        }
    };
}
use send;

/// Sends a write, watched where an answer that gets lost matters, with a body of our own if there is one.
macro_rules! send_write {
    ($aws:expr, $call:expr, $attempts:expr) => {
        send_write!($aws, $call, $attempts, None)
    };
    ($aws:expr, $call:expr, $attempts:expr, $body:expr) => {{
        let (attempts, body): (Option<&Attempts>, Option<$crate::backend::aws::body::RequestBody>) = ($attempts, $body);
        match (attempts, $aws.watch(), body) {
            (None, None, None) => $call.send().await,
            (attempts, watch, body) => {
                let mut call = $call.customize();
                if let Some(body) = body {
                    call = call.interceptor(body);
                }
                if let Some(attempts) = attempts {
                    call = call.config_override(attempts.config());
                }
                if let Some(watch) = watch {
                    call = call.interceptor(watch);
                }
                call.send().await
            }
        }
    }};
}
use send_write;

/// The SDK's client as an engine.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use aws_sdk_dynamodb::config::{BehaviorVersion, Region};
/// use aws_sdk_dynamodb::{Client, Config};
/// use dynamo_core::backend::Backend;
/// use dynamo_core::backend::aws::Aws;
///
/// let config = Config::builder().behavior_version(BehaviorVersion::latest()).region(Region::new("eu-north-1")).build();
/// let engine = Aws::new(Client::from_conf(config));
/// assert!(engine.client().is_some());
/// let db = Db::builder().from_backend(engine);
/// # drop(db);
/// ```
#[derive(Debug, Clone)]
pub struct Aws {
    client: Client,
    capabilities: Capabilities,
    replies: Replies,
    /// Whether the client has interceptors of the application's, which are to see, and may change, all that is written.
    is_intercepted: bool,
    /// Of the one request that this is made for.
    watch: Option<Watch>,
}

/// Who reads replies that hold rows, and writes requests that hold items.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use aws_sdk_dynamodb::config::{BehaviorVersion, Region};
/// use aws_sdk_dynamodb::{Client, Config};
/// use dynamo_core::backend::aws::{Aws, Replies};
///
/// let config = Config::builder().behavior_version(BehaviorVersion::latest()).region(Region::new("eu-north-1")).build();
/// let db = Db::builder().from_backend(Aws::new(Client::from_conf(config)).with_replies(Replies::Sdk));
/// # drop(db);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Replies {
    /// We do: rows are decoded from the reply's bytes, without attribute maps between, and the items of a batch are written into the request's.
    #[default]
    Direct,
    /// The SDK does: slower, for comparison and for the day on which its innards have changed.
    Sdk,
}

impl Aws {
    /// DynamoDB, or whatever this client talks to.
    #[must_use]
    pub fn new(client: Client) -> Self {
        let is_intercepted = client.config().interceptors().next().is_some();
        Self {
            client,
            capabilities: Capabilities::all("aws"),
            replies: Replies::default(),
            is_intercepted,
            watch: None,
        }
    }

    /// The same, where what answers is known by another name, and may lack something.
    #[must_use]
    pub(crate) fn with_capabilities(mut self, capabilities: Capabilities) -> Self {
        self.capabilities = capabilities;
        self
    }

    /// The same, with replies read otherwise.
    #[must_use]
    pub fn with_replies(mut self, replies: Replies) -> Self {
        self.replies = replies;
        self
    }

    /// Whether items are written into the body of a request, and not given to the SDK.
    fn writes_bodies(&self) -> bool {
        self.replies == Replies::Direct && !self.is_intercepted
    }

    fn watch(&self) -> Option<Watch> {
        self.watch.clone()
    }

    /// Asks again for what is cut short, which the lane's errors do by themselves.
    fn asking_again(&self) -> aws_sdk_dynamodb::config::Builder {
        Attempts::watched(Repetition::Harmless).config()
    }

    fn lane(&self, rows: Option<&Rows>, form: Form) -> Option<Lane> {
        rows.filter(|_| self.replies == Replies::Direct).map(|rows| Lane::new(rows.clone(), form))
    }
}

/// Whether a put or a delete hands back what it replaced.
fn old(returning: Returning) -> Option<ReturnValue> {
    (returning == Returning::Old).then_some(ReturnValue::AllOld)
}

impl Backend for Aws {
    fn capabilities(&self) -> Capabilities {
        self.capabilities
    }

    fn client(&self) -> Option<&Client> {
        Some(&self.client)
    }

    fn execute<'a>(&'a self, request: Request, rows: Option<&'a Rows>) -> BoxFuture<'a, Result<Reply>> {
        match Watch::of(&request) {
            None => self.dispatch(request, rows),
            Some(watch) => {
                let watched = Self { watch: Some(watch.clone()), ..self.clone() };
                boxed(|| async move {
                    let reply = watched.dispatch(request, rows).await?;
                    Ok(Reply { attempts: watch.attempts(), ..reply })
                })
            }
        }
    }
}

impl Aws {
    fn dispatch<'a>(&'a self, request: Request, rows: Option<&'a Rows>) -> BoxFuture<'a, Result<Reply>> {
        // A future for each operation: they are large, are copied into their boxes, and one for all would be as large as the largest.
        match request {
            Request::Get(request) => boxed(|| self.get(Arc::unwrap_or_clone(request), rows)),
            Request::Put(request) => boxed(|| self.put(request)),
            Request::Update(request) => boxed(|| self.update(request)),
            Request::Delete(request) => boxed(|| self.delete(request)),
            Request::Query(request) => boxed(|| self.query_told(Arc::unwrap_or_clone(request), rows)),
            Request::BatchGet(request) => boxed(|| self.batch_get(Arc::unwrap_or_clone(request), rows)),
            Request::BatchWrite(request) => boxed(|| self.batch_write(request)),
            Request::TransactGet(request) => boxed(|| self.transact_get(Arc::unwrap_or_clone(request), rows)),
            Request::TransactWrite(request) => boxed(|| self.transact_write(request)),
            Request::CreateTable(request) => boxed(|| self.create_table(Arc::unwrap_or_clone(request))),
            Request::UpdateTable(request) => boxed(|| self.update_table(Arc::unwrap_or_clone(request))),
            Request::DeleteTable(request) => boxed(|| self.delete_table(request)),
            Request::DescribeTable(request) => boxed(|| self.describe_table(request)),
            Request::DescribeTtl(request) => boxed(|| self.describe_ttl(request)),
            Request::SetTtl(request) => boxed(|| self.set_ttl(request)),
        }
    }
}
