use aws_sdk_dynamodb::types::AttributeValue;

use crate::schema::Schema;
use crate::value::Item;

/// Any number of unconditional writes, to any mix of tables.
#[derive(Debug, Clone, Default)]
pub struct BatchWrite {
    /// The writes, in the order they were asked for.
    pub writes: Vec<Write>,
}

/// One write of a batch.
#[derive(Clone)]
pub enum Write {
    /// Replaces the item.
    Put {
        /// What is known of the item.
        schema: &'static Schema,
        /// The table.
        table: String,
        /// The item.
        item: Item,
    },
    /// Deletes the item.
    Delete {
        /// What is known of the item.
        schema: &'static Schema,
        /// The table.
        table: String,
        /// The key attributes.
        key: Vec<(&'static str, AttributeValue)>,
    },
}
