use crate::key::{Part, Pattern};
use crate::value::Attribute;
use crate::value::key_kind::{IsIndexKey, IsKey, KeyType};

/// A secondary index.
#[derive(Debug, Clone, Copy)]
pub struct IndexSchema {
    /// The accessor's word.
    pub accessor: &'static str,
    /// The name DynamoDB knows it by.
    pub name: &'static str,
    /// Whether it is a local one.
    pub local: bool,
    /// The partition key: one attribute, or up to four.
    pub pk: &'static [KeyAttribute],
    /// The sort key: none, one attribute, or up to four.
    pub sk: &'static [KeyAttribute],
    /// What it holds beside the keys.
    pub projected: Projected,
}

/// What an index holds beside the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Projected {
    /// Everything.
    All,
    /// Nothing.
    KeysOnly,
    /// These attributes.
    Include(&'static [&'static str]),
}

/// A key attribute of a table or an index.
#[derive(Debug, Clone, Copy)]
pub struct KeyAttribute {
    /// The attribute's name.
    pub name: &'static str,
    /// Its type.
    pub key_type: KeyType,
    /// Where its value comes from.
    pub source: KeySource,
}

impl KeyAttribute {
    /// The field of this number, as a key of a table.
    #[must_use]
    pub const fn of_table<V: Attribute<Key: IsKey>>(name: &'static str, number: usize) -> Self {
        Self { name, key_type: <V::Key as IsKey>::TYPE, source: KeySource::Field(number) }
    }

    /// The field of this number, as a key of an index.
    #[must_use]
    pub const fn of_index<V: Attribute<Key: IsIndexKey>>(name: &'static str, number: usize) -> Self {
        Self { name, key_type: <V::Key as IsIndexKey>::TYPE, source: KeySource::Field(number) }
    }

    /// The fields that it is made of.
    #[must_use]
    pub fn fields(&self) -> Vec<usize> {
        match self.source {
            KeySource::Field(number) => vec![number],
            KeySource::Pattern(pattern) => pattern.parts.iter().filter_map(placeholder).collect(),
        }
    }
}

pub(super) fn placeholder(part: &Part) -> Option<usize> {
    match part {
        Part::Literal(_) => None,
        Part::Placeholder(place) => Some(place.number),
    }
}

/// Where the value of a key attribute comes from.
#[derive(Debug, Clone, Copy)]
pub enum KeySource {
    /// The attribute is the field with this number.
    Field(usize),
    /// It is rendered from several.
    Pattern(&'static Pattern),
}
