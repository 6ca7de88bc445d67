//! An SDK client without a network: replies that were written down beforehand. Used by tests and benches.
#![allow(dead_code, reason = "no user needs all of it")]

pub(crate) mod order;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;

/// Gives its replies in their order, the last one for ever. Clones share the place they are at.
#[derive(Debug, Clone)]
pub(crate) struct Canned {
    replies: Arc<[(u16, Vec<u8>)]>,
    /// How often the first reply comes before the others.
    first: usize,
    calls: Arc<AtomicUsize>,
}

impl Canned {
    /// One successful reply.
    pub(crate) fn reply(body: impl Into<Vec<u8>>) -> Self {
        Self::replies([(200, body.into())])
    }

    /// Status and body of each reply.
    pub(crate) fn replies(replies: impl IntoIterator<Item = (u16, Vec<u8>)>) -> Self {
        Self { replies: replies.into_iter().collect(), first: 1, calls: Arc::default() }
    }

    /// One reply again and again, so many times, and then another: each is in memory once.
    pub(crate) fn repeated(body: String, times: usize, last: String) -> Self {
        Self { first: times, ..Self::replies([(200, body.into()), (200, last.into())]) }
    }

    /// How many requests have arrived.
    pub(crate) fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    /// A client that asks once.
    pub(crate) fn client(&self) -> Client {
        Client::from_conf(self.config().retry_config(RetryConfig::disabled()).build())
    }

    /// A client that asks once, and signs nothing: for many requests.
    pub(crate) fn quick_client(&self) -> Client {
        let config = aws_sdk_dynamodb::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("eu-north-1"))
            .endpoint_url("http://canned")
            .allow_no_auth()
            .retry_config(RetryConfig::disabled())
            .http_client(self.clone());
        Client::from_conf(config.build())
    }

    /// A client that asks again as the SDK does, but soon.
    pub(crate) fn patient_client(&self) -> Client {
        let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
        Client::from_conf(self.config().retry_config(retries).build())
    }

    /// A client as an application has it: requests are signed, and would be sent again.
    pub(crate) fn config(&self) -> aws_sdk_dynamodb::config::Builder {
        aws_sdk_dynamodb::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("eu-north-1"))
            .credentials_provider(Credentials::new("canned", "canned", None, None, "canned"))
            .http_client(self.clone())
    }
}

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Canned {
    fn call(&self, _request: HttpRequest) -> HttpConnectorFuture {
        let call = self.calls.fetch_add(1, Ordering::Relaxed);
        let (status, body) = &self.replies[(call + 1).saturating_sub(self.first).min(self.replies.len() - 1)];
        let status = StatusCode::try_from(*status).expect("tests write real status codes");
        let mut response = HttpResponse::new(status, SdkBody::from(body.clone()));
        response.headers_mut().insert("content-type", "application/x-amz-json-1.0");
        response.headers_mut().insert("x-amzn-requestid", "CANNED0123456789CANNED0123456789CANNED0123456789CANN");
        HttpConnectorFuture::ready(Ok(response))
    }
}
