use aws_sdk_dynamodb::types::AttributeValue;

use super::{Condition, VersionCheck};
use crate::schema::Schema;

/// An item, deleted.
#[derive(Clone)]
pub struct Delete {
    /// What is known of the item.
    pub schema: &'static Schema,
    /// The table.
    pub table: String,
    /// The key attributes.
    pub key: Vec<(&'static str, AttributeValue)>,
    /// The version that has to be there.
    pub version: VersionCheck,
    /// What else has to hold.
    pub condition: Option<Condition>,
    /// Whether the answer is to say what it cost.
    pub metered: bool,
}
