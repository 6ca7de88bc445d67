//! Requests whose items are written into the body: what arrives is what the SDK would have sent.

use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItemInput;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeSerializationInterceptorContextMut;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use dynamo_core::prelude::*;
use dynamo_core::request::Request;
use dynamo_core::value::Bytes;
use serde_json::Value;

use crate::canned::Canned;
use crate::canned::order::{Order, order, orders};

/// Of another table, with every kind of value, and texts that JSON has to escape.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "odd.names")]
struct Odd {
    #[pk]
    #[dynamo(rename = "a \\ \"key\"")]
    id: Bytes,
    text: String,
    #[dynamo(null)]
    nothing: Option<String>,
    flag: bool,
    other: bool,
    parts: Vec<Bytes>,
    blobs: std::collections::BTreeSet<Bytes>,
    numbers: std::collections::BTreeSet<u32>,
    maps: std::collections::BTreeMap<String, f64>,
}

fn odd(id: u8) -> Odd {
    Odd {
        id: vec![id, 0, 255].into(),
        text: "\u{0}\u{1f}\"\\/\n\r\t\u{7f}\u{2028}é漢🦀 </script>".to_owned(),
        nothing: None,
        flag: true,
        other: false,
        blobs: [vec![9].into(), vec![7, 8].into()].into(),
        parts: vec![vec![].into(), vec![1, 2, 3].into()],
        numbers: [7, 1].into(),
        maps: [("\"quoted\"".to_owned(), -1.5e-7), (String::new(), 1e20)].into(),
    }
}

/// Keeps what is sent.
#[derive(Debug, Clone)]
struct Kept(Canned, Arc<Mutex<Vec<Sent>>>);

#[derive(Debug, Clone, PartialEq)]
struct Sent {
    headers: Vec<(String, String)>,
    body: Value,
}

impl HttpClient for Kept {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Kept {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let bytes = request.body().bytes().expect("it is in memory");
        assert_eq!(request.headers().get("content-length"), Some(&*bytes.len().to_string()));
        let known = ["content-length", "content-type", "x-amz-target"];
        let header = |name: &str| Some((name.to_owned(), request.headers().get(name)?.to_owned()));
        let headers = known.iter().filter_map(|name| header(name)).collect();
        let mut body: Value = serde_json::from_slice(bytes).expect("it is JSON");
        sort(&mut body);
        self.1.lock().expect("nothing panics while it is held").push(Sent { headers, body });
        self.0.call(request)
    }
}

/// Sets have no order.
fn sort(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(sort),
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::Array(values) if matches!(&**name, "SS" | "NS" | "BS") => {
                        values.sort_by_key(Value::to_string)
                    }
                    value => sort(value),
                }
            }
        }
        _ => {}
    }
}

/// A client that keeps what it sends, and where that is.
fn kept(reply: &str) -> (Client, Arc<Mutex<Vec<Sent>>>) {
    let kept = Kept(Canned::reply(reply), Arc::default());
    let config = kept.0.config().http_client(kept.clone());
    (Client::from_conf(config.build()), kept.1)
}

fn batch(db: &Db, metered: bool) -> Request {
    let batch = db.batch_write().put_all(&orders(3)).put(&odd(1)).delete(Odd::key(Bytes::from(vec![2])));
    let batch = batch.delete(Order::key("x\"y", "z")).put(&odd(3)).request().expect("it is whole");
    Request::BatchWrite(Box::new(dynamo_core::request::BatchWrite { metered, ..batch }))
}

async fn sent(by_the_sdk: bool, metered: bool) -> (Sent, bool) {
    let (client, kept) = kept(r#"{"UnprocessedItems":{}}"#);
    let builder = Db::builder();
    let builder = if by_the_sdk { builder.sdk_replies() } else { builder };
    let db = builder.from_client(client);
    let reply = db.execute(batch(&db, metered), None).await.expect("it is answered");
    let sent = kept.lock().expect("nothing panics while it is held").clone();
    let [sent] = &*sent else { panic!("sent {} times", sent.len()) };
    (sent.clone(), reply.direct)
}

#[tokio::test]
async fn the_same_is_sent() {
    for metered in [false, true] {
        let ((ours, direct), (theirs, by_us)) = (sent(false, metered).await, sent(true, metered).await);
        assert!(direct && !by_us);
        assert_eq!(ours.body, theirs.body);
        let without_length =
            |sent: &Sent| sent.headers.iter().filter(|(name, _)| name != "content-length").cloned().collect::<Vec<_>>();
        assert_eq!(without_length(&ours), without_length(&theirs));
        assert_eq!(ours.body["RequestItems"].as_object().expect("tables").len(), 2);
        assert_eq!(ours.body["RequestItems"]["orders"].as_array().expect("writes").len(), 4);
        assert_eq!(ours.body.get("ReturnConsumedCapacity").is_some(), metered);
    }
}

/// What an interceptor does to a batch before the SDK writes it.
type Does = fn(&mut BatchWriteItemInput) -> Result<(), BoxError>;

#[derive(Debug)]
struct Before(Does);

impl Intercept for Before {
    fn name(&self) -> &'static str {
        "an interceptor of the application's"
    }

    fn modify_before_serialization(
        &self,
        context: &mut BeforeSerializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        (self.0)(context.input_mut().downcast_mut().expect("a batch"))
    }
}

