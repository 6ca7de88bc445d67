use aws_sdk_dynamodb::types::AttributeValue;

use crate::key::SortRange;

/// What a query asks of one key attribute.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::request::KeyCondition;
///
/// let query = Db::offline().query(Order::partition("ada").sk(|s| s.ge(2))).request()?;
/// assert_eq!(query.keys[0], KeyCondition::equal("user", AttributeValue::S("ada".into())));
/// assert_eq!(query.keys[1].attribute, "id");
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct KeyCondition {
    /// The key attribute.
    pub attribute: &'static str,
    /// The values it may have.
    pub range: SortRange,
}

impl KeyCondition {
    /// One value only.
    #[must_use]
    pub fn equal(attribute: &'static str, value: AttributeValue) -> Self {
        Self { attribute, range: SortRange::Equal(value) }
    }
}
