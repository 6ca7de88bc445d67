use std::collections::BTreeSet;

use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    b: BTreeSet<bool>, //~ ERROR a set holds text, numbers or bytes, and this element is none of them
}

fn main() {}
