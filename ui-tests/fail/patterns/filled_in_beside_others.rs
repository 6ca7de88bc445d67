use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_words, pk = "{topic}#{search}")] //~ ERROR it cannot share a pattern of index `by_words`
struct Order {
    #[pk]
    a: String,
    topic: String,
    #[dynamo(computed = words)]
    search: String,
}

fn words(order: &Order) -> String {
    order.topic.to_lowercase()
}

fn main() {}
