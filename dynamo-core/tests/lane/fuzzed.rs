//! Replies that were mangled in every way: the lane and the SDK's reader give the same rows, or an error each. Where they may differ, [`odd`]
//! says why.
//!
//! [`odd`]: crate::odd

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::Client;
use dynamo_core::backend::BoxFuture;
use dynamo_core::error::{DecodeError, Error, ErrorKind};
use dynamo_core::middleware::Backoff;
use dynamo_core::prelude::*;
use dynamo_core::request::Request;
use dynamo_core::response::{Capacity, Rows, Sink};
use dynamo_core::table::Key;
use dynamo_core::value::{Bytes, RawRow};

use crate::canned::Canned;
use crate::mutated::{Random, mutate, repeated, replaced, truncated};
use crate::odd;

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
struct Part {
    a: u8,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "things")]
struct Thing {
    #[pk]
    id: String,
    #[sk]
    n: u8,
    ok: bool,
    tags: BTreeSet<String>,
    bytes: Option<Bytes>,
    parts: Vec<Part>,
    none: Option<String>,
}

/// With an attribute that nobody reads.
const ONE: &str = concat!(
    r#"{"id":{"S":"\u00e9\n"},"n":{"N":"1"},"ok":{"BOOL":true},"tags":{"SS":["x","y"]},"bytes":{"B":"AAE="},"#,
    r#""parts":{"L":[{"M":{"a":{"N":"7"}}}]},"none":{"NULL":true},"more":{"M":{"z":{"NS":["1","2"]}}}}"#,
);
const TWO: &str = r#"{"id":{"S":"i"},"n":{"N":"2"},"ok":{"BOOL":false},"parts":{"L":[]}}"#;

/// The third is not there.
fn keys() -> Vec<Key<Thing>> {
    vec![Thing::key("é\n", 1u8), Thing::key("i", 3u8), Thing::key("i", 2u8)]
}

/// A read that replies are mangled for.
struct Read {
    /// The replies to begin with; the first is mangled value by value.
    bodies: Vec<String>,
    request: fn(&Db) -> Request,
    things: fn(Db) -> BoxFuture<'static, Result<Things>>,
}

/// Nothing stands for what is not there, and for what does not fit.
type Things = Vec<Option<Thing>>;

/// What comes of a reply.
#[derive(Debug, PartialEq, Default)]
struct Outcome {
    items: Vec<Item>,
    things: Things,
    cursor: Option<Item>,
    scanned: u64,
    capacity: Capacity,
    left: usize,
    error: Option<&'static str>,
}

/// The whole reply counts for nothing, and may be asked for again.
const BROKEN: Option<&str> = Some("broken");

fn class(error: &Error) -> Option<&'static str> {
    match error.kind() {
        ErrorKind::Unavailable => BROKEN,
        ErrorKind::Decode(_) => Some("a row does not fit"),
        ErrorKind::Unprocessed { .. } => Some("some are left"),
        _ => panic!("this says nothing of a reply that is mangled: {error:?}"),
    }
}

/// Takes whole items.
#[derive(Default)]
struct Items(Mutex<(Vec<Item>, Vec<Item>)>);

impl Sink for Items {
    fn begin(&self) {
        self.0.lock().expect("nothing panics while it is held").1.clear();
    }

    fn row(&self, _: usize, row: RawRow<'_>) -> Result<(), DecodeError> {
        self.0.lock().expect("nothing panics while it is held").1.push(row.into_item()?);
        Ok(())
    }

    fn commit(&self) {
        let (done, arriving) = &mut *self.0.lock().expect("nothing panics while it is held");
        done.append(arriving);
    }
}

async fn items(db: Db, read: &Read) -> Outcome {
    let sink = Arc::new(Items::default());
    let reply = db.execute((read.request)(&db), Some(&Rows::new(sink.clone()))).await;
    let items = std::mem::take(&mut sink.0.lock().expect("nothing panics while it is held").0);
    assert!(reply.is_ok() || items.is_empty(), "rows of a reply that is an error");
    match reply {
        Ok(reply) => {
            assert!(!reply.direct || items.is_empty() || reply.count == items.len() as u64);
            let left = reply.unprocessed.len();
            let (cursor, scanned, capacity) = (reply.cursor, reply.scanned, reply.capacity);
            Outcome { items, cursor, scanned, capacity, left, ..Outcome::default() }
        }
        Err(error) => Outcome { error: class(&error), ..Outcome::default() },
    }
}

async fn things(db: Db, read: &Read) -> Outcome {
    match (read.things)(db).await {
        Ok(things) => Outcome { things, ..Outcome::default() },
        Err(error) => Outcome {
            error: class(&error),
            left: error.unprocessed::<Thing>().map_or(0, |left| left.keys.len()),
            things: error.take_read().unwrap_or_default(),
            ..Outcome::default()
        },
    }
}

fn db(client: Client, by_lane: bool) -> Db {
    let once = Db::builder().no_breaker().backoff(Backoff { attempts: 1, ..Backoff::default() });
    if by_lane { once.from_client(client) } else { once.sdk_replies().from_client(client) }
}

