use dynamo_core::prelude::*;

#[derive(DynamoValue)]
#[dynamo(number = "millis")] //~ ERROR the unit of `number` is for date-times
enum Level {
    Low = 1,
}

fn main() {}
