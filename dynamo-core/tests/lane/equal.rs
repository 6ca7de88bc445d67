//! Both readers of replies come to the same result.

use dynamo_core::Db;
use dynamo_core::error::ErrorKind;
use dynamo_core::response::{Capacity, Reply};

use crate::canned::Canned;
use crate::canned::order::{Order, found, order, orders, page};
use crate::rows::{execute, get, query};

/// Through the lane, and through the SDK's reader.
pub(crate) fn both(body: &str) -> [Db; 2] {
    let client = Canned::reply(body).client();
    [Db::from_client(client.clone()), Db::builder().sdk_replies().from_client(client)]
}

fn key() -> dynamo_core::table::Key<Order> {
    Order::key(order().user_id, order().order_id)
}

/// All that a reply says, but who has read it.
pub(crate) fn said(reply: &Reply) -> (Option<dynamo_core::value::Item>, u64, u64, Capacity) {
    (reply.cursor.clone(), reply.count, reply.scanned, reply.capacity.clone())
}

#[tokio::test]
async fn a_get_goes_through_the_lane() {
    let [lane, sdk] = both(&found());
    let (reply, rows) = execute(&lane, get(&lane)).await;
    assert!(reply.expect("it is answered").direct, "the SDK has not used our deserializer");
    assert_eq!(rows, [order()]);
    let (reply, rows) = execute(&sdk, get(&sdk)).await;
    assert!(!reply.expect("it is answered").direct);
    assert_eq!(rows, [order()]);
}

#[tokio::test]
async fn gets_are_equal() {
    for db in both(&found()) {
        assert_eq!(db.get(key()).await.expect("it is answered"), Some(order()));
        assert_eq!(db.get(key()).required().await.expect("it is there"), order());
        let selected = db.get(key()).select(|o| (o.total(), o.address().city())).required().await;
        assert_eq!(selected.expect("it is there"), (12950, "Bergen".to_owned()));
    }
    for nothing in ["{}", r#"{"Item":null}"#] {
        for db in both(nothing) {
            assert_eq!(db.get(key()).await.expect("it is answered"), None, "{nothing}");
            assert!(db.get(key()).required().await.expect_err("there is none").is_not_found(), "{nothing}");
        }
    }
}

#[tokio::test]
async fn queries_are_equal() {
    let capacity = r#"{"TableName":"orders","CapacityUnits":2.5,"Table":{"CapacityUnits":1.5},
        "GlobalSecondaryIndexes":{"g":{"CapacityUnits":1.0}}}"#;
    let cursor = r#"{"user_id":{"S":"u"},"order_id":{"S":"o"}}"#;
    let more = format!(r#","LastEvaluatedKey":{cursor},"ConsumedCapacity":{capacity},"Unknown":[1,{{"a":null}}]}}"#);
    let with_more = page(3).strip_suffix('}').expect("a page is an object").to_owned() + &more;
    let counted = r#"{"Count":7,"ScannedCount":9}"#.to_owned();
    let nulls =
        r#"{"Items":null,"Count":0,"ScannedCount":4,"LastEvaluatedKey":null,"ConsumedCapacity":null}"#.to_owned();
    let bodies =
        [(page(0), 0), (page(1), 1), (page(100), 100), (with_more, 3), (counted, 0), (nulls, 0), ("{}".into(), 0)];
    for (body, count) in bodies {
        let [lane, sdk] = both(&body);
        let ((read, rows), (parsed, same)) = (execute(&lane, query(&lane)).await, execute(&sdk, query(&sdk)).await);
        let (read, parsed) = (read.expect("it is answered"), parsed.expect("it is answered"));
        assert!(read.direct && !parsed.direct, "{body}");
        assert_eq!(said(&read), said(&parsed), "{body}");
        assert_eq!((&rows, &same), (&orders(count), &orders(count)), "{body}");
    }
}

#[tokio::test]
async fn errors_are_equal() {
    let refused = r#"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"no table"}"#;
    let client = Canned::replies([(400, refused.into())]).client();
    let dbs = [Db::from_client(client.clone()), Db::builder().sdk_replies().from_client(client)];
    for db in dbs {
        let error = db.get(key()).await.expect_err("the engine refuses");
        assert!(matches!(error.kind(), ErrorKind::MissingTable), "{error:?}");
    }
    let unreadable = found().replace("12950", "many");
    for db in both(&unreadable) {
        let error = db.get(key()).await.expect_err("a total is a number");
        assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error:?}");
    }
}
