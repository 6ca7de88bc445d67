//! A connector that leaves members of batches unprocessed: it passes some of them on to the engine, and hands the others back.

use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use dynamo_core::backend::embedded::Engine;
use serde_json::{Map, Value, json};

/// What happens to a batch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Fault {
    None,
    /// Each member is left unprocessed with this probability, but one of those that were never left before is always done.
    Some(f64),
    /// Members whose text holds this are left unprocessed, each time.
    Holding(&'static str),
    /// The first so many batches are throttled as a whole.
    Throttled(usize),
    /// The first batch leaves half of it unprocessed; all others find nobody listening.
    HalfThenRefused,
    /// Every batch names members that nobody has sent.
    Strangers,
}

#[derive(Debug, Clone)]
pub(crate) struct Faulty {
    engine: Engine,
    connector: Option<SharedHttpConnector>,
    plan: Arc<Mutex<Plan>>,
}

#[derive(Debug)]
struct Plan {
    fault: Fault,
    batches: usize,
    /// Every member that was passed on, as text.
    passed: Vec<String>,
}

impl Faulty {
    pub(crate) fn new() -> Self {
        let plan = Plan { fault: Fault::None, batches: 0, passed: Vec::new() };
        Self { engine: Engine::memory().expect("memory"), connector: None, plan: Arc::new(Mutex::new(plan)) }
    }

    pub(crate) fn client(&self) -> Client {
        let config = self.engine.client().config().to_builder().http_client(self.clone());
        Client::from_conf(config.retry_config(RetryConfig::disabled()).build())
    }

    pub(crate) fn plan(&self, fault: Fault) {
        *self.plan.lock().unwrap() = Plan { fault, batches: 0, passed: Vec::new() };
    }

    /// How many batches have arrived.
    pub(crate) fn batches(&self) -> usize {
        self.plan.lock().unwrap().batches
    }

    /// Every member that the engine got, in one order.
    pub(crate) fn passed(&self) -> Vec<String> {
        let mut passed = self.plan.lock().unwrap().passed.clone();
        passed.sort();
        passed
    }
}

impl HttpClient for Faulty {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        let connector = Some(self.engine.http_connector(settings, components));
        SharedHttpConnector::new(Self { connector, ..self.clone() })
    }
}

/// The member of a reply that holds what was left, and that of a table of reads which holds the keys.
fn left_under(target: &str) -> Option<&'static str> {
    match target {
        "DynamoDB_20120810.BatchGetItem" => Some("UnprocessedKeys"),
        "DynamoDB_20120810.BatchWriteItem" => Some("UnprocessedItems"),
        _ => None,
    }
}

impl HttpConnector for Faulty {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        let connector = self.connector.clone().expect("made by the client");
        let Some(under) = left_under(request.headers().get("x-amz-target").unwrap_or_default()) else {
            return connector.call(request);
        };
        let body: Value = serde_json::from_slice(request.body().bytes().expect("a body")).expect("JSON");
        let (fault, number) = {
            let mut plan = self.plan.lock().unwrap();
            plan.batches += 1;
            (plan.fault, plan.batches)
        };
        match fault {
            Fault::Throttled(times) if number <= times => {
                let body = json!({"__type": "x#ProvisionedThroughputExceededException", "message": "slow down"});
                return HttpConnectorFuture::ready(Ok(answer(400, &body)));
            }
            Fault::HalfThenRefused if number > 1 => {
                let body = json!({"__type": "x#AccessDeniedException", "message": "no more"});
                return HttpConnectorFuture::ready(Ok(answer(400, &body)));
            }
            _ => {}
        }
        let (passed, left) = split(&body["RequestItems"], fault);
        self.plan.lock().unwrap().passed.extend(texts(&passed));
        let strangers = (fault == Fault::Strangers).then(|| strangers(under));
        let left = strangers.unwrap_or(left);
        if passed.as_object().is_some_and(Map::is_empty) {
            return HttpConnectorFuture::ready(Ok(answer(200, &json!({ "Responses": {}, under: left }))));
        }
        let mut sent = body.clone();
        sent["RequestItems"] = passed;
        *request.body_mut() = SdkBody::from(sent.to_string());
        request.headers_mut().insert("content-length", sent.to_string().len().to_string());
        HttpConnectorFuture::new(async move {
            let response = connector.call(request).await?;
            if !response.status().is_success() {
                return Ok(response);
            }
            let mut reply: Value = serde_json::from_slice(response.body().bytes().expect("a body")).expect("JSON");
            reply[under] = left;
            Ok(answer(200, &reply))
        })
    }
}

/// What is passed on of each table, and what is left.
fn split(tables: &Value, fault: Fault) -> (Value, Value) {
    let (mut passed, mut left) = (Map::new(), Map::new());
    for (table, asked) in tables.as_object().expect("tables") {
        let members = asked.get("Keys").unwrap_or(asked).as_array().expect("members");
        let is_left = |(at, member): (usize, &Value)| match fault {
            Fault::Some(part) => fastrand::f64() < part,
            Fault::Holding(text) => member.to_string().contains(text),
            Fault::HalfThenRefused => at % 2 == 0,
            Fault::None | Fault::Throttled(_) | Fault::Strangers => false,
        };
        let marks: Vec<bool> = members.iter().enumerate().map(is_left).collect();
        for (to, wanted) in [(&mut passed, false), (&mut left, true)] {
            let some: Vec<_> = members.iter().zip(&marks).filter(|(_, left)| **left == wanted).collect();
            if some.is_empty() {
                continue;
            }
            let some: Value = some.into_iter().map(|(member, _)| member.clone()).collect();
            let mut of_table = asked.clone();
            if asked.get("Keys").is_some() {
                of_table["Keys"] = some;
            } else {
                of_table = some;
            }
            to.insert(table.clone(), of_table);
        }
    }
    (passed.into(), left.into())
}

fn texts(tables: &Value) -> Vec<String> {
    let mut texts = Vec::new();
    for (table, asked) in tables.as_object().expect("tables") {
        let members = asked.get("Keys").unwrap_or(asked).as_array().expect("members");
        texts.extend(members.iter().map(|member| format!("{table} {member}")));
    }
    texts
}

fn strangers(under: &str) -> Value {
    let key = json!({ "id": { "S": "stranger" } });
    match under {
        "UnprocessedKeys" => json!({ "notes": { "Keys": [key] } }),
        _ => json!({ "notes": [{ "DeleteRequest": { "Key": key } }] }),
    }
}

fn answer(status: u16, body: &Value) -> HttpResponse {
    let mut response =
        HttpResponse::new(StatusCode::try_from(status).expect("a status"), SdkBody::from(body.to_string()));
    response.headers_mut().insert("content-type", "application/x-amz-json-1.0");
    response
}
