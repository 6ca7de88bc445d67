//! The first thing to run: a table declared, keys rendered, an item written and read back, requests built and looked at.

use dynamo_core::prelude::*;
use dynamo_core::value::to_plain_json;

#[derive(Debug, Clone, PartialEq, DynamoValue)]
#[dynamo(rename_all = "lowercase")]
enum Status {
    Pending,
    Paid,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "shop")]
#[pk("USER#{user_id}")]
#[sk("ORDER#{order_id:010}")]
#[gsi(by_status, pk = status, sk = created_at, include(total))]
struct Order {
    user_id: String,
    order_id: u32,
    status: Status,
    created_at: String,
    total: u64,
    note: Option<String>,
}

fn main() -> Result<()> {
    let order = Order {
        user_id: "u1".into(),
        order_id: 12,
        status: Status::Pending,
        created_at: "2026-01-31".into(),
        total: 5000,
        note: None,
    };
    println!("its key         {:?}", order.primary_key());

    let item = order.to_item()?;
    println!("as it is stored {}", String::from_utf8_lossy(&to_plain_json(&item)));
    assert_eq!(Order::from_item(item)?, order);

    // User input cannot break a key: the request says why, and nothing is sent.
    let db = Db::offline();
    let refused = db.get(Order::key("u1#ORDER#7", 12)).request().expect_err("a delimiter in a key is refused");
    println!("refused         {refused}");

    let orders = Order::partition("u1").sk(|s| s.order_id_between(1, 99));
    let query = db.query(orders).filter(|o| o.total().gt(1000) & o.note().not_exists()).request()?;
    println!("its keys        {:?}", query.keys);
    println!("its filter      {:?}", query.filter);

    // `.select(|o| o.note())` would not compile: the index does not hold it.
    let paid = db.query(Order::by_status().partition(Status::Paid)).select(|o| (o.created_at(), o.total()));
    println!("an index        {:?}", paid.request()?.projection);
    Ok(())
}
