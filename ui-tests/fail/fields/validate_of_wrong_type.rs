use dynamo_core::prelude::*;

fn check(_: &String) -> Result<(), String> {
    Ok(())
}

#[derive(DynamoTable)]
#[dynamo(table = "orders", validate = check)] //~ ERROR mismatched types
struct Order {
    #[pk]
    a: String,
}

fn main() {}
