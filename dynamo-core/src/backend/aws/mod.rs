//! Anything that speaks DynamoDB's protocol, through the AWS SDK.

mod capacity;
mod create_table;
mod delete;
mod describe_table;
mod failure;
mod get;
mod lane;
mod put;
mod query;
mod set_ttl;
mod update;

use aws_sdk_dynamodb::Client;

use super::{Backend, BoxFuture, Capabilities};
use crate::error::Result;
use crate::request::Request;
use crate::response::{Reply, Rows};
use lane::Lane;

/// Sends a call that answers with rows, through the lane if there is one: the SDK's output, and what the lane has read.
macro_rules! read_into {
    ($aws:expr, $call:expr, $rows:expr, $empty:expr) => {
        match $rows.and_then(|rows| $aws.lane(rows)) {
            Some(lane) => {
                let sent = $call.customize().interceptor(lane.interceptor($empty)).send().await;
                sent.map(|output| (output, lane.into_reply())).map_err(failure)
            }
            None => $call.send().await.map(|output| (output, None)).map_err(failure),
        }
    };
}
use read_into;

/// The SDK's client as an engine.
#[derive(Debug, Clone)]
pub struct Aws {
    client: Client,
    name: &'static str,
    replies: Replies,
}

/// Who reads replies that hold rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Replies {
    /// We do: rows are decoded from the reply's bytes, without attribute maps between.
    #[default]
    Direct,
    /// The SDK does: slower, for comparison and for the day on which its innards have changed.
    Sdk,
}

impl Aws {
    /// DynamoDB, or whatever this client talks to.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { client, name: "aws", replies: Replies::default() }
    }

    /// The same, under another name in errors.
    #[must_use]
    pub(crate) fn named(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// The same, with replies read otherwise.
    #[must_use]
    pub fn with_replies(mut self, replies: Replies) -> Self {
        self.replies = replies;
        self
    }

    /// The SDK's client.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    fn lane(&self, rows: &Rows) -> Option<Lane> {
        (self.replies == Replies::Direct).then(|| Lane::new(rows.clone()))
    }

    async fn send(&self, request: Request, rows: Option<&Rows>) -> Result<Reply> {
        match request {
            Request::Get(request) => self.get(*request, rows).await,
            Request::Put(request) => self.put(*request).await,
            Request::Update(request) => self.update(*request).await,
            Request::Delete(request) => self.delete(*request).await,
            Request::Query(request) => self.query(*request, rows).await,
            Request::CreateTable(request) => self.create_table(*request).await,
            Request::DescribeTable(request) => self.describe_table(request).await,
            Request::SetTtl(request) => self.set_ttl(request).await,
        }
    }
}

impl Backend for Aws {
    fn capabilities(&self) -> Capabilities {
        Capabilities::all(self.name)
    }

    fn execute<'a>(&'a self, request: Request, rows: Option<&'a Rows>) -> BoxFuture<'a, Result<Reply>> {
        Box::pin(self.send(request, rows))
    }
}
