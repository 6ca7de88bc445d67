use aws_sdk_dynamodb::types::AttributeValue;

use crate::key::SortRange;

/// What a query asks of one key attribute.
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
