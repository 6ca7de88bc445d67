use std::error::Error;
use std::hint::black_box;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::query::QueryOutput;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::Db;
use dynamo_core::value::Item;
use serde_dynamo::from_items;

use crate::calls::Calls;
use crate::canned::Canned;
use crate::canned::order::{Order, from_item_by_hand, order, orders, page, to_item_by_hand};
use crate::{Budget, Case, Outcome, Way};

pub(crate) const HUNDRED: Case = Case {
    name: "query-100",
    budget: Budget::Gate(0.42),
    calls: 5,
    baselines: &[
        // Measured on 2026-11-22: see "The order that is measured" in `docs/architecture.md`.
        (Way::ByHand, 6_858_000),
        (Way::SerdeDynamo, 7_413_000),
    ],
    run: |way, calls| Box::pin(run(way, calls, 100)),
};

/// As much as DynamoDB puts into one page.
pub(crate) const MEGABYTE: Case = Case {
    name: "query-1mb",
    budget: Budget::Gate(0.36),
    calls: 1,
    baselines: &[
        // Measured on 2026-11-22: see "The order that is measured" in `docs/architecture.md`.
        (Way::ByHand, 217_000_000),
        (Way::SerdeDynamo, 237_100_000),
    ],
    run: |way, calls| Box::pin(run(way, calls, rows_of_a_page())),
};

async fn run(way: Way, calls: &mut Calls, rows: usize) -> Outcome {
    let reply = page(rows);
    let client = Client::from_conf(Canned::reply(reply).config().build());
    let db = Db::from_client(client.clone());
    let user = order().user_id;
    for call in calls {
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

/// As many as fit into a megabyte, by DynamoDB's own count.
fn rows_of_a_page() -> usize {
    1024 * 1024 / size(&to_item_by_hand(&order()))
}

/// Names and values, and not the JSON around them.
fn size(item: &Item) -> usize {
    item.iter().map(|(name, value)| name.len() + size_of_value(value)).sum()
}

fn size_of_value(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::N(number) => number.len().div_ceil(2) + 1,
        AttributeValue::Ss(texts) => texts.iter().map(String::len).sum(),
        // Three bytes, and one for each member.
        AttributeValue::L(values) => 3 + values.iter().map(|value| 1 + size_of_value(value)).sum::<usize>(),
        AttributeValue::M(members) => 3 + members.len() + size(members),
        other => unreachable!("no order has {other:?}"),
    }
}
