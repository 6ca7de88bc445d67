use super::{Capacity, Cursor};
use crate::error::Error;
use crate::table::{DynamoTable, Key};

/// Some of the rows of a query or a scan, and where it goes on.
#[derive(Debug)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next page begins; `None` after the last one. A page may be empty and have a next one: DynamoDB filters what it has read.
    pub next: Option<Cursor>,
    /// What it cost.
    pub capacity: Capacity,
    /// The rows that DynamoDB looked at, before the filter.
    pub scanned: u64,
    /// The rows of other kinds that came with it, and were left out.
    pub foreign: u64,
    /// The rows that do not fit their type, where the read is [`lenient`](crate::operation::Read::lenient): elsewhere they fail it.
    pub failures: Vec<Error>,
}

impl<T> Page<T> {
    pub(crate) fn new() -> Self {
        Self {
            items: Vec::new(),
            next: None,
            capacity: Capacity::default(),
            scanned: 0,
            foreign: 0,
            failures: Vec::new(),
        }
    }
}

/// Good rows, and those that do not fit their type.
#[derive(Debug)]
pub struct Sifted<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Why the others do not fit, each with the key of its item.
    pub failures: Vec<Error>,
}

/// Whole items that an index led to, in the index's order.
#[derive(Debug)]
pub struct Hydrated<T: DynamoTable> {
    /// The items.
    pub items: Vec<T>,
    /// The keys that the index gave and the table does not have (any more).
    pub missing: Vec<Key<T>>,
    /// Where the next page begins; `None` after the last one.
    pub next: Option<Cursor>,
    /// What it cost.
    pub capacity: Capacity,
}
