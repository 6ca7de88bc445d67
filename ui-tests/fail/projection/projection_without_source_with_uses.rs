use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
}

#[derive(Projection)]
struct Row { //~ ERROR `Row` does not say of what it is a projection
    a: String,
}

fn uses(db: &Db) {
    let _ = db.query(Order::partition("a")).project::<Row>().request();
}

fn main() {}
