use std::hint::black_box;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{PutRequest, WriteRequest};
use dynamo_core::Db;
use dynamo_core::value::Item;
use serde_dynamo::to_item;

use crate::calls::Calls;
use crate::canned::Canned;
use crate::canned::order::{Order, orders, to_item_by_hand};
use crate::{Budget, Case, Outcome, Way};

pub(crate) const CASE: Case = Case {
    name: "batch-write-25",
    budget: Budget::Gate(0.88),
    calls: 20,
    baselines: &[
        // Measured on 2026-11-22: the design has no figures.
        (Way::ByHand, 1_881_000),
        (Way::SerdeDynamo, 2_226_000),
    ],
    run: |way, calls| Box::pin(run(way, calls)),
};

async fn run(way: Way, calls: &mut Calls) -> Outcome {
    let client = Client::from_conf(Canned::reply(r#"{"UnprocessedItems":{}}"#).config().build());
    let db = Db::from_client(client.clone());
    let orders = orders(25);
    for _ in calls {
        let orders = black_box(&orders);
        match way {
            Way::Ours => db.batch_write().put_all(orders).await?,
            Way::ByHand => written(&client, orders.iter().map(|order| Ok(to_item_by_hand(order)))).await?,
            Way::SerdeDynamo => written(&client, orders.iter().map(|order: &Order| Ok(to_item(order)?))).await?,
        }
    }
    Ok(())
}

async fn written(client: &Client, items: impl Iterator<Item = Result<Item, Box<dyn std::error::Error>>>) -> Outcome {
    let put =
        |item| Ok(WriteRequest::builder().put_request(PutRequest::builder().set_item(Some(item?)).build()?).build());
    let writes = items.map(put).collect::<Result<Vec<_>, Box<dyn std::error::Error>>>()?;
    let output = client.batch_write_item().request_items("orders", writes).send().await?;
    match output.unprocessed_items {
        Some(left) if !left.is_empty() => Err("some are left".into()),
        _ => Ok(()),
    }
}
