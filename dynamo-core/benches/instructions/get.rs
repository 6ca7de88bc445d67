use std::error::Error;
use std::hint::black_box;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::Db;
use dynamo_core::value::Item;
use serde_dynamo::from_item;

use crate::calls::Calls;
use crate::canned::Canned;
use crate::canned::order::{Order, found, from_item_by_hand, order};
use crate::{Budget, Case, Outcome, Way};

pub(crate) const CASE: Case = Case {
    name: "get",
    budget: Budget::Gate(1.00),
    calls: 100,
    baselines: &[
        (Way::ByHand, 402_000),
        // Measured on 2026-11-22: see "The order that is measured" in `docs/architecture.md`.
        (Way::SerdeDynamo, 425_000),
    ],
    run: |way, calls| Box::pin(run(way, calls)),
};

async fn run(way: Way, calls: &mut Calls) -> Outcome {
    let client = Client::from_conf(Canned::reply(found()).config().build());
    let db = Db::from_client(client.clone());
    let wanted = order();
    for call in calls {
        let (user, id) = (black_box(&*wanted.user_id), black_box(&*wanted.order_id));
        let got: Option<Order> = match way {
            Way::Ours => db.get(Order::key(user, id)).await?,
            Way::ByHand => item(&client, user, id).await?.as_ref().and_then(from_item_by_hand),
            Way::SerdeDynamo => item(&client, user, id).await?.map(from_item).transpose()?,
        };
        let got = black_box(got);
        // Once is enough, and not counted.
        if call == 0 {
            assert_eq!(got.as_ref(), Some(&wanted));
        }
    }
    Ok(())
}

pub(crate) async fn item(client: &Client, user: &str, id: &str) -> Result<Option<Item>, Box<dyn Error>> {
    let call = client
        .get_item()
        .table_name("orders")
        .key("user_id", AttributeValue::S(user.to_owned()))
        .key("order_id", AttributeValue::S(id.to_owned()));
    Ok(call.send().await?.item)
}
