use crate::error::{Error, Result};
use crate::output::{Cursor, Position};
use crate::request::{Binding, Query};
use crate::schema::{KeyAttribute, Schema};
use crate::value::key_kind::KeyType;
use crate::value::{Item, Number};
use aws_sdk_dynamodb::types::AttributeValue;

/// Where a read begins: what [`after`](super::Read::after) takes.
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
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Order>().await?;
/// # for id in 1..=5 { db.put(&order(id)).await?; }
/// let query = || db.query(Order::partition("ada"));
/// let page = query().take(2).await?;
/// assert_eq!(query().after(page.next).all().await?.len(), 3);
/// assert_eq!(query().after(None::<dynamo_core::output::Cursor>).all().await?.len(), 5);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, Default)]
pub struct Resume(Place);

#[derive(Debug, Clone, Default)]
enum Place {
    #[default]
    Start,
    Cursor(Cursor),
    #[cfg(feature = "seal")]
    Sealed(crate::output::Sealed),
}

impl From<Cursor> for Resume {
    fn from(cursor: Cursor) -> Self {
        Self(Place::Cursor(cursor))
    }
}

#[cfg(feature = "seal")]
impl From<crate::output::Sealed> for Resume {
    fn from(sealed: crate::output::Sealed) -> Self {
        Self(Place::Sealed(sealed))
    }
}

/// `None` is the beginning.
impl<C: Into<Self>> From<Option<C>> for Resume {
    fn from(cursor: Option<C>) -> Self {
        cursor.map_or_else(Self::default, Into::into)
    }
}

impl Resume {
    /// The positions of the parts of a read, each of which lies in what is read.
    pub(super) fn positions(self, binding: &Binding, query: &Query, parts: usize) -> Result<Vec<Position>> {
        let positions = match self.0 {
            Place::Start => return Ok(vec![Position::Start; parts]),
            Place::Cursor(cursor) => cursor.into_positions(binding)?,
            #[cfg(feature = "seal")]
            Place::Sealed(sealed) => sealed.into_positions(binding)?,
        };
        checked(positions, query, parts)
    }
}

/// The positions, if each lies in what is read.
pub(super) fn checked(positions: Vec<Position>, query: &Query, parts: usize) -> Result<Vec<Position>> {
    let fits = |position: &Position| match position {
        Position::Behind(row) => is_place(query, row),
        Position::Start | Position::End => true,
    };
    match positions.len() == parts && positions.iter().all(fits) {
        true => Ok(positions),
        false => Err(Error::invalid_cursor("it does not say a place in what is read")),
    }
}

/// Whether these are the keys of a row that the query could have met. Engines do not all look.
fn is_place(query: &Query, row: &Item) -> bool {
    let names = query.place_attributes();
    let typed = |name: &&str| row.get(*name).is_some_and(|value| is_key(query.schema, name, value));
    let inside = query.keys.iter().all(|key| row.get(key.attribute).is_some_and(|value| key.range.contains(value)));
    row.len() == names.len() && names.iter().all(typed) && inside
}

fn is_key(schema: &Schema, name: &str, value: &AttributeValue) -> bool {
    let key_type = schema.key_attributes().find(|key: &&KeyAttribute| key.name == name).map(|key| key.key_type);
    match (key_type, value) {
        (Some(KeyType::Number), AttributeValue::N(number)) => number.parse::<Number>().is_ok(),
        (Some(KeyType::Text), AttributeValue::S(_)) | (Some(KeyType::Binary), AttributeValue::B(_)) => true,
        _ => false,
    }
}
