//! Requests whose items are written into the body: what arrives is what the SDK would have sent.

use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItemInput;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsInput;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{BeforeSerializationInterceptorContextMut, Input};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use dynamo_core::prelude::*;
use dynamo_core::request::Request;
use dynamo_core::value::{AttributeValue, Bytes, Item, ItemWriter};
use serde_json::Value;

use crate::canned::Canned;
use crate::canned::order::{Order, Status, order, orders};

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
    Request::BatchWrite(Arc::new(dynamo_core::request::BatchWrite { metered, ..batch }))
}

/// One with every kind of operation, and expressions with names, values and both.
fn transaction(db: &Db, metered: bool) -> Request {
    let paid =
        |db: &Db| db.update(Order::key("x\"y", "z")).set(|o| (o.status().set(Status::Paid), o.total().increment(3)));
    let transaction = db
        .transact_write()
        .put(&order())
        .create(&odd(1))
        .write(db.put(&odd(2)).only_if(|o| o.text().begins_with("\"\\")))
        .write(paid(db).only_if(|o| o.total().lt(50) & o.address().zip().eq("5003")))
        .delete(Odd::key(Bytes::from(vec![4])))
        .check(Odd::key(Bytes::from(vec![5])), |o| o.flag().eq(true));
    let mut transaction = transaction.request().expect("it is whole");
    // Each has another one.
    (transaction.token, transaction.metered) = ("token".to_owned(), metered);
    Request::TransactWrite(Arc::new(transaction))
}

type Makes = fn(&Db, bool) -> Request;

/// Requests whose bodies are written by us.
const WRITTEN: [Makes; 2] = [batch, transaction];

async fn sent(makes: Makes, by_the_sdk: bool, metered: bool) -> (Sent, bool) {
    let (client, kept) = kept(r#"{"UnprocessedItems":{}}"#);
    let builder = Db::builder();
    let builder = if by_the_sdk { builder.sdk_replies() } else { builder };
    let db = builder.from_client(client);
    let reply = db.execute(makes(&db, metered), None).await.expect("it is answered");
    let sent = kept.lock().expect("nothing panics while it is held").clone();
    let [sent] = &*sent else { panic!("sent {} times", sent.len()) };
    (sent.clone(), reply.direct)
}

#[tokio::test]
async fn the_same_is_sent() {
    for (makes, metered) in WRITTEN.into_iter().flat_map(|makes| [(makes, false), (makes, true)]) {
        let ((ours, direct), (theirs, by_us)) = (sent(makes, false, metered).await, sent(makes, true, metered).await);
        assert!(direct && !by_us);
        assert_eq!(ours.body, theirs.body);
        let without_length =
            |sent: &Sent| sent.headers.iter().filter(|(name, _)| name != "content-length").cloned().collect::<Vec<_>>();
        assert_eq!(without_length(&ours), without_length(&theirs));
        assert_eq!(ours.body.get("ReturnConsumedCapacity").is_some(), metered);
    }
    let (batch, _) = sent(batch, false, false).await;
    assert_eq!(batch.body["RequestItems"].as_object().expect("tables").len(), 2);
    assert_eq!(batch.body["RequestItems"]["orders"].as_array().expect("writes").len(), 4);
    let (transaction, _) = sent(transaction, false, false).await;
    let operations = transaction.body["TransactItems"].as_array().expect("operations").iter();
    let names: Vec<_> = operations.flat_map(|one| one.as_object().expect("an operation").keys()).collect();
    assert_eq!(names, ["Put", "Put", "Put", "Update", "Delete", "ConditionCheck"]);
}

/// What an interceptor does to a request before the SDK writes it.
type Does = fn(&mut Input) -> Result<(), BoxError>;

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
        (self.0)(context.input_mut())
    }
}

