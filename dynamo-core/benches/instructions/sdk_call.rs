use std::hint::black_box;

use aws_sdk_dynamodb::Client;

use crate::calls::Calls;
use crate::canned::Canned;
use crate::canned::order::order;
use crate::get::item;
use crate::{Budget, Case, Outcome, Way};

/// What the SDK takes whatever it does, half of it to sign the request: here it finds nothing.
pub(crate) const CASE: Case = Case {
    name: "sdk-call",
    budget: Budget::Alone,
    calls: 100,
    baselines: &[(Way::ByHand, 364_000)],
    run: |_, calls| Box::pin(run(calls)),
};

async fn run(calls: &mut Calls) -> Outcome {
    let client = Client::from_conf(Canned::reply("{}").config().build());
    let wanted = order();
    for _ in calls {
        let found = item(&client, black_box(&wanted.user_id), black_box(&wanted.order_id)).await?;
        assert_eq!(black_box(found), None);
    }
    Ok(())
}
