//! dynamodb-facade. The client and the name of the table are global; a batch is one request for each 25 items, all at once.

use std::collections::HashSet;
use std::process::ExitCode;
use std::sync::OnceLock;

use aws_config::BehaviorVersion;
use aws_sdk_dynamodb::Client;
use dynamodb_facade::{
    DynamoDBItemBatchOp, DynamoDBItemOp, KeyId, StringAttribute, attribute_definitions, dynamodb_batch_write,
    dynamodb_item, init_global_client, table_definitions,
};
use peers_measure::{Address, Line, Outcome, Peer, Status};
use serde::{Deserialize, Serialize};

static TABLE: OnceLock<String> = OnceLock::new();

attribute_definitions! {
    UserId { "user_id": StringAttribute }
    OrderId { "order_id": StringAttribute }
}

table_definitions! {
    Orders {
        type PartitionKey = UserId;
        type SortKey = OrderId;
        fn table_name() -> String { TABLE.get().cloned().unwrap_or_default() }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    user_id: String,
    order_id: String,
    status: Status,
    created_at: String,
    total: u64,
    items_count: u32,
    description: Option<String>,
    #[serde(with = "serde_dynamo::string_set")]
    tags: HashSet<String>,
    address: Address,
    lines: Vec<Line>,
}

dynamodb_item! {
    #[table = Orders]
    Order {
        #[partition_key]
        UserId {
            fn attribute_id(&self) -> &'id str { &self.user_id }
            fn attribute_value(id) -> String { id.to_owned() }
        }
        #[sort_key]
        OrderId {
            fn attribute_id(&self) -> &'id str { &self.order_id }
            fn attribute_value(id) -> String { id.to_owned() }
        }
    }
}

struct Facade;

impl Peer for Facade {
    type Item = Order;

    async fn put(&mut self, order: Order) -> Outcome<()> {
        Ok(order.put().await?)
    }

    async fn get(&mut self, user: &str, order: &str) -> Outcome<Option<Order>> {
        Ok(Order::get(KeyId::pk(user).sk(order)).await?)
    }

    async fn query(&mut self, user: &str) -> Outcome<Vec<Order>> {
        Ok(Order::query(Order::key_condition(user)).all().await?)
    }

    async fn write(&mut self, orders: Vec<Order>) -> Outcome<()> {
        let requests = orders.iter().map(Order::batch_put).collect();
        Ok(dynamodb_batch_write::<Orders>(requests).await?)
    }
}

impl From<peers_measure::Order> for Order {
    fn from(order: peers_measure::Order) -> Self {
        Self {
            user_id: order.user_id,
            order_id: order.order_id,
            status: order.status,
            created_at: order.created_at,
            total: order.total,
            items_count: order.items_count,
            description: order.description,
            tags: order.tags,
            address: order.address,
            lines: order.lines,
        }
    }
}

fn main() -> ExitCode {
    peers_measure::main(async |table| {
        let config = aws_config::load_defaults(BehaviorVersion::latest()).await;
        init_global_client(Client::new(&config));
        TABLE.get_or_init(|| table);
        Ok(Facade)
    })
}
