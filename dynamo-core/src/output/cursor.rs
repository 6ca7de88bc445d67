use std::collections::BTreeMap;
use std::fmt;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::request::Binding;
use crate::value::Item;

/// Where a query or a scan goes on: behind the last row that was handed out.
///
/// It belongs to one query: another table, index, key, filter, direction or segment refuses it. It can be kept: it serializes with every
/// format of serde, with the types of its keys. It shows those keys, so a client that is not to see or forge them is given a token instead
/// (feature `seal`).
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, PartialEq, DynamoTable)]
/// # #[dynamo(table = "posts")]
/// # struct Post { #[pk] user: String, #[sk] number: u32 }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Post>().await?;
/// # for number in 0..5 { db.put(&Post { user: "ada".into(), number }).await?; }
/// let first = db.query(Post::partition("ada")).take(3).await?;
/// let second = db.query(Post::partition("ada")).after(first.next).take(3).await?;
/// assert_eq!(second.items.iter().map(|post| post.number).collect::<Vec<_>>(), [3, 4]);
/// assert!(second.next.is_none());
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(into = "Stored", try_from = "Stored")]
pub struct Cursor {
    binding: Binding,
    positions: Vec<Position>,
}

/// Where one part of a read goes on. A scan in segments has one for each.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Position {
    /// At its beginning.
    Start,
    /// Behind the row with these keys.
    Behind(Item),
    /// Nowhere: all of it was handed out.
    End,
}

impl Cursor {
    pub(crate) const fn new(binding: Binding, positions: Vec<Position>) -> Self {
        Self { binding, positions }
    }

    /// Where the query of this binding goes on.
    ///
    /// # Errors
    /// When it is the cursor of another query.
    pub(crate) fn into_positions(self, binding: &Binding) -> Result<Vec<Position>> {
        match self.binding == *binding {
            true => Ok(self.positions),
            false => Err(Error::invalid_cursor(
                "it is of another query: table, index, keys, filter, direction and segments have to be the same",
            )),
        }
    }

    pub(super) fn positions(&self) -> &[Position] {
        &self.positions
    }

    #[cfg(feature = "seal")]
    pub(crate) const fn parts(&self) -> (&Binding, &Vec<Position>) {
        (&self.binding, &self.positions)
    }
}

/// Keys may be secret, and are not printed.
impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cursor").field("query", &self.binding).finish_non_exhaustive()
    }
}

/// A cursor as it is written down.
#[derive(Serialize, Deserialize)]
struct Stored {
    query: String,
    at: Vec<StoredPosition>,
}

#[derive(Serialize, Deserialize)]
pub(super) enum StoredPosition {
    #[serde(rename = "start")]
    Start,
    #[serde(rename = "behind")]
    Behind(BTreeMap<String, StoredKey>),
    #[serde(rename = "end")]
    End,
}

/// A key's value with its type; keys have no other types.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredKey {
    S(String),
    N(String),
    B(Vec<u8>),
}

impl From<Cursor> for Stored {
    fn from(cursor: Cursor) -> Self {
        let at = cursor.positions.into_iter().map(Into::into).collect();
        Self { query: cursor.binding.to_string(), at }
    }
}

impl TryFrom<Stored> for Cursor {
    type Error = &'static str;

    fn try_from(stored: Stored) -> Result<Self, Self::Error> {
        let binding = binding(&stored.query).ok_or("not a cursor: its query is no digest of 64 hexadecimal digits")?;
        Ok(Self { binding, positions: stored.at.into_iter().map(Into::into).collect() })
    }
}

/// The digest that is written so; there is one way of writing each.
fn binding(text: &str) -> Option<Binding> {
    let digits: &[u8; 64] = text.as_bytes().try_into().ok()?;
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(Binding::from_bytes(bytes))
}

impl From<Position> for StoredPosition {
    fn from(position: Position) -> Self {
        match position {
            Position::Start => Self::Start,
            Position::Behind(key) => {
                Self::Behind(key.into_iter().filter_map(|(name, value)| Some((name, stored_key(value)?))).collect())
            }
            Position::End => Self::End,
        }
    }
}

impl From<StoredPosition> for Position {
    fn from(stored: StoredPosition) -> Self {
        match stored {
            StoredPosition::Start => Self::Start,
            StoredPosition::Behind(key) => {
                Self::Behind(key.into_iter().map(|(name, value)| (name, key_value(value))).collect())
            }
            StoredPosition::End => Self::End,
        }
    }
}

fn stored_key(value: AttributeValue) -> Option<StoredKey> {
    Some(match value {
        AttributeValue::S(text) => StoredKey::S(text),
        AttributeValue::N(number) => StoredKey::N(number),
        AttributeValue::B(bytes) => StoredKey::B(bytes.into_inner()),
        _ => return None,
    })
}

fn key_value(stored: StoredKey) -> AttributeValue {
    match stored {
        StoredKey::S(text) => AttributeValue::S(text),
        StoredKey::N(number) => AttributeValue::N(number),
        StoredKey::B(bytes) => AttributeValue::B(Blob::new(bytes)),
    }
}
