//! The one door for generated code: names only, no logic, no promises.

pub use core::option::Option::{self, None, Some};
pub use core::primitive::{i64, str, usize};
pub use core::result::Result::{self, Err, Ok};
pub use std::string::String;
pub use std::vec::Vec;

pub use aws_sdk_dynamodb::types::AttributeValue;

pub use crate::error::{DecodeError, EncodeError, Error, KeyError};
pub use crate::expr::{
    Action, Allows, AllowsFixed, AllowsKey, AnyFields, Check, Defaulted, FieldPath, FieldPathOr, Filter, Filters,
    Holds, IntoOperand, IntoValue, Keyed, Path, Scan, Scope, Select, TypedPath, Update, Updates, field, field_or,
    member, member_or, set_field,
};
pub use crate::key::{Part, Pattern, Placeholder};
pub use crate::request::{DocumentPath, Source as Operand};
pub use crate::schema::{
    FieldShape, IndexSchema, KeyAttribute, KeySource, Numbered, Projected, Schema, SchemaVersion, Special, Tag,
    Timestamp, Written, attribute_name, attributes, checks, distinct, holds,
};
pub use crate::table::{
    CloneFields, ConsistentReads, Described, DynamoEntities, DynamoTable, EntityKey, Expires, HasIndex, HasSort,
    IntoSort, Key, KeyField, KeyReader, Kind, Next, NoLock, Partition, Prefixes, ProjectionOf, Ranges, Redacted, Row,
    RowKeys, SchemaVersioned, ShowFields, SortCondition, SortKey, SortParts, Source, Steps, Streamed, Unsaid,
    Versioned, WholeTable, Zero, entity_image, is_entity_key, key_value, no_such_kind, reads, show_row,
};
pub use crate::value::key_kind::{IsIndexKey, IsKey, IsPadded, IsPlaceholder, IsPresent, KeyType, TextKey};
pub use crate::value::kind;
pub use crate::value::{
    As, Attribute, Both, Element, Entries, Given, Inside, IsItem, Item, ItemWriter, JsonSink, Nullable, OrDefault,
    Removable, Shape, Stored, TtlValue, Two, Value, WriteFields, check, column, computed, converted, decode_document,
    decode_text, default_of, encode_document, encode_text, keep, put, read, read_part, read_with, style,
    unknown_number, write_document,
};

/// A `Vec` of an array, without the `vec!` macro, which may be shadowed.
pub fn vec<T, const N: usize>(elements: [T; N]) -> Vec<T> {
    Vec::from(elements)
}
