//! toasty, with its driver for DynamoDB. A set of texts is stored as a list: it has no sets.

use std::process::ExitCode;

use peers_measure::{Outcome, Peer};
use toasty::Db;
use toasty_driver_dynamodb::DynamoDb;

/// The most that DynamoDB takes in one request; the driver sends what it is given, and does not send again what was left.
const CHUNK: usize = 25;

#[derive(Debug, Clone, PartialEq, toasty::Embed)]
enum Status {
    Pending,
    Paid,
}

#[derive(Debug, Clone, PartialEq, toasty::Embed)]
struct Address {
    city: String,
    postcode: String,
}

#[derive(Debug, Clone, PartialEq, toasty::Embed)]
struct Line {
    sku: String,
    qty: u32,
}

#[derive(Debug, Clone, PartialEq, toasty::Model)]
#[table = "orders"]
#[key(partition = user_id, local = order_id)]
struct Order {
    user_id: String,
    order_id: String,
    status: Status,
    created_at: String,
    total: u64,
    items_count: u32,
    description: Option<String>,
    tags: Vec<String>,
    #[document]
    address: Address,
    #[document]
    lines: Vec<Line>,
}

struct Toasty(Db);

impl Peer for Toasty {
    type Item = Order;

    async fn put(&mut self, order: Order) -> Outcome<()> {
        create(order).exec(&mut self.0).await?;
        Ok(())
    }

    async fn get(&mut self, user: &str, order: &str) -> Outcome<Option<Order>> {
        Ok(Some(Order::get_by_user_id_and_order_id(&mut self.0, user, order).await?))
    }

    async fn query(&mut self, user: &str) -> Outcome<Vec<Order>> {
        Ok(Order::filter_by_user_id(user).exec(&mut self.0).await?)
    }

    async fn write(&mut self, orders: Vec<Order>) -> Outcome<()> {
        let mut orders = orders.into_iter().peekable();
        while orders.peek().is_some() {
            let chunk =
                orders.by_ref().take(CHUNK).fold(Order::create_many(), |batch, order| batch.item(create(order)));
            chunk.exec(&mut self.0).await?;
        }
        Ok(())
    }
}

fn create(order: Order) -> <Order as toasty::schema::Model>::Create {
    toasty::create!(Order {
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
    })
}

impl From<peers_measure::Order> for Order {
    fn from(order: peers_measure::Order) -> Self {
        let mut tags: Vec<String> = order.tags.into_iter().collect();
        tags.sort();
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
            tags,
            address: Address { city: order.address.city, postcode: order.address.zip },
            lines: order.lines.into_iter().map(|line| Line { sku: line.sku, qty: line.qty }).collect(),
        }
    }
}

fn main() -> ExitCode {
    peers_measure::main(async |table| {
        // The name of a table is its prefix and what stands at the model.
        let prefix = table.strip_suffix("orders").ok_or("the name of the table ends in `orders`")?;
        let driver = DynamoDb::from_env("dynamodb://localhost".to_owned()).await?;
        let mut db = Db::builder();
        Ok(Toasty(db.models(toasty::models!(Order)).table_name_prefix(prefix).build(driver).await?))
    })
}
