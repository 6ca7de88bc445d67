//! Conditions: reused over scopes, optional, many at once.

use dynamo_core::DynamoTable;
use dynamo_core::expr::{Cond, Filter, all, any};

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_status, pk = status)]
#[gsi(by_region, pk = region, keys_only)]
struct Order {
    #[pk]
    user_id: String,
    status: String,
    region: Option<String>,
    total: u64,
    note: Option<String>,
}

fn cheap<S: OrderScope>(o: &OrderFields<S>) -> Cond<S> {
    o.total().lt(100) & !o.note().exists()
}

fn in_table(o: &OrderFields<Filter<Order>>) -> Cond<Filter<Order>> {
    cheap(o) | o.total().eq(500)
}

fn case(db: &dynamo_core::Db, least: Option<u64>) {
    let _ = db.query(Order::partition("u1")).filter(cheap);
    let _ = db.query(Order::partition("u1")).filter(in_table);
    let _ = db.query(Order::by_status().partition("paid")).filter(cheap);
    let _ = db.delete(Order::key("u1")).only_if(cheap);
    let _ = db
        .query(Order::partition("u1"))
        .filter(|o| least.map(|least| o.total().ge(least)));
    let _ = db
        .query(Order::partition("u1"))
        .filter(|o| all([o.total().gt(1), o.total().lt(9)]));
    let _ = db
        .query(Order::partition("u1"))
        .filter(|o| any([o.total().gt(9), o.total().lt(1)]));
    let _ = db
        .query(Order::by_status().partition("paid"))
        .filter(|o| o.user_id().eq("u1"));
    let _ = db.scan::<Order>().filter(|o| o.user_id().begins_with("u"));
}

#[test]
fn conditions_build_without_a_connection() {
    let _: fn(&dynamo_core::Db, Option<u64>) = case;
}
