use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order { //~ ERROR expected function, found `OrderFields`
    //~^ ERROR struct takes 0 generic arguments but 1 generic argument
    #[pk]
    a: String,
}

struct OrderFields; //~ ERROR the name `OrderFields` is defined multiple times

fn main() {}
