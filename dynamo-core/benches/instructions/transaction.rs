use std::hint::black_box;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{Put, TransactWriteItem};
use dynamo_core::Db;
use dynamo_core::value::Item;
use serde_dynamo::to_item;

use crate::calls::Calls;
use crate::canned::Canned;
use crate::canned::order::{Order, orders, to_item_by_hand};
use crate::{Budget, Case, Outcome, Way};

pub(crate) const CASE: Case = Case {
    name: "transaction-10",
    budget: Budget::Gate(1.00),
    calls: 20,
    baselines: &[
        // Measured on 2026-11-22: the design has no figures.
        (Way::ByHand, 1_088_000),
        (Way::SerdeDynamo, 1_228_000),
    ],
    run: |way, calls| Box::pin(run(way, calls)),
};

async fn run(way: Way, calls: &mut Calls) -> Outcome {
    let client = Client::from_conf(Canned::reply("{}").config().build());
    let db = Db::from_client(client.clone());
    let orders = orders(10);
    for _ in calls {
        let orders = black_box(&orders);
        match way {
            Way::Ours => {
                orders.iter().fold(db.transact_write(), |transaction, order| transaction.create(order)).await?
            }
            Way::ByHand => written(&client, orders.iter().map(|order| Ok(to_item_by_hand(order)))).await?,
            Way::SerdeDynamo => written(&client, orders.iter().map(|order: &Order| Ok(to_item(order)?))).await?,
        }
    }
    Ok(())
}

async fn written(client: &Client, items: impl Iterator<Item = Result<Item, Box<dyn std::error::Error>>>) -> Outcome {
    let put = |item| {
        let put = Put::builder().table_name("orders").set_item(Some(item?));
        let put = put.condition_expression("attribute_not_exists(#k)").expression_attribute_names("#k", "user_id");
        Ok(TransactWriteItem::builder().put(put.build()?).build())
    };
    let writes = items.map(put).collect::<Result<Vec<_>, Box<dyn std::error::Error>>>()?;
    client.transact_write_items().set_transact_items(Some(writes)).send().await?;
    Ok(())
}
