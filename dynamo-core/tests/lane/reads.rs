//! Every form of rows goes through the lane, and is what the SDK's reader gives.

use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use dynamo_core::backend::BoxFuture;
use dynamo_core::middleware::{Layer, Next};
use dynamo_core::prelude::*;
use dynamo_core::request::Request;
use dynamo_core::response::{Reply, Rows};

use crate::canned::Canned;
use crate::canned::order::{Order, Status, orders, page};

#[derive(Debug, PartialEq, Projection)]
#[projection(Order::by_status)]
struct Summary {
    order_id: String,
    total: u64,
}

#[derive(Debug, PartialEq, DynamoEntities)]
enum Kind {
    Order(Order),
}

/// Counts the replies that were read from their bytes.
#[derive(Default)]
struct Direct(AtomicUsize);

struct Watch(Arc<Direct>);

impl Layer for Watch {
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        Box::pin(async move {
            let reply = next.call(request, rows).await?;
            self.0.0.fetch_add(usize::from(reply.direct), Ordering::Relaxed);
            Ok(reply)
        })
    }
}

/// What `read` gives through the lane and through the SDK's reader, which have to be one.
async fn same<T: Debug + PartialEq, F: Future<Output = Result<T>>>(body: &str, read: impl Fn(Db) -> F) -> Result<T> {
    let client = Canned::reply(body).client();
    let direct = Arc::new(Direct::default());
    let lane = Db::builder().layer(Watch(Arc::clone(&direct))).from_client(client.clone());
    let sdk = Db::builder().sdk_replies().layer(Watch(Arc::clone(&direct))).from_client(client);
    let by_lane = read(lane).await;
    assert_eq!(direct.0.load(Ordering::Relaxed), 1, "the SDK has not used our deserializer");
    let by_sdk = read(sdk).await;
    assert_eq!(direct.0.load(Ordering::Relaxed), 1);
    match (&by_lane, &by_sdk) {
        (Ok(one), Ok(other)) => assert_eq!(one, other),
        (Err(one), Err(other)) => assert_eq!(one.to_string(), other.to_string()),
        other => panic!("{other:?}"),
    }
    by_lane
}

fn partition() -> dynamo_core::table::Partition<Order> {
    Order::partition("user-0000004711")
}

#[tokio::test]
async fn whole_rows() {
    let body = page(7);
    assert_eq!(same(&body, |db| async move { db.query(partition()).all().await }).await.unwrap(), orders(7));
    assert_eq!(same(&body, |db| async move { db.scan::<Order>().all().await }).await.unwrap(), orders(7));
    let first = same(&body, |db| async move { db.query(partition()).first().await }).await.unwrap();
    assert_eq!(first, orders(1).pop());
    let kinds = same(&body, |db| async move { db.query(partition()).entities::<Kind>().all().await }).await.unwrap();
    assert_eq!(kinds, orders(7).into_iter().map(Kind::Order).collect::<Vec<_>>());
}

#[tokio::test]
async fn parts_of_rows() {
    let body = page(3);
    let tuples = same(&body, |db| async move {
        db.query(partition()).select(|o| (o.order_id(), o.lines().at(0).sku(), o.tags())).all().await
    });
    let expected = orders(3).into_iter().map(|order| (order.order_id, Some(order.lines[0].sku.clone()), order.tags));
    assert_eq!(tuples.await.unwrap(), expected.collect::<Vec<_>>());
    let status = Status::Paid;
    let narrow = same(&body, |db| async move {
        let rows = db.query(Order::by_status().partition(status)).all().await?;
        Ok(rows.into_iter().map(|row| (row.order_id, row.total)).collect::<Vec<_>>())
    });
    let expected: Vec<_> = orders(3).into_iter().map(|order| (order.order_id, order.total)).collect();
    assert_eq!(narrow.await.unwrap(), expected);
    let named =
        same(
            &body,
            |db| async move { db.query(Order::by_status().partition(status)).project::<Summary>().all().await },
        );
    let expected = expected.into_iter().map(|(order_id, total)| Summary { order_id, total });
    assert_eq!(named.await.unwrap(), expected.collect::<Vec<_>>());
}

/// The row that does not fit is named, whoever has read it.
#[tokio::test]
async fn rows_that_do_not_fit() {
    let body = page(3).replacen("12950", "many", 1);
    let error = same(&body, |db| async move { db.query(partition()).all().await }).await.unwrap_err();
    assert!(error.is_decode() && error.to_string().contains("order-2024-000000"), "{error}");
    let lenient = same(&body, |db| async move {
        let sifted = db.query(partition()).lenient().all().await?;
        Ok((sifted.items, sifted.failures.into_iter().map(|error| error.to_string()).collect::<Vec<_>>()))
    });
    let (items, failures) = lenient.await.unwrap();
    assert_eq!((items, failures.len()), (orders(3)[1..].to_vec(), 1));
}
