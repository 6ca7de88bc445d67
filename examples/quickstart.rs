//! The first thing to run: a table declared, a key rendered, an item written and read back.

use dynamo_core::prelude::*;

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
    order_id: u64,
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
    println!("{:?}", order.primary_key());

    let item = order.to_item()?;
    println!("{item:#?}");

    let same = Order::from_item(item)?;
    assert_eq!(same, order);
    assert_ne!(same.status, Status::Paid);
    Ok(())
}
