use super::{Condition, Presence, VersionCheck};
use crate::schema::Schema;
use crate::value::Item;

/// A whole item, written.
#[derive(Clone)]
pub struct Put {
    /// What is known of the item.
    pub schema: &'static Schema,
    /// The table.
    pub table: String,
    /// The item.
    pub item: Item,
    /// What has to be there.
    pub presence: Presence,
    /// The version that has to be there.
    pub version: VersionCheck,
    /// What else has to hold.
    pub condition: Option<Condition>,
    /// Whether the answer is to say what it cost.
    pub metered: bool,
}
