//! Stored values, wherever they come from: an attribute map, DynamoDB JSON or plain JSON.
//!
//! Decoders are not generic over the source: they read [`Value`] and [`Entries`], which hold one of the three. That
//! halves the time to compile them.

mod body;
mod elements;
mod entries;
mod json;
mod plain;
mod row;
mod tag;
mod value;

pub use body::{Body, Members, Part, Parts, RawRows};
pub use elements::Elements;
pub use entries::Entries;
pub use plain::PlainRow;
pub use row::RawRow;
pub use value::Value;

pub(super) use tag::Tag;
