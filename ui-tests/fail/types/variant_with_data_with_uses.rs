use dynamo_core::prelude::*;

#[derive(Clone, DynamoValue)]
enum Status {
    Pending,
    Paid(u32), //~ ERROR `DynamoValue` needs unit variants: `Paid` carries data
}

#[derive(Clone, DynamoDocument)]
struct Pair(u8, u8); //~ ERROR `DynamoDocument` needs named fields

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    status: Status,
    statuses: Vec<Status>,
    pair: Pair,
}

fn uses(db: &Db, order: &Order) {
    let _ = db.put(order).only_if(|o| o.status().eq(Status::Pending)).request();
    let _ = db.get(Order::key("a")).select(|o| (o.status(), o.pair()));
}

fn main() {}
