use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    id: String,
    total: u64,
}

fn case(db: &Db, order: &Order) {
    let _ = db.upgrade_all::<Order>(); //~ ERROR items of `Order` carry no schema version
    let _ = order.is_current(); //~ ERROR items of `Order` carry no schema version
}

fn main() {}
