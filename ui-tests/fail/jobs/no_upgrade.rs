use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    id: String,
    #[schema_version]
    shape: String,
}

fn case(db: &Db) {
    let upgrade = db.upgrade_all::<Order>().segments(4);
    let _ = upgrade.explain(); //~ ERROR this table's schema version is a fingerprint, which does not say how an older item is upgraded
}

async fn awaited(db: &Db) {
    let _ = db.upgrade_all::<Order>().await; //~ ERROR `UpgradeAll<Order, Unsaid>` is not a future
}

fn main() {}
