use dynamo_core::prelude::*;

#[derive(DynamoTable)]
struct Order(String); //~ ERROR `DynamoTable` needs named fields

#[derive(DynamoTable)]
#[pk("USER#{id}")]
#[sk("PROFILE")]
struct Profile {
    id: String,
}

#[derive(DynamoEntities)]
enum Kind {
    Order(Order),
    Profile(Profile),
}

fn uses(db: &Db, order: &Order) {
    let _ = db.put(order).request();
    let _ = db.update(order).request();
    let _ = db.delete(order.primary_key()).request();
    let _ = db.scan::<Order>().request();
}

fn main() {}
