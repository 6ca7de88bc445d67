use aws_sdk_dynamodb::types::AttributeValue;

use super::{Action, Condition, Presence, VersionCheck};
use crate::schema::Schema;

/// Changes to an item.
#[derive(Clone)]
pub struct Update {
    /// What is known of the item.
    pub schema: &'static Schema,
    /// The table.
    pub table: String,
    /// The key attributes.
    pub key: Vec<(&'static str, AttributeValue)>,
    /// The changes.
    pub actions: Vec<Action>,
    /// What has to be there.
    pub presence: Presence,
    /// The version that has to be there.
    pub version: VersionCheck,
    /// What else has to hold.
    pub condition: Option<Condition>,
    /// Whether the answer is to say what it cost.
    pub metered: bool,
}
