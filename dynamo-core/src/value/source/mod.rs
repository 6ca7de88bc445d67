//! Stored values, wherever they come from: an attribute map, DynamoDB JSON or plain JSON.
//!
//! Decoders are not generic over the source: they read [`Value`] and [`Entries`], which hold one of the three. That
//! halves the time to compile them.

mod elements;
mod entries;
mod json;
mod tag;
mod value;

pub use elements::Elements;
pub use entries::Entries;
pub use value::Value;

pub(super) use tag::Tag;
