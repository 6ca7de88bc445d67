use std::time::SystemTime;

use super::{Action, Condition, Expectation, KeyAttributes, Presence, Returning, TableName, VersionCheck};
use crate::schema::Schema;

/// Changes to an item.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "pages")]
/// # struct WikiPage { #[pk] path: String, text: String, #[version] rev: u64 }
/// let request = Db::offline().update(WikiPage::key("/")).unversioned().set(|p| p.text().set("Hi")).request()?;
/// // The version is counted up, too.
/// assert_eq!(request.actions.len(), 2);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Update {
    /// What is known of the item.
    pub schema: &'static Schema,
    /// The table.
    pub table: TableName,
    /// The key attributes.
    pub key: KeyAttributes,
    /// The changes.
    pub actions: Vec<Action>,
    /// What has to be there.
    pub presence: Presence,
    /// The time of the call, which says what has expired.
    pub now: SystemTime,
    /// The version that has to be there.
    pub version: VersionCheck,
    /// The attribute and number of the schema version that has to be there; `None` where any will do.
    pub schema_version: Option<(&'static str, u32)>,
    /// What else has to hold.
    pub condition: Option<Condition>,
    /// Which item is handed back.
    pub returning: Returning,
    /// Whether the answer is to say what it cost.
    pub metered: bool,
}

impl Update {
    /// What it expects to find.
    #[must_use]
    pub fn expectation(&self) -> Expectation {
        Expectation {
            schema: self.schema,
            presence: self.presence,
            version: self.version,
            schema_version: self.schema_version,
            now: Some(self.now),
        }
    }
}
