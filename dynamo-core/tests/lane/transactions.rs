//! Transactions of reads, whose replies have a row or nothing for each key, in their order.

use std::sync::Arc;
use std::time::Duration;

use dynamo_core::Db;
use dynamo_core::error::ErrorKind;
use dynamo_core::middleware::Backoff;
use dynamo_core::request::Request;
use dynamo_core::response::Capacity;
use dynamo_core::table::Key;

use crate::canned::Canned;
use crate::canned::order::{Order, orders, page};
use crate::equal::{both, said};
use crate::rows::execute;

fn keys(count: usize) -> Vec<Key<Order>> {
    orders(count).into_iter().map(|order| Order::key(order.user_id, order.order_id)).collect()
}

/// A reply with the orders of these numbers; nothing stands for one that is not there.
fn body(wanted: &[Option<usize>], more: &str) -> String {
    let page: serde_json::Value = serde_json::from_str(&page(4)).expect("a page is JSON");
    let response = |one: &Option<usize>| match one {
        Some(number) => format!(r#"{{"Item":{}}}"#, page["Items"][number]),
        None => "{}".to_owned(),
    };
    format!(r#"{{"Responses":[{}]{more}}}"#, wanted.iter().map(response).collect::<Vec<_>>().join(","))
}

#[tokio::test]
async fn both_readers_say_the_same() {
    let capacity = r#","ConsumedCapacity":[{"TableName":"orders","CapacityUnits":2.0,"Table":{"CapacityUnits":2.0}}]"#;
    for body in [
        body(&[Some(0), None, Some(2)], capacity),
        body(&[None, None, None], ""),
        r#"{"Responses":[{"Item":null},{"Other":[1]},{}]}"#.to_owned(),
        r#"{"Responses":null,"ConsumedCapacity":null}"#.to_owned(),
        "{}".to_owned(),
    ] {
        let client = Canned::reply(body.clone()).client();
        let (lane, sdk) = (Db::from_client(client.clone()), Db::builder().sdk_replies().from_client(client));
        let request = |db: &Db| Request::TransactGet(Arc::new(db.transact_get(keys(3)).request().expect("whole keys")));
        let ((read, rows), (parsed, same)) = (execute(&lane, request(&lane)).await, execute(&sdk, request(&sdk)).await);
        let (read, parsed) = (read.expect("it is answered"), parsed.expect("it is answered"));
        assert!(read.direct && !parsed.direct, "{body}");
        assert_eq!((said(&read), rows), (said(&parsed), same), "{body}");
        if body.contains("CapacityUnits") {
            assert_eq!(read.capacity, Capacity { total: 2.0, table: 2.0, indexes: Vec::new() });
        }
    }
}

#[tokio::test]
async fn rows_find_their_keys() {
    for db in both(&body(&[Some(0), None, Some(2)], "")) {
        let [first, _, third] = orders(3).try_into().expect("three");
        let mut wanted = keys(3);
        wanted.push(wanted[0].clone());
        let read = db.transact_get(wanted).await.expect("it is answered");
        assert_eq!(read, [Some(first.clone()), None, Some(third), Some(first)]);
    }
}

#[tokio::test]
async fn no_row_of_a_truncated_reply_counts() {
    let body = body(&[Some(0), Some(1)], "");
    for end in 0..body.len() {
        let db = Db::from_client(Canned::reply(&body.as_bytes()[..end]).client());
        let error = db.transact_get(keys(2)).await.expect_err("a reply that was cut is no reply");
        assert_eq!(error.kind(), &ErrorKind::Unavailable, "cut at {end}: {error:?}");
    }
    let canned = Canned::replies([(200, body.as_bytes()[..body.len() - 2].to_vec()), (200, body.into())]);
    let db = Db::from_client(canned.patient_client());
    let read = db.transact_get(keys(2)).found().await.expect("the second reply is whole");
    assert_eq!((read, canned.calls()), (orders(2), 2));
}

/// What meets another transaction is sent again, until it is enough; what failed for another reason is not.
#[tokio::test]
async fn conflicts_are_sent_again() {
    let cancelled = |code: &str| {
        let reasons = format!(r#"[{{"Code":"None"}},{{"Code":"{code}","Message":"m"}}]"#);
        let text = format!(r#"{{"__type":"x#TransactionCanceledException","CancellationReasons":{reasons}}}"#);
        (400, text.into_bytes())
    };
    let soon = Backoff { base: Duration::from_millis(1), attempts: 4, ..Backoff::default() };
    let conflict = cancelled("TransactionConflict");
    let good = (200, body(&[Some(0), Some(1)], "").into_bytes());
    let canned = Canned::replies([conflict.clone(), conflict.clone(), good]);
    let db = Db::builder().backoff(soon).from_client(canned.client());
    assert_eq!(db.transact_get(keys(2)).found().await.expect("the third reply"), orders(2));
    assert_eq!(canned.calls(), 3);
    let canned = Canned::replies([conflict]);
    let error = Db::builder().backoff(soon).from_client(canned.client()).transact_get(keys(2)).await.unwrap_err();
    assert_eq!((error.kind(), canned.calls()), (&ErrorKind::TransactionConflict, 4));
    // Too many are at work: the SDK does not send that again.
    let good = (200, body(&[Some(0), Some(1)], "").into_bytes());
    let canned = Canned::replies([cancelled("ThrottlingError"), good]);
    let db = Db::builder().backoff(soon).from_client(canned.client());
    assert_eq!(db.transact_get(keys(2)).found().await.expect("the second reply"), orders(2));
    let canned = Canned::replies([cancelled("AccessDenied")]);
    let error = Db::builder().backoff(soon).from_client(canned.client()).transact_get(keys(2)).await.unwrap_err();
    let [reason] = error.cancellation_reasons() else { panic!("{error:?}") };
    assert_eq!((reason.index(), reason.kind(), canned.calls()), (1, &ErrorKind::AccessDenied, 1));
    assert_eq!(reason.error().table(), Some("orders"));
}
