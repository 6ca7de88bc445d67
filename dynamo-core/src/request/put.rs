use std::time::SystemTime;

use super::{Condition, Expectation, Presence, Returning, TableName, VersionCheck};
use crate::schema::Schema;
use crate::value::EncodedItem;

/// A whole item, written.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// let ada = User { id: "u1".into(), name: "Ada".into() };
/// let request = Db::offline().put(&ada).request()?;
/// assert_eq!(request.item.to_item(), ada.to_item()?);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Put {
    /// What is known of the item.
    pub schema: &'static Schema,
    /// The table.
    pub table: TableName,
    /// The item.
    pub item: EncodedItem,
    /// What has to be there.
    pub presence: Presence,
    /// The time of the call, which says what has expired.
    pub now: SystemTime,
    /// The version that has to be there.
    pub version: VersionCheck,
    /// What else has to hold.
    pub condition: Option<Condition>,
    /// Which item is handed back.
    pub returning: Returning,
    /// Whether the answer is to say what it cost.
    pub metered: bool,
}

impl Put {
    /// What it expects to find.
    #[must_use]
    pub fn expectation(&self) -> Expectation {
        let Self { schema, presence, version, now, .. } = *self;
        Expectation { schema, presence, version, schema_version: None, now: Some(now) }
    }
}
