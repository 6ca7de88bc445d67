use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders", rename_fn(kye = "id_of"))] //~ ERROR `rename_fn` names `kye`, which is neither `key`, `partition` nor an index; did you mean `key`?
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
