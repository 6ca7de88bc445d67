use super::{Condition, KeyCondition, Projection};
use crate::schema::Schema;

/// A query, or a scan when it has no key conditions.
#[derive(Clone)]
pub struct Query {
    /// What is known of the items.
    pub schema: &'static Schema,
    /// The table.
    pub table: String,
    /// The index; `None` for the table itself.
    pub index: Option<&'static str>,
    /// What is asked of the keys.
    pub keys: Vec<KeyCondition>,
    /// What is asked of the rows.
    pub filter: Option<Condition>,
    /// What is handed back; `None` for all there is.
    pub projection: Option<Projection>,
    /// From the greatest sort key down.
    pub descending: bool,
    /// Sees every write acknowledged before it.
    pub consistent: bool,
    /// The most rows that DynamoDB looks at for one page.
    pub page_size: Option<u32>,
    /// Whether the answer is to say what it cost.
    pub metered: bool,
}
