use super::{Condition, KeyCondition, Projection, TableName};
use crate::schema::Schema;
use crate::value::Item;

/// A query, or a scan when it has no key conditions.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// let query = Db::offline().query(Order::by_status().partition("new")).descending().page_size(5).request()?;
/// assert_eq!((query.index, query.descending, query.page_size), (Some("by_status"), true, Some(5)));
/// assert!(!query.is_scan());
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Query {
    /// What is known of the items.
    pub schema: &'static Schema,
    /// The table.
    pub table: TableName,
    /// The index; `None` for the table itself.
    pub index: Option<&'static str>,
    /// What is asked of the keys.
    pub keys: Vec<KeyCondition>,
    /// What is asked of the rows.
    pub filter: Option<Condition>,
    /// What is handed back of each row; `None` for all there is.
    pub projection: Option<Projection>,
    /// In what form the rows come back.
    pub returns: Returns,
    /// From the greatest sort key down.
    pub descending: bool,
    /// Sees every write acknowledged before it.
    pub consistent: bool,
    /// The most rows that DynamoDB looks at for one page.
    pub page_size: Option<u32>,
    /// The part of a scan that is read; `None` for all of it.
    pub segment: Option<Segment>,
    /// The key of the row to go on behind; `None` at the beginning.
    pub start: Option<Item>,
    /// Whether the answer is to say what it cost.
    pub metered: bool,
}

/// In what form the rows of a query come back.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// use dynamo_core::request::Returns;
///
/// assert_eq!(Db::offline().query(Order::partition("ada")).request()?.returns, Returns::Rows);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Returns {
    /// As the table or index holds them.
    #[default]
    Rows,
    /// As whole items, though a local index does not hold them: DynamoDB reads each from the table.
    WholeItems,
    /// Not at all: their number is enough.
    Count,
}

/// One of the equal parts that a scan can be cut into.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// use dynamo_core::request::Segment;
///
/// let scan = Db::offline().scan::<Order>().segment(1, 4).request()?;
/// assert_eq!(scan.segment, Some(Segment { number: 1, total: 4 }));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Which of them, from 0.
    pub number: u32,
    /// How many there are.
    pub total: u32,
}

impl Query {
    /// Whether everything is read, and not one partition.
    #[must_use]
    pub fn is_scan(&self) -> bool {
        self.keys.is_empty()
    }

    /// The names of the attributes that a row's place is known by: the keys of the table, and of the index that is read.
    #[must_use]
    pub fn place_attributes(&self) -> Vec<&'static str> {
        let index = self.index.and_then(|name| self.schema.indexes.iter().find(|index| index.name == name));
        let of_index = index.into_iter().flat_map(|index| index.pk.iter().chain(index.sk));
        let mut names: Vec<&'static str> = Vec::new();
        for key in std::iter::once(&self.schema.pk).chain(&self.schema.sk).chain(of_index) {
            if !names.contains(&key.name) {
                names.push(key.name);
            }
        }
        names
    }
}
