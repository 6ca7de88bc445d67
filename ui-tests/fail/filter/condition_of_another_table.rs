use dynamo_core::expr::Filter;
use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_status, name = "gsi-status", pk = status, include(total))]
#[gsi(by_region, pk = region, keys_only)]
struct Order {
    #[pk]
    user_id: String,
    #[sk]
    order_id: String,
    status: String,
    region: Option<String>,
    total: u64,
    note: Option<String>,
}

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("PROFILE")]
struct Profile {
    owner: String,
}

fn other() -> Cond<Filter<Profile>> {
    todo!()
}

fn case(db: &Db) {
    let query = db.query(Order::partition("u1"));
    let _ = query.filter(|_| other()); //~ ERROR expected a condition, found
}

fn main() {}
