use super::{Condition, Expectation, KeyAttributes, Presence, Returning, TableName, VersionCheck};
use crate::schema::Schema;

/// An item, deleted.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// let request = Db::offline().delete(User::key("u1")).only_if(|u| u.name().exists()).request()?;
/// assert!(request.condition.is_some());
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Delete {
    /// What is known of the item.
    pub schema: &'static Schema,
    /// The table.
    pub table: TableName,
    /// The key attributes.
    pub key: KeyAttributes,
    /// The version that has to be there.
    pub version: VersionCheck,
    /// What else has to hold.
    pub condition: Option<Condition>,
    /// Which item is handed back.
    pub returning: Returning,
    /// Whether the answer is to say what it cost.
    pub metered: bool,
}

impl Delete {
    /// What it expects to find.
    #[must_use]
    pub fn expectation(&self) -> Expectation {
        let Self { schema, version, .. } = *self;
        Expectation { schema, presence: Presence::Any, version, schema_version: None, now: None }
    }
}
