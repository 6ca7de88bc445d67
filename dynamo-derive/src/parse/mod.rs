//! From attributes to `RawX`: every word with its tokens, nothing looked up yet.

mod document;
mod entities;
mod field;
mod foreign;
mod index;
mod options;
mod pattern;
mod projection;
mod schema_version;
mod serde;
mod shape;
mod table;
mod value;
mod value_of;

pub(crate) use document::{RawDocument, document};
pub(crate) use entities::{RawEntities, RawEntity, entities};
pub(crate) use field::RawField;
pub(crate) use foreign::without_foreign;
pub(crate) use index::{RawIndex, RawKey, RawProjection};
pub(crate) use pattern::{RawPart, RawPattern};
pub(crate) use projection::{RawProjectionStruct, projection};
pub(crate) use schema_version::RawSchemaVersion;
pub(crate) use serde::{RawSerde, RawSerdeRename, RawSerdeSkip};
pub(crate) use table::{RawTable, table};
pub(crate) use value::{RawValue, RawValueShape, RawVariant, value};
