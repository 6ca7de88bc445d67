//! A connector that carries requests out and then loses the answer, or refuses them before.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::ErrorKind;
use dynamo_core::backend::embedded::Engine;

/// What happens to one request that writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    /// Carried out; then the connection breaks.
    Broken,
    /// Carried out; then status 500.
    Status500,
    /// Carried out; then no answer in time.
    Timeout,
    /// Carried out; then an answer that ends in the middle.
    Truncated,
    /// Carried out; then the connection is closed in the middle of the answer, which hyper has no kind for.
    Incomplete,
    /// Not carried out: throttled.
    Throttled,
    /// Not carried out: nobody listens.
    Refused,
    /// Not carried out: another transaction is at work.
    Conflict,
    /// The same, as a write alone is told.
    Met,
}

/// Every fault after which a write has been carried out and nobody was told.
pub(crate) const LOST: [Fault; 5] =
    [Fault::Broken, Fault::Status500, Fault::Timeout, Fault::Truncated, Fault::Incomplete];

const CONFLICT: &str = r#"{"__type":"x#TransactionCanceledException","message":"cancelled",
    "CancellationReasons":[{"Code":"TransactionConflict","Message":"a transaction is at work"}]}"#;

const MET: &str = r#"{"__type":"x#TransactionConflictException","message":"a transaction is at work"}"#;

/// The engine behind it, and what is done to requests that write, or to those that read.
#[derive(Debug, Clone)]
pub(crate) struct Faulty {
    engine: Engine,
    connector: Option<SharedHttpConnector>,
    plan: Arc<Mutex<Plan>>,
}

#[derive(Debug, Default)]
struct Plan {
    /// What happens to the next requests that write; nothing to those behind.
    faults: VecDeque<Fault>,
    /// The same for requests that read.
    reads: VecDeque<Fault>,
    /// How many requests that write were carried out.
    applied: usize,
}

impl Faulty {
    pub(crate) fn new() -> Self {
        let engine = Engine::memory().expect("memory");
        Self { engine, connector: None, plan: Arc::default() }
    }

    pub(crate) fn client(&self) -> Client {
        let config = self.engine.client().config().to_builder().http_client(self.clone());
        let retries =
            RetryConfig::standard().with_max_attempts(3).with_initial_backoff(std::time::Duration::from_millis(1));
        Client::from_conf(config.retry_config(retries).build())
    }

    pub(crate) fn plan(&self, faults: impl IntoIterator<Item = Fault>) {
        let mut plan = self.plan.lock().unwrap();
        plan.faults = faults.into_iter().collect();
        plan.applied = 0;
    }

    pub(crate) fn plan_reads(&self, faults: impl IntoIterator<Item = Fault>) {
        self.plan.lock().unwrap().reads = faults.into_iter().collect();
    }

    pub(crate) fn applied(&self) -> usize {
        self.plan.lock().unwrap().applied
    }
}

impl HttpClient for Faulty {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        let connector = Some(self.engine.http_connector(settings, components));
        SharedHttpConnector::new(Self { connector, ..self.clone() })
    }
}

impl HttpConnector for Faulty {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let is_one_of = |names: &[&str]| names.iter().any(|name| target.ends_with(name));
        let writes = is_one_of(&["PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"]);
        let reads = is_one_of(&["GetItem", "Query", "Scan"]);
        let fault = match (writes, reads) {
            (true, _) => self.plan.lock().unwrap().faults.pop_front(),
            (_, true) => self.plan.lock().unwrap().reads.pop_front(),
            _ => None,
        };
        let connector = self.connector.clone().expect("made by the client");
        let plan = Arc::clone(&self.plan);
        HttpConnectorFuture::new(async move {
            match fault.unwrap_or(Fault::None) {
                Fault::Throttled => {
                    return Ok(answer(400, r#"{"__type":"x#ThrottlingException","message":"slow down"}"#));
                }
                Fault::Refused => {
                    return Err(ConnectorError::io(std::io::Error::from(std::io::ErrorKind::ConnectionRefused).into()));
                }
                Fault::Conflict => return Ok(answer(400, CONFLICT)),
                Fault::Met => return Ok(answer(400, MET)),
                _ => {}
            }
            let response = connector.call(request).await?;
            if writes && response.status().is_success() {
                plan.lock().unwrap().applied += 1;
            }
            match fault.unwrap_or(Fault::None) {
                Fault::Broken => {
                    Err(ConnectorError::io(std::io::Error::from(std::io::ErrorKind::ConnectionReset).into()))
                }
                Fault::Status500 => Ok(answer(500, r#"{"__type":"x#InternalServerError","message":"sorry"}"#)),
                Fault::Timeout => Err(ConnectorError::timeout("no answer".into())),
                Fault::Incomplete => {
                    Err(ConnectorError::other("closed in the middle".into(), Some(ErrorKind::TransientError)))
                }
                Fault::Truncated => Ok(answer(200, r#"{"Attributes":{"#)),
                _ => Ok(response),
            }
        })
    }
}

fn answer(status: u16, body: &'static str) -> HttpResponse {
    let mut response = HttpResponse::new(StatusCode::try_from(status).expect("a status"), SdkBody::from(body));
    response.headers_mut().insert("content-type", "application/x-amz-json-1.0");
    response
}