/// A client whose batches go through this interceptor first.
fn kept_behind(does: Does) -> (Client, Arc<Mutex<Vec<Sent>>>) {
    let (client, kept) = kept(r#"{"UnprocessedItems":{}}"#);
    (Client::from_conf(client.config().to_builder().interceptor(Before(does)).build()), kept)
}

/// Stops a request without items, as if the SDK knew what DynamoDB takes.
fn no_empty(input: &mut BatchWriteItemInput) -> Result<(), BoxError> {
    let is_empty = input.request_items().expect("tables").values().all(Vec::is_empty);
    if is_empty { Err("there is nothing to write".into()) } else { Ok(()) }
}

/// Should the SDK ever pass our body by, it is asked to send its own.
#[tokio::test]
async fn a_body_that_is_passed_by_is_the_sdks() {
    let (client, kept) = kept_behind(no_empty);
    let db = Db::from_client(client);
    let reply = db.execute(batch(&db, false), None).await.expect("it is answered");
    assert!(!reply.direct);
    let kept = kept.lock().expect("nothing panics while it is held").clone();
    let (by_the_sdk, _) = sent(true, false).await;
    assert_eq!(kept, [by_the_sdk]);
}

/// Writes to another table than it was asked to.
fn rename(input: &mut BatchWriteItemInput) -> Result<(), BoxError> {
    let tables = input.request_items.take().expect("tables");
    let renamed = |(name, writes): (String, _)| (name.replace("orders", "others"), writes);
    input.request_items = Some(tables.into_iter().map(renamed).collect());
    Ok(())
}

/// What an interceptor of the application's makes of the request stays, to a table of the same length, too.
#[tokio::test]
async fn a_renamed_table_stays_renamed() {
    let (client, kept) = kept_behind(rename);
    let db = Db::from_client(client);
    let reply = db.execute(batch(&db, false), None).await.expect("it is answered");
    assert!(!reply.direct);
    let kept = kept.lock().expect("nothing panics while it is held").clone();
    let [sent] = &*kept else { panic!("sent {} times", kept.len()) };
    let tables = sent.body["RequestItems"].as_object().expect("tables");
    assert_eq!(tables.keys().collect::<Vec<_>>(), ["odd.names", "others"]);
    assert_eq!(tables["others"].as_array().expect("writes").len(), 4);
}

/// Items may be secret, and the SDK prints its interceptors.
#[tokio::test]
async fn attempts_print_no_items() {
    let (client, _) = kept(r#"{"UnprocessedItems":{}}"#);
    let seen = Arc::new(Mutex::new(String::new()));
    let looking = Looking(Arc::clone(&seen));
    let db = Db::from_client(Client::from_conf(client.config().to_builder().interceptor(looking).build()));
    db.batch_write().put(&order()).await.expect("it is answered");
    let seen = seen.lock().expect("nothing panics while it is held").clone();
    assert!(seen.contains("RequestBody") && !seen.contains("Bergen"), "{seen}");
}

/// Prints what the SDK is given for the call.
#[derive(Debug, Clone)]
struct Looking(Arc<Mutex<String>>);

impl Intercept for Looking {
    fn name(&self) -> &'static str {
        "what there is"
    }

    fn modify_before_serialization(
        &self,
        _: &mut BeforeSerializationInterceptorContextMut<'_>,
        components: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let interceptors: Vec<_> = components.interceptors().collect();
        *self.0.lock().expect("nothing panics while it is held") = format!("{interceptors:?}");
        Ok(())
    }
}

/// Attempts of the SDK's own send the same body.
#[tokio::test]
async fn what_is_sent_again_is_whole() {
    let kept =
        Kept(Canned::replies([(500, b"{}".to_vec()), (200, br#"{"UnprocessedItems":{}}"#.to_vec())]), Arc::default());
    let config = kept.0.config().http_client(kept.clone());
    let db = Db::from_client(Client::from_conf(config.build()));
    db.batch_write().put(&order()).delete(Odd::key(Bytes::from(vec![1]))).await.expect("it is answered");
    let sent = kept.1.lock().expect("nothing panics while it is held").clone();
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0], sent[1]);
}