/// A client whose requests go through this interceptor first.
fn kept_behind(does: Does) -> (Client, Arc<Mutex<Vec<Sent>>>) {
    let (client, kept) = kept(r#"{"UnprocessedItems":{}}"#);
    (Client::from_conf(client.config().to_builder().interceptor(Before(does)).build()), kept)
}

/// Writes to another table than it was asked to.
fn rename(input: &mut Input) -> Result<(), BoxError> {
    let renamed = |name: &str| name.replace("orders", "others");
    if let Some(batch) = input.downcast_mut::<BatchWriteItemInput>() {
        let tables = batch.request_items.take().expect("tables");
        batch.request_items = Some(tables.into_iter().map(|(name, writes)| (renamed(&name), writes)).collect());
    }
    if let Some(transaction) = input.downcast_mut::<TransactWriteItemsInput>() {
        for item in transaction.transact_items.iter_mut().flatten() {
            let puts = item.put.iter_mut().map(|put| &mut put.table_name);
            let updates = item.update.iter_mut().map(|update| &mut update.table_name);
            let deletes = item.delete.iter_mut().map(|delete| &mut delete.table_name);
            puts.chain(updates).chain(deletes).for_each(|name| *name = renamed(name));
        }
    }
    Ok(())
}

/// An interceptor of the application's sees all that is written, and what it makes of that stays.
#[tokio::test]
async fn a_renamed_table_stays_renamed() {
    for makes in WRITTEN {
        let (client, kept) = kept_behind(rename);
        let db = Db::from_client(client);
        let reply = db.execute(makes(&db, false), None).await.expect("it is answered");
        assert!(!reply.direct);
        let kept = kept.lock().expect("nothing panics while it is held").clone();
        let [sent] = &*kept else { panic!("sent {} times", kept.len()) };
        let text = sent.body.to_string();
        assert!(text.contains("others") && text.contains("odd.names") && !text.contains("\"orders\""), "{text}");
    }
}

/// Adds an attribute to every item that is put, and looks at nothing else.
fn tag(input: &mut Input) -> Result<(), BoxError> {
    let tagged = |item: &mut Item| drop(item.insert("tenant".to_owned(), AttributeValue::S("t1".to_owned())));
    if let Some(batch) = input.downcast_mut::<BatchWriteItemInput>() {
        let writes = batch.request_items.iter_mut().flat_map(|tables| tables.values_mut()).flatten();
        writes.filter_map(|write| write.put_request.as_mut()).for_each(|put| tagged(&mut put.item));
    }
    if let Some(transaction) = input.downcast_mut::<TransactWriteItemsInput>() {
        let items = transaction.transact_items.iter_mut().flatten();
        items.filter_map(|item| item.put.as_mut()).for_each(|put| tagged(&mut put.item));
    }
    Ok(())
}

#[tokio::test]
async fn an_attribute_that_an_interceptor_adds_is_sent() {
    for (makes, puts) in WRITTEN.into_iter().zip([5, 3]) {
        let (client, kept) = kept_behind(tag);
        let db = Db::from_client(client);
        db.execute(makes(&db, false), None).await.expect("it is answered");
        let text = kept.lock().expect("nothing panics while it is held")[0].body.to_string();
        assert_eq!(text.matches(r#""tenant":{"S":"t1"}"#).count(), puts, "{text}");
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

/// The SDK does not hold such a value, and can hand one out.
#[tokio::test]
async fn a_value_of_a_type_of_tomorrow_is_not_written() {
    let client = Canned::reply(r#"{"Item":{"a":{"HYPER":"x"}}}"#).client();
    let call = client.get_item().table_name("odd").key("id", AttributeValue::S("x".into()));
    let item = call.send().await.expect("it is answered").item.expect("it is there");
    let nested = AttributeValue::L(vec![AttributeValue::M(item.clone())]);
    for value in [&item["a"], &nested] {
        let mut writer = ItemWriter::encoding(Vec::new());
        writer.put::<AttributeValue>("b", value);
        let error = writer.finish_encoded().expect_err("it cannot be written").to_string();
        assert_eq!(error, "`b`: its type is one that this version of the SDK does not know");
    }
}
