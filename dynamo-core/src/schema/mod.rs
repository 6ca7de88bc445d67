//! What a derive knows about a type, as constants.

mod attribute;
mod billing;
pub mod checks;
mod cloud_formation;
mod definition;
pub mod diagram;
mod difference;
mod differences;
mod distinct;
mod fingerprint;
mod index;
mod json;
mod placeholder;
mod schema_version;
mod stream_view;
mod terraform;
mod timestamp;

pub use attribute::{AttributeSchema, DefaultOf, FieldShape, Special, attributes};
pub use billing::{Billing, Throughput};
pub use definition::{IndexDefinition, KeyDefinition, ProjectionDefinition, TableDefinition};
pub use difference::{KeyRole, TableDifference, TableRemark};
pub use differences::TableDifferences;
pub use distinct::distinct;
pub use fingerprint::Fingerprint;
pub use index::{IndexSchema, KeyAttribute, KeySource, Projected};
pub use placeholder::holds;
pub use schema_version::{Numbered, SchemaVersion, Step};
pub use stream_view::StreamView;
pub use timestamp::{Timestamp, Written};

use std::fmt;

use crate::key::Part;

/// Everything about a table type that is known when it is compiled.
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
/// use dynamo_core::table::DynamoTable as _;
///
/// let schema = Order::SCHEMA;
/// assert_eq!((schema.entity, schema.table, schema.pk.name), ("Order", Some("orders"), "user"));
/// assert_eq!(schema.indexes[0].accessor, "by_status");
/// ```
pub struct Schema {
    /// The name of the Rust type.
    pub entity: &'static str,
    /// The table's name; `None` leaves it to the `Db`.
    pub table: Option<&'static str>,
    /// The stored attributes, by field number.
    pub attributes: &'static [AttributeSchema],
    /// The partition key.
    pub pk: KeyAttribute,
    /// The sort key.
    pub sk: Option<KeyAttribute>,
    /// The indexes, in declaration order.
    pub indexes: &'static [IndexSchema],
    /// The attribute that kinds sharing the table are told apart by, and this kind's tag.
    pub tag: Option<Tag>,
    /// The attribute DynamoDB deletes expired items by.
    pub ttl: Option<&'static str>,
    /// The attribute of the optimistic lock.
    pub version: Option<&'static str>,
    /// The attributes that are filled in with the time of the call.
    pub timestamps: &'static [Timestamp],
    /// The attribute of the schema version.
    pub schema_version: Option<SchemaVersion>,
}

/// `#[dynamo(entity = "order")]`
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(DynamoTable)]
/// # #[dynamo(table = "app", entity = "story")]
/// # struct Story { #[pk] id: String }
/// use dynamo_core::schema::Tag;
/// use dynamo_core::table::DynamoTable as _;
///
/// assert_eq!(Story::SCHEMA.tag, Some(Tag { attribute: "_type", value: "story" }));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag {
    /// The attribute: `_type`.
    pub attribute: &'static str,
    /// What it holds for this kind.
    pub value: &'static str,
}

/// Its name: requests hold a schema, and are printed.
impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Schema").field(&self.entity).finish()
    }
}

impl Schema {
    /// Whether this is the schema of the same type. A constant may be at several addresses.
    pub(crate) fn is(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
            || ((self.entity, self.table) == (other.entity, other.table) && self.fingerprint() == other.fingerprint())
    }

    /// Whether an item has the type's tag, or the type has none.
    pub(crate) fn is_tagged(&self, item: &crate::value::Item) -> bool {
        self.tag.is_none_or(|tag| {
            item.get(tag.attribute).and_then(|value| value.as_s().ok()).is_some_and(|value| value == tag.value)
        })
    }

    /// Whether other kinds may share the table of this one.
    pub(crate) fn may_be_mixed(&self) -> bool {
        let is_pattern = |key: &KeyAttribute| matches!(key.source, KeySource::Pattern(_));
        self.tag.is_some() || std::iter::once(&self.pk).chain(&self.sk).any(is_pattern)
    }

    /// Every key attribute: the table's, then those of the indexes.
    pub fn key_attributes(&self) -> impl Iterator<Item = &KeyAttribute> {
        let indexes = self.indexes.iter().flat_map(|index| index.pk.iter().chain(index.sk));
        std::iter::once(&self.pk).chain(&self.sk).chain(indexes)
    }

    /// The attributes that a write looks at, or writes, beside what the type's fields hold.
    pub(crate) fn stamped(&self) -> Vec<&'static str> {
        let mut names = Vec::with_capacity(16);
        for key in self.key_attributes() {
            names.push(key.name);
            if let KeySource::Pattern(pattern) = key.source {
                let fields = pattern.parts.iter().filter_map(index::placeholder);
                names.extend(fields.map(|number| self.attributes[number].name));
            }
        }
        names.extend(self.timestamps.iter().map(|timestamp| timestamp.attribute));
        names.extend(self.version.into_iter().chain(self.tag.map(|tag| tag.attribute)));
        names.extend(self.schema_version.map(|version| version.attribute));
        names
    }

    /// The attribute of a numbered schema version, and the number that the type has.
    #[must_use]
    pub fn numbered(&self) -> Option<(&'static str, u32)> {
        let version = self.schema_version?;
        Some((version.attribute, version.numbered?.current))
    }

    /// The fields that the primary key is made of.
    pub fn primary_key_fields(&self) -> impl Iterator<Item = usize> {
        std::iter::once(&self.pk).chain(&self.sk).flat_map(KeyAttribute::fields)
    }

    /// The attribute names of fields.
    pub fn attribute_names(&self, fields: impl Iterator<Item = usize>) -> Vec<&'static str> {
        fields.map(|number| self.attributes[number].name).collect()
    }

    /// The attribute stored under this name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&AttributeSchema> {
        self.attributes.iter().find(|attribute| attribute.is_stored() && attribute.name == name)
    }

    /// Whether an item holds anything that is not to be printed, at whatever depth.
    #[must_use]
    pub fn has_secrets(&self) -> bool {
        self.attributes.iter().any(|attribute| attribute.inside().has_secrets())
    }

    /// Whether the values of this attribute are not to be printed: it says so, or it is a key that shows one that does.
    #[must_use]
    pub fn is_sensitive(&self, name: &str) -> bool {
        let hidden = |part: &Part| match part {
            Part::Literal(_) => false,
            Part::Placeholder(place) => place.sensitive || self.attributes[place.number].inside().is_secret(),
        };
        let shows = |key: &KeyAttribute| match key.source {
            KeySource::Field(_) => false,
            KeySource::Pattern(pattern) => key.name == name && pattern.parts.iter().any(hidden),
        };
        self.attribute(name).is_some_and(|attribute| attribute.inside().is_secret()) || self.key_attributes().any(shows)
    }
}

/// The attribute name of a field; a field that does not exist is an error of its own, so its name stands for itself.
#[must_use]
pub const fn attribute_name(schema: &'static Schema, field: &'static str) -> &'static str {
    let mut at = 0;
    while at < schema.attributes.len() {
        if same(schema.attributes[at].field, field) {
            return schema.attributes[at].name;
        }
        at += 1;
    }
    field
}

/// `==` of texts, in a constant.
const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}
