//! This library.

use std::collections::HashSet;
use std::process::ExitCode;

use dynamo_core::Db;
use dynamo_core::prelude::*;
use peers_measure::{Outcome, Peer};

#[derive(Debug, Clone, Copy, PartialEq, DynamoValue)]
#[dynamo(rename_all = "lowercase")]
enum Status {
    Pending,
    Paid,
}

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
struct Address {
    city: String,
    #[dynamo(rename = "postcode")]
    zip: String,
}

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
struct Line {
    sku: String,
    qty: u32,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    user_id: String,
    #[sk]
    order_id: String,
    status: Status,
    created_at: String,
    total: u64,
    items_count: u32,
    description: Option<String>,
    tags: HashSet<String>,
    address: Address,
    lines: Vec<Line>,
}

struct Ours(Db);

impl Peer for Ours {
    type Item = Order;

    async fn put(&mut self, order: Order) -> Outcome<()> {
        Ok(self.0.put(&order).await?)
    }

    async fn get(&mut self, user: &str, order: &str) -> Outcome<Option<Order>> {
        Ok(self.0.get(Order::key(user, order)).await?)
    }

    async fn query(&mut self, user: &str) -> Outcome<Vec<Order>> {
        Ok(self.0.query(Order::partition(user)).all().await?)
    }

    async fn write(&mut self, orders: Vec<Order>) -> Outcome<()> {
        Ok(self.0.batch_write().put_all(&orders).await?)
    }
}

impl From<peers_measure::Order> for Order {
    fn from(order: peers_measure::Order) -> Self {
        Self {
            user_id: order.user_id,
            order_id: order.order_id,
            status: match order.status {
                peers_measure::Status::Pending => Status::Pending,
                peers_measure::Status::Paid => Status::Paid,
            },
            created_at: order.created_at,
            total: order.total,
            items_count: order.items_count,
            description: order.description,
            tags: order.tags,
            address: Address { city: order.address.city, zip: order.address.zip },
            lines: order.lines.into_iter().map(|line| Line { sku: line.sku, qty: line.qty }).collect(),
        }
    }
}

fn main() -> ExitCode {
    peers_measure::main(async |table| Ok(Ours(Db::builder().table::<Order>(table).from_env().await)))
}
