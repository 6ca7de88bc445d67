use std::time::SystemTime;

use super::{Condition, Expectation, KeyAttributes, Presence, TableName, VersionCheck};
use crate::schema::Schema;

/// An item that a transaction looks at and does not change.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// use dynamo_core::request::TransactOperation;
///
/// let request = Db::offline().transact_write().check(User::key("u1"), |u| u.name().exists()).request()?;
/// let TransactOperation::Check(check) = &request.operations[0].operation else { panic!("a check") };
/// assert!(check.condition.is_some());
/// # Ok::<(), dynamo_core::Error>(())
/// ```
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
