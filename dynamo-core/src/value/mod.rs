//! Attribute values: how Rust types are written, read and used in keys.

mod attribute;
mod bytes;
mod columns;
mod date_time;
mod derived;
mod encoded;
mod inside;
mod number;
mod removable;
mod sensitive;
mod shape;
mod size;
mod slot;
mod source;
mod ttl;
mod types;
mod writer;

pub mod json;
pub mod key_kind;
pub mod kind;
pub mod style;

use std::collections::HashMap;

/// The SDK's, which an item is made of.
pub use aws_sdk_dynamodb::types::AttributeValue;

pub use attribute::{Attribute, Element, Given};
pub use bytes::Bytes;
pub use columns::{
    Both, Column, ColumnShape, ColumnShapes, Columns, OrDefault, Two, column, put, read, read_part, read_with,
};
pub(crate) use derived::set_of;
pub use derived::{
    Invalid, Row, WriteFields, absent, check, computed, converted, decode_document, decode_text, default_of,
    encode_document, encode_text, unknown_number, write_document,
};
pub use encoded::EncodedItem;
pub use inside::Inside;
pub(crate) use inside::REDACTED;
#[cfg(feature = "lambda")]
pub(crate) use json::decode_base64;
pub use json::{
    JsonSink, RawElements, RawMembers, raw_elements, raw_members, split_value, to_dynamo_json, to_plain_json,
};
pub(crate) use json::{write_item, write_string};
pub use number::Number;
pub use removable::Removable;
pub(crate) use sensitive::redact_encode;
pub use sensitive::{Sensitive, redact};
pub use shape::{Shape, Stored};
pub use size::{attribute_size, check_depth, check_size, item_size};
pub(crate) use size::{check_sizes, wire_size};
pub use slot::{Missing, Slot, at, keep, position};
pub use source::{Body, Elements, Entries, Members, Part, Parts, PlainRow, RawRow, RawRows, Value};
pub use style::{As, Nullable};
pub(crate) use ttl::TTL_WINDOW;
pub use ttl::{Ttl, TtlValue, days, hours, minutes, seconds};
pub(crate) use types::encode_present;
pub use types::{ArrayElement, MapKey, SetKind};
pub use writer::{IsItem, ItemWriter};

/// An item as DynamoDB and the SDK know it.
pub type Item = HashMap<String, AttributeValue>;
