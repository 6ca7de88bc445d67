//! Batches of reads, whose replies have rows of several tables.

use std::sync::Arc;

use dynamo_core::Db;
use dynamo_core::error::ErrorKind;
use dynamo_core::middleware::Backoff;
use dynamo_core::request::Request;
use dynamo_core::response::Capacity;
use dynamo_core::table::Key;

use crate::canned::Canned;
use crate::canned::order::{Order, order, orders, page};
use crate::equal::{both, said};
use crate::rows::execute;

fn keys(count: usize) -> Vec<Key<Order>> {
    orders(count).into_iter().map(|order| Order::key(order.user_id, order.order_id)).collect()
}

fn batch(db: &Db) -> Request {
    Request::BatchGet(Arc::new(db.batch_get(keys(4)).request().expect("the keys are whole")))
}

/// A reply with so many orders.
fn body(count: usize, more: &str) -> String {
    let page: serde_json::Value = serde_json::from_str(&page(count)).expect("a page is JSON");
    format!(r#"{{"Responses":{{"orders":{}}}{more}}}"#, page["Items"])
}

#[tokio::test]
async fn batches_are_equal() {
    let capacity = r#"{"TableName":"orders","CapacityUnits":2.5,"Table":{"CapacityUnits":2.5}}"#;
    let id = order().user_id;
    let left = format!(
        r#","UnprocessedKeys":{{"orders":{{"ConsistentRead":true,"Keys":[{{"user_id":{{"S":"{id}"}},"order_id":{{"S":"x"}}}}]}}}}"#
    );
    let metered = format!(r#","ConsumedCapacity":[{capacity},{capacity}],"Unknown":[1]"#);
    let bodies = [
        (body(3, ""), 3, 0),
        (body(2, r#","UnprocessedKeys":{}"#), 2, 0),
        (body(2, &left), 2, 1),
        (body(0, &metered), 0, 0),
        (r#"{"Responses":null,"UnprocessedKeys":null,"ConsumedCapacity":null}"#.to_owned(), 0, 0),
        ("{}".to_owned(), 0, 0),
    ];
    for (body, count, unprocessed) in bodies {
        let client = Canned::reply(body.clone()).client();
        // One attempt: what the two readers say of one reply.
        let once = || Db::builder().backoff(Backoff { attempts: 1, ..Backoff::default() });
        let (lane, sdk) = (once().from_client(client.clone()), once().sdk_replies().from_client(client));
        let ((read, rows), (parsed, same)) = (execute(&lane, batch(&lane)).await, execute(&sdk, batch(&sdk)).await);
        let (read, parsed) = (read.expect("it is answered"), parsed.expect("it is answered"));
        assert!(read.direct && !parsed.direct, "{body}");
        assert_eq!(said(&read), said(&parsed), "{body}");
        assert_eq!((&rows, &same), (&orders(count), &orders(count)), "{body}");
        if unprocessed == 0 {
            assert_eq!((&read.unprocessed, &parsed.unprocessed), (&Vec::new(), &Vec::new()));
        } else {
            // A key that nobody has sent: all of ours are taken for unprocessed.
            assert_eq!((read.unprocessed.len(), parsed.unprocessed.len()), (4, 4));
        }
        if body.contains("CapacityUnits") {
            assert_eq!(read.capacity, Capacity { total: 5.0, table: 5.0, indexes: Vec::new() });
        }
    }
}

/// Rows come in any order, and go where their keys were.
#[tokio::test]
async fn rows_find_their_keys() {
    for db in both(&body(3, "")) {
        let mut keys = keys(4);
        keys.reverse();
        keys.push(keys[1].clone());
        let read = db.batch_get(keys).await.expect("it is answered");
        let [a, b, c] = orders(3).try_into().expect("three");
        assert_eq!(read, [None, Some(c.clone()), Some(b), Some(a), Some(c)]);
    }
}

#[tokio::test]
async fn no_row_of_a_truncated_reply_counts() {
    let body = body(2, r#","UnprocessedKeys":{}"#);
    for end in 0..body.len() {
        let db = Db::from_client(Canned::reply(&body.as_bytes()[..end]).client());
        let error = db.batch_get(keys(2)).await.expect_err("a reply that was cut is no reply");
        assert_eq!(error.kind(), &ErrorKind::Unavailable, "cut at {end}: {error:?}");
        assert_eq!(error.unprocessed::<Order>().expect("keys").keys, keys(2), "cut at {end}");
        assert_eq!(error.take_read::<Vec<Option<Order>>>(), Some(vec![None, None]), "cut at {end}");
    }
    // Asked for again, and read once.
    let canned = Canned::replies([(200, body.as_bytes()[..body.len() - 2].to_vec()), (200, body.into())]);
    let db = Db::from_client(canned.patient_client());
    let read = db.batch_get(keys(2)).found().await.expect("the second reply is whole");
    assert_eq!((read, canned.calls()), (orders(2), 2));
}
