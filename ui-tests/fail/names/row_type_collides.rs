use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_name, pk = name, keys_only)]
struct Order {
    #[pk]
    a: String, //~ ERROR no field `a` on type `&OrderByName`
    //~^ ERROR has no field named `a`
    name: String, //~ ERROR no field `name` on type `&OrderByName`
    //~^ ERROR has no field named `name`
}

struct OrderByName; //~ ERROR the name `OrderByName` is defined multiple times

fn main() {}
