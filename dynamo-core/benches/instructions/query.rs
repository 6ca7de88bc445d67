use std::error::Error;
use std::hint::black_box;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::query::QueryOutput;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::Db;
use dynamo_core::error::DecodeError;
use dynamo_core::request::Request;
use dynamo_core::response::{Rows, Sink};
use dynamo_core::table::Row;
use dynamo_core::value::RawRow;
use serde_dynamo::from_items;

use crate::canned::Canned;
use crate::canned::order::{Order, from_item_by_hand, order, orders, page};
use crate::{Case, Outcome, Way};

pub(crate) const CASE: Case = Case {
    name: "query-100",
    budget: 0.42,
    checked: false,
    calls: 5,
    ways: Way::ALL,
    run: |way, calls| Box::pin(run(way, calls)),
};

const ROWS: usize = 100;

async fn run(way: Way, calls: u32) -> Outcome {
    let client = Client::from_conf(Canned::reply(page(ROWS)).config().build());
    let db = Db::from_client(client.clone());
    let user = order().user_id;
    for call in 0..calls {
        let user = black_box(&*user);
        let rows: Vec<Order> = match way {
            Way::Ours => ours(&db, user).await?,
            Way::ByHand => query(&client, user).await?.items().iter().filter_map(from_item_by_hand).collect(),
            Way::SerdeDynamo => from_items(query(&client, user).await?.items.unwrap_or_default())?,
        };
        let rows = black_box(rows);
        // Once is enough, and not counted.
        if call == 0 {
            assert_eq!(rows, orders(ROWS));
        }
    }
    Ok(())
}

async fn query(client: &Client, user: &str) -> Result<QueryOutput, Box<dyn Error>> {
    let call = client
        .query()
        .table_name("orders")
        .key_condition_expression("#0 = :0")
        .expression_attribute_names("#0", "user_id")
        .expression_attribute_values(":0", AttributeValue::S(user.to_owned()));
    Ok(call.send().await?)
}

async fn ours(db: &Db, user: &str) -> dynamo_core::Result<Vec<Order>> {
    let request = db.query(Order::partition(user)).request()?;
    let orders = Arc::new(Orders::default());
    db.execute(Request::Query(Box::new(request)), Some(&Rows::new(orders.clone()))).await?;
    Ok(std::mem::take(&mut *orders.0.lock().unwrap_or_else(PoisonError::into_inner)))
}

#[derive(Default)]
struct Orders(Mutex<Vec<Order>>);

impl Sink for Orders {
    fn begin(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn row(&self, _place: usize, row: RawRow<'_>) -> Result<(), DecodeError> {
        let order = Order::read(&mut row.entries()?)?;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(order);
        Ok(())
    }

    fn commit(&self) {}
}
