use std::hint::black_box;

use aws_sdk_dynamodb::Client;
use dynamo_core::Db;
use serde_dynamo::to_item;

use crate::calls::Calls;
use crate::canned::Canned;
use crate::canned::order::{order, to_item_by_hand};
use crate::{Budget, Case, Outcome, Way};

pub(crate) const CASE: Case = Case {
    name: "put",
    budget: Budget::Gate(1.00),
    calls: 100,
    baselines: &[
        // Measured on 2026-11-22: the design has no figures.
        (Way::ByHand, 411_500),
        (Way::SerdeDynamo, 425_500),
    ],
    run: |way, calls| Box::pin(run(way, calls)),
};

async fn run(way: Way, calls: &mut Calls) -> Outcome {
    let client = Client::from_conf(Canned::reply("{}").config().build());
    let db = Db::from_client(client.clone());
    let order = order();
    for _ in calls {
        let order = black_box(&order);
        let item = match way {
            Way::Ours => {
                db.put(order).await?;
                continue;
            }
            Way::ByHand => to_item_by_hand(order),
            Way::SerdeDynamo => to_item(order)?,
        };
        client.put_item().table_name("orders").set_item(Some(item)).send().await?;
    }
    Ok(())
}
