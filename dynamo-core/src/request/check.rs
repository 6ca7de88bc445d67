use std::time::SystemTime;

use super::{Condition, Expectation, KeyAttributes, Presence, TableName, VersionCheck};
use crate::schema::Schema;

/// An item that a transaction looks at and does not change.
#[derive(Clone)]
pub struct Check {
    /// What is known of the item.
    pub schema: &'static Schema,
    /// The table.
    pub table: TableName,
    /// The key attributes.
    pub key: KeyAttributes,
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
