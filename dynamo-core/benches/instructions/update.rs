use std::hint::black_box;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};
use dynamo_core::Db;

use crate::calls::Calls;
use crate::canned::Canned;
use crate::canned::order::{Order, Status, order};
use crate::{Budget, Case, Outcome, Way};

/// Nobody gives `serde_dynamo` an expression: what is written by hand is the baseline.
pub(crate) const CASE: Case = Case {
    name: "update",
    budget: Budget::Gate(1.03),
    calls: 100,
    baselines: &[(Way::ByHand, 374_000)],
    run: |way, calls| Box::pin(run(way, calls)),
};

async fn run(way: Way, calls: &mut Calls) -> Outcome {
    let client = Client::from_conf(Canned::reply("{}").config().build());
    let db = Db::from_client(client.clone());
    let wanted = order();
    for _ in calls {
        let (user, id) = (black_box(&*wanted.user_id), black_box(&*wanted.order_id));
        if way == Way::Ours {
            db.update(Order::key(user, id)).set(|o| (o.status().set(Status::Paid), o.total().set(250))).await?;
        } else {
            by_hand(&client, user, id).await?;
        }
    }
    Ok(())
}

async fn by_hand(client: &Client, user: &str, id: &str) -> Outcome {
    let call = client
        .update_item()
        .table_name("orders")
        .key("user_id", AttributeValue::S(user.to_owned()))
        .key("order_id", AttributeValue::S(id.to_owned()))
        .update_expression("SET #s = :s, #t = :n")
        .condition_expression("attribute_exists(#k)")
        // A refusal brings the item that is there, as ours does.
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
        .expression_attribute_names("#s", "status")
        .expression_attribute_names("#t", "total")
        .expression_attribute_names("#k", "user_id")
        .expression_attribute_values(":s", AttributeValue::S("paid".to_owned()))
        .expression_attribute_values(":n", AttributeValue::N(250.to_string()));
    call.send().await?;
    Ok(())
}