/// Runs mangled replies through both readers, as whole items and as things, and compares.
async fn mangle(read: Read) {
    let corpus: Vec<&str> = read.bodies.iter().map(String::as_str).collect();
    let mut random = Random::new();
    let mut by_chance: Vec<_> = corpus.iter().map(|body| body.as_bytes().to_vec()).collect();
    by_chance.extend((0..200).map(|_| mutate(&mut random, &corpus)));
    by_chance.extend(repeated(corpus[0]));
    let bodies = [replaced(corpus[0]), by_chance.clone()].concat();
    let as_things = compared(&read, &bodies, true).await;
    // A reply that was cut is one, whatever is read of it. Of the values that were replaced, a third will do.
    let some: Vec<_> = replaced(corpus[0]).into_iter().step_by(3).collect();
    let as_items = compared(&read, &[truncated(corpus[0]), some, by_chance].concat(), false).await;
    // What is odd is not the rule.
    assert!(as_things.min(as_items) > 75, "{as_things} and {as_items} in a hundred are the same");
}

/// How many of a hundred replies are the same to both readers. For the others there has to be a reason.
async fn compared(read: &Read, bodies: &[Vec<u8>], as_things: bool) -> usize {
    let canned = || Canned::replies(bodies.iter().map(|body| (200, body.clone())));
    let (for_lane, for_sdk) = (canned(), canned());
    let (lane, sdk) = (db(for_lane.quick_client(), true), db(for_sdk.quick_client(), false));
    let mut same = 0;
    for (number, body) in bodies.iter().enumerate() {
        let (lane, sdk) = (outcome(&lane, read, as_things).await, outcome(&sdk, read, as_things).await);
        assert_eq!([for_lane.calls(), for_sdk.calls()], [number + 1; 2], "each reply is read once");
        if lane == sdk {
            same += 1;
        } else {
            judge(read, body, lane, sdk, as_things).await;
        }
    }
    same * 100 / bodies.len()
}

async fn outcome(db: &Db, read: &Read, as_things: bool) -> Outcome {
    if as_things { things(db.clone(), read).await } else { items(db.clone(), read).await }
}

/// There has to be a reason why they differ.
async fn judge(read: &Read, body: &[u8], lane: Outcome, sdk: Outcome, as_things: bool) {
    let told = || format!("{}\nthe lane: {lane:?}\nthe SDK: {sdk:?}", body.escape_ascii());
    if lane.error == BROKEN {
        assert!(odd::is_refused(body), "the lane refuses {}", told());
        return;
    }
    let are_rows_the_same = lane.items == sdk.items && lane.things == sdk.things;
    assert!(sdk.error == BROKEN || are_rows_the_same, "the lane has other rows of {}", told());
    // It has not looked at all of it: without what nobody asks for, the SDK reads the same.
    let asked = odd::asked_for(body, as_things).unwrap_or_else(|| panic!("the lane reads {}", told()));
    let again = outcome(&db(Canned::reply(asked.clone()).quick_client(), false), read, as_things).await;
    assert_eq!(lane, again, "of {}\nand {}", body.escape_ascii(), asked.escape_ascii());
}

#[tokio::test]
async fn gets() {
    let capacity = r#""ConsumedCapacity":{"TableName":"things","CapacityUnits":0.5,"Table":{"CapacityUnits":0.5}}"#;
    mangle(Read {
        bodies: vec![format!(r#"{{{capacity},"Item":{ONE}}}"#), format!(r#"{{"Item":{TWO}}}"#), "{}".into()],
        request: |db| Request::Get(Arc::new(db.get(keys().remove(0)).request().expect("the key is whole"))),
        things: |db| Box::pin(async move { Ok(vec![db.get(keys().remove(0)).await?]) }),
    })
    .await;
}

#[tokio::test]
async fn queries() {
    let next = r#""LastEvaluatedKey":{"id":{"S":"i"},"n":{"N":"2"}},"ScannedCount":3"#;
    mangle(Read {
        bodies: vec![
            format!(r#"{{"Count":2,"Items":[{ONE},{TWO}],{next}}}"#),
            format!(r#"{{"Items":[{TWO},{TWO},{TWO}],"Count":3,"ScannedCount":3}}"#),
        ],
        request: |db| Request::Query(Arc::new(db.query(Thing::partition("i")).request().expect("the key is whole"))),
        things: |db| {
            Box::pin(async move {
                let page = db.query(Thing::partition("i")).lenient().page().await?;
                let unfit = page.failures.iter().map(|_| None);
                Ok(page.items.into_iter().map(Some).chain(unfit).collect())
            })
        },
    })
    .await;
}

#[tokio::test]
async fn batches() {
    let left = r#""UnprocessedKeys":{"things":{"Keys":[{"id":{"S":"i"},"n":{"N":"3"}}],"ConsistentRead":true}}"#;
    mangle(Read {
        bodies: vec![
            format!(r#"{{"Responses":{{"things":[{ONE},{TWO}]}},{left}}}"#),
            format!(r#"{{"Responses":{{"things":[{TWO},{ONE}]}},"UnprocessedKeys":{{}}}}"#),
        ],
        request: |db| Request::BatchGet(Arc::new(db.batch_get(keys()).request().expect("the keys are whole"))),
        things: |db| Box::pin(async move { db.batch_get(keys()).await }),
    })
    .await;
}

#[tokio::test]
async fn transactions() {
    let capacity = r#""ConsumedCapacity":[{"TableName":"things","CapacityUnits":4.0}]"#;
    mangle(Read {
        bodies: vec![
            format!(r#"{{{capacity},"Responses":[{{"Item":{ONE}}},{{}},{{"Item":{TWO}}}]}}"#),
            format!(r#"{{"Responses":[{{"Item":{ONE}}},{{"Item":{TWO}}}]}}"#),
        ],
        request: |db| Request::TransactGet(Arc::new(db.transact_get(keys()).request().expect("the keys are whole"))),
        things: |db| Box::pin(async move { db.transact_get(keys()).await }),
    })
    .await;
}
