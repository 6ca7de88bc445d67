use dynamo_core::prelude::*;

fn check(_: &Order) -> Result<(), String> {
    Ok(())
}

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(validate = check)] //~ ERROR `validate` goes on the struct, not on a field
    b: u64,
}

fn main() {}
