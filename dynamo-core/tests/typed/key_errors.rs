//! Values that a key cannot hold: the call never fails, the request does.

use dynamo_core::error::{ErrorKind, KeyProblem, Result};
use dynamo_core::prelude::*;
use dynamo_core::value::Bytes;

use crate::fixtures::{Order, Profile, Story, order, story};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "runs")]
#[pk("USER#{owner}")]
#[sk("RUN#{run:05}")]
struct Run {
    owner: String,
    #[dynamo(narrow)]
    run: u32,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "blobs")]
struct Blob {
    #[pk]
    id: Bytes,
    #[sk]
    part: Bytes,
}

/// The exact text of a refusal, which is one of a key.
fn refused<T: std::fmt::Debug>(result: Result<T>, text: &str) {
    let error = result.unwrap_err();
    assert!(error.is_invalid_key(), "{error:?}");
    assert_eq!(error.to_string(), text);
}

fn db() -> Db {
    Db::offline()
}

#[test]
fn every_operation_returns_it() {
    let text = r##"key `owner` = "a#b": the text holds '#', which delimits it in "USER#{owner}" (table `app`)"##;
    let key = || Story::key("a#b", "12", 7);
    let bad = Story { owner: "a#b".into(), ..story() };
    refused(db().get(key()).request(), text);
    refused(db().get(key()).select(|s| s.title()).request(), text);
    refused(db().update(key()).set(|s| s.title().set("x")).request(), text);
    refused(db().upsert(key()).set(|s| s.title().set("x")).request(), text);
    refused(db().delete(key()).request(), text);
    refused(db().put(&bad).request(), text);
    refused(db().create(&bad).request(), text);
    refused(db().update(&bad).set(|s| s.title().set("x")).request(), text);
    refused(db().query(Story::partition("a#b")).request(), text);
    refused(db().batch_write().delete(key()).request(), text);
    refused(db().batch_write().put(&bad).request(), text);
    refused(db().batch_get([key()]).request(), text);
    refused(db().batch_get((key(), [Profile::key("u")])).request(), text);
    refused(bad.to_item(), text);
    assert!(format!("{:?}", key()).starts_with("StoryKey { error: "));
}

#[test]
fn the_table_is_called_as_the_handle_calls_it() {
    let db = Db::builder().table_prefix("dev-").offline();
    let error = db.get(Story::key("", "12", 7)).request().unwrap_err();
    assert_eq!(error.table(), Some("dev-app"));
}

#[test]
fn empty_texts() {
    refused(db().get(Story::key("", "12", 7)).request(), "key `owner` = \"\": a key cannot be empty (table `app`)");
    refused(db().get(Story::key("u", "", 7)).request(), "key `story_id` = \"\": a key cannot be empty (table `app`)");
    refused(db().get(Order::key("u1", "")).request(), "key `order_id` = \"\": a key cannot be empty (table `orders`)");
    refused(db().get(Blob::key(b"", b"x")).request(), "key `id` = \"\": a key cannot be empty (table `blobs`)");
    let none = Order { status: crate::fixtures::Status::Paid, created_at: String::new(), ..order() };
    refused(db().put(&none).request(), "key `created_at` = \"\": a key cannot be empty (table `orders`)");
}

#[test]
fn delimiters() {
    let text = r##"key `story_id` = "1#2": the text holds '#', which delimits it in "STORY#{story_id}#RUN#{run_id:010}" (table `app`)"##;
    refused(db().get(Story::key("u", "1#2", 7)).request(), text);
    db().get(Order::key("u#1", "o#1")).request().unwrap();
}

#[test]
fn lengths() {
    let long = |bytes: usize| "x".repeat(bytes);
    db().get(Order::key(long(2048), long(1024))).request().unwrap();
    let limit = |key: &str, bytes: usize, limit: usize, table: &str| {
        format!("key `{key}`: {bytes} bytes, and DynamoDB's limit is {limit} (table `{table}`)")
    };
    refused(db().get(Order::key(long(2049), "o")).request(), &limit("user_id", 2049, 2048, "orders"));
    refused(db().get(Order::key("u", long(1025))).request(), &limit("order_id", 1025, 1024, "orders"));
    // The whole key counts, in bytes.
    db().get(Profile::key(long(2043))).request().unwrap();
    refused(db().get(Profile::key("é".repeat(1022))).request(), &limit("PK", 2049, 2048, "app"));
    db().get(Story::key("u", long(1003), 7)).request().unwrap();
    refused(db().get(Story::key("u", long(1004), 7)).request(), &limit("SK", 1025, 1024, "app"));
    refused(db().get(Blob::key(vec![1; 2049], b"x")).request(), &limit("id", 2049, 2048, "blobs"));
}

#[test]
fn index_keys_have_the_limits_of_their_place() {
    let long = Order { created_at: "x".repeat(1025), ..order() };
    refused(db().put(&long).request(), "key `created_at`: 1025 bytes, and DynamoDB's limit is 1024 (table `orders`)");
    let long = Order { tenant: "x".repeat(2048), ..order() };
    db().put(&long).request().unwrap();
}

#[test]
fn widths() {
    let key = Run::key("u", 99_999);
    assert_eq!(key.sk().unwrap().unwrap().as_s().unwrap(), "RUN#99999");
    let text = "key `run` = \"100000\": more digits than the pattern's width of 5 (table `runs`)";
    refused(db().get(Run::key("u", 100_000)).request(), text);
    refused(db().query(Run::partition("u").sk(|s| s.run(100_000))).request(), text);
}

#[test]
fn what_is_wrong_can_be_acted_on() {
    let error = db().get(Story::key("a#b", "12", 7)).request().unwrap_err();
    let ErrorKind::InvalidKey(key) = error.kind() else { panic!("{error:?}") };
    assert_eq!((key.field(), key.value()), ("owner", Some("a#b")));
    assert_eq!(key.problem(), &KeyProblem::Delimiter { character: '#', pattern: "USER#{owner}" });
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
fn sort_conditions() {
    let query = |partition| db().query(partition).request();
    let text = r##"key `story_id` = "1#": the text holds '#', which delimits it in "STORY#{story_id}#RUN#{run_id:010}" (table `app`)"##;
    refused(query(Story::partition("u").sk(|s| s.story_id("1#"))), text);
    refused(query(Story::partition("u").sk(|s| s.story_id_prefix("1#"))), text);
    let empty = "key `story_id` = \"\": a key cannot be empty (table `app`)";
    refused(query(Story::partition("u").sk(|s| s.story_id_prefix(""))), empty);
    let range = "key `run_id` = \"9\": the range's lower end lies above its upper end (table `app`)";
    refused(query(Story::partition("u").sk(|s| s.story_id("1").run_id_between(9, 1))), range);
    let query = |partition| db().query(partition).request();
    let plain = "key `order_id` = \"z\": the range's lower end lies above its upper end (table `orders`)";
    refused(query(Order::partition("u").sk(|s| s.between("z", "a"))), plain);
    let text = "key `order_id` = \"\": a key cannot be empty (table `orders`)";
    refused(query(Order::partition("u").sk(|s| s.begins_with(""))), text);
    let missing = "key `region`: there is no value, and the key needs one (table `orders`)";
    refused(db().query(Order::by_region().partition(None::<String>)).request(), missing);
}
