//! modyne. It puts the kind of an entity into each item; of what comes back it asks for the attributes it knows.

use std::collections::HashSet;
use std::process::ExitCode;

use aws_config::BehaviorVersion;
use aws_sdk_dynamodb::Client;
use modyne::expr::KeyCondition;
use modyne::keys::{FullKey, Key, KeyDefinition, PrimaryKey, PrimaryKeyDefinition};
use modyne::model::BatchWrite;
use modyne::{Aggregate, Entity, EntityDef, EntityExt, ProjectionExt, QueryInput, QueryInputExt, Table};
use peers_measure::{Address, Line, Outcome, Peer, Status};
use serde::{Deserialize, Serialize};

/// The most that DynamoDB takes in one request; modyne leaves it to its user to keep to that, and to send again what was left.
const CHUNK: usize = 25;

struct Database {
    client: Client,
    table: String,
}

impl Table for Database {
    type PrimaryKey = OrderKey;
    type IndexKeys = ();

    fn table_name(&self) -> &str {
        &self.table
    }

    fn client(&self) -> &Client {
        &self.client
    }
}

#[derive(Debug, Serialize)]
struct OrderKey {
    user_id: String,
    order_id: String,
}

impl PrimaryKey for OrderKey {
    const PRIMARY_KEY_DEFINITION: PrimaryKeyDefinition =
        PrimaryKeyDefinition { hash_key: "user_id", range_key: Some("order_id") };
}

impl Key for OrderKey {
    const DEFINITION: KeyDefinition = <Self as PrimaryKey>::PRIMARY_KEY_DEFINITION.into_key_definition();
}

#[derive(Debug, Clone, PartialEq, EntityDef, Serialize, Deserialize)]
struct Order {
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

impl Entity for Order {
    type KeyInput<'a> = (&'a str, &'a str);
    type Table = Database;
    type IndexKeys = ();

    fn primary_key((user, order): (&str, &str)) -> OrderKey {
        OrderKey { user_id: user.to_owned(), order_id: order.to_owned() }
    }

    fn full_key(&self) -> FullKey<OrderKey, ()> {
        FullKey { primary: Self::primary_key((&self.user_id, &self.order_id)), indexes: () }
    }
}

struct OrdersOf<'a>(&'a str);

impl QueryInput for OrdersOf<'_> {
    type Index = OrderKey;
    type Aggregate = Vec<Order>;

    fn key_condition(&self) -> KeyCondition<OrderKey> {
        KeyCondition::in_partition(self.0)
    }
}

impl Peer for Database {
    type Item = Order;

    async fn put(&mut self, order: Order) -> Outcome<()> {
        order.put().execute(self).await?;
        Ok(())
    }

    async fn get(&mut self, user: &str, order: &str) -> Outcome<Option<Order>> {
        let found = Order::get((user, order)).execute(self).await?;
        Ok(found.item.map(Order::from_item).transpose()?)
    }

    async fn query(&mut self, user: &str) -> Outcome<Vec<Order>> {
        let (mut orders, mut after) = (Vec::new(), None);
        loop {
            let page = OrdersOf(user).query().set_exclusive_start_key(after).execute(self).await?;
            orders.reduce(page.items.unwrap_or_default())?;
            after = page.last_evaluated_key;
            if after.is_none() {
                return Ok(orders);
            }
        }
    }

    async fn write(&mut self, orders: Vec<Order>) -> Outcome<()> {
        let mut orders = orders.into_iter().peekable();
        while orders.peek().is_some() {
            let chunk =
                orders.by_ref().take(CHUNK).fold(BatchWrite::new(), |batch, order| batch.operation(order.put()));
            chunk.execute(self).await?;
        }
        Ok(())
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
        Ok(Database { client: Client::new(&config), table })
    })
}
