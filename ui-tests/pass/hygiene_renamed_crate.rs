//! The library under another name: generated code follows `crate = path`.

pub mod renamed {
    pub use dynamo_core as d;
}

use renamed::d::{DynamoDocument, DynamoEntities, DynamoTable, DynamoValue, Projection};

#[derive(Debug, Clone, PartialEq, DynamoValue)]
#[dynamo(crate = crate::hygiene_renamed_crate::renamed::d)]
enum Status {
    Pending,
    Paid,
}

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
#[dynamo(crate = crate::hygiene_renamed_crate::renamed::d)]
struct Address {
    city: String,
}

#[derive(DynamoTable)]
#[dynamo(table = "orders", crate = crate::hygiene_renamed_crate::renamed::d)]
#[gsi(by_status, pk = status, include(total))]
struct Order {
    #[pk]
    user_id: String,
    #[sk]
    order_id: String,
    status: Status,
    total: u64,
    address: Address,
}

#[derive(Projection)]
#[dynamo(crate = crate::hygiene_renamed_crate::renamed::d)]
#[projection(Order::by_status)]
struct Summary {
    total: u64,
}

#[derive(DynamoEntities)]
#[dynamo(crate = crate::hygiene_renamed_crate::renamed::d)]
enum Items {
    Order(Order),
}
