use std::error::Error;
use std::hint::black_box;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::query::QueryOutput;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::Db;
use serde_dynamo::from_items;

use crate::canned::Canned;
use crate::canned::order::{Order, from_item_by_hand, order, orders, page};
use crate::{Case, Outcome, Way};

pub(crate) const HUNDRED: Case = Case {
    name: "query-100",
    budget: 0.42,
    gate: true,
    calls: 5,
    ways: Way::ALL,
    run: |way, calls| Box::pin(run(way, calls, 100)),
};

/// As much as DynamoDB puts into one page.
pub(crate) const MEGABYTE: Case = Case {
    name: "query-1mb",
    budget: 0.36,
    gate: true,
    calls: 1,
    ways: Way::ALL,
    run: |way, calls| Box::pin(run(way, calls, 1_700)),
};

async fn run(way: Way, calls: u32, rows: usize) -> Outcome {
    let reply = page(rows);
    let client = Client::from_conf(Canned::reply(reply).config().build());
    let db = Db::from_client(client.clone());
    let user = order().user_id;
    for call in 0..calls {
        let user = black_box(&*user);
        let found: Vec<Order> = match way {
            Way::Ours => db.query(Order::partition(user)).all().await?,
            Way::ByHand => query(&client, user).await?.items().iter().filter_map(from_item_by_hand).collect(),
            Way::SerdeDynamo => from_items(query(&client, user).await?.items.unwrap_or_default())?,
        };
        let found = black_box(found);
        // Once is enough, and not counted.
        if call == 0 {
            assert_eq!(found, orders(rows));
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
