use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    user_id: String,
    #[dynamo(readonly)]
    origin: String,
}

fn case(db: &Db) {
    let update = db.update(Order::key("u1"));
    let _ = update.set(|o| o.origin().set("x")); //~ ERROR cannot be updated
}

fn main() {}
