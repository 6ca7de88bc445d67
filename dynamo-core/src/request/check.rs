use std::time::SystemTime;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Condition, Expectation, Presence, VersionCheck};
use crate::schema::Schema;

/// An item that a transaction looks at and does not change.
#[derive(Clone)]
pub struct Check {
    /// What is known of the item.
    pub schema: &'static Schema,
    /// The table.
    pub table: String,
    /// The key attributes.
    pub key: Vec<(&'static str, AttributeValue)>,
    /// What has to be there.
    pub presence: Presence,
    /// The time of the call, which says what has expired.
    pub now: SystemTime,
    /// The version that has to be there.
    pub version: VersionCheck,
    /// What else has to hold.
    pub condition: Option<Condition>,
}

impl Check {
    /// What it expects to find.
    #[must_use]
    pub fn expectation(&self) -> Expectation {
        Expectation {
            schema: self.schema,
            presence: self.presence,
            version: self.version,
            // Only conditions are looked at, and these name what is stored.
            schema_version: None,
            now: Some(self.now),
        }
    }
}
