//! Rows that do not fit their type are told by each reader alike.

use crate::canned::order::{Order, orders, page};
use crate::readers::same;

/// The row that does not fit is named, whoever has read it.
#[tokio::test]
async fn rows_that_do_not_fit() {
    let body = [page(3).replacen("12950", "many", 1)];
    let partition = || Order::partition("user-0000004711");
    let error = same("all", &body, |db| async move { db.query(partition()).all().await }).await.unwrap_err();
    assert!(error.is_decode() && error.to_string().contains("order-2024-000000"), "{error}");
    let lenient = same("lenient", &body, |db| async move {
        let sifted = db.query(partition()).lenient().all().await?;
        Ok((sifted.items, sifted.failures.into_iter().map(|error| error.to_string()).collect::<Vec<_>>()))
    });
    let (items, failures) = lenient.await.unwrap();
    assert_eq!((items, failures.len()), (orders(3)[1..].to_vec(), 1));
}
