use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{ownr}")] //~ ERROR `{ownr}` in "USER#{ownr}" is not a field; did you mean `{owner}`?
#[sk("ORDER#{order_id}")]
struct Order {
    owner: String,
    order_id: String,
    total: u64,
}

fn uses(db: &Db, order: &Order) {
    let _ = db.get(Order::key("u1", "o1")).select(|o| (o.owner(), o.total()));
    let _ = db.query(Order::partition("u1")).filter(|o| o.total().gt(5u64)).request();
    let _ = db.put(order).only_if(|o| o.total().gt(5u64)).request();
    let _ = db.update(order).set(|o| o.total().increment(1u64)).request();
    let _ = db.delete(order.primary_key()).request();
    let _ = db.scan::<Order>().request();
}

fn main() {}
