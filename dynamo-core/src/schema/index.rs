use crate::key::{Part, Pattern};
use crate::value::Attribute;
use crate::value::key_kind::{IsIndexKey, IsKey, KeyType};

/// A secondary index.
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
/// use dynamo_core::schema::Projected;
/// use dynamo_core::table::DynamoTable as _;
///
/// let index = &Order::SCHEMA.indexes[0];
/// assert_eq!((index.name, index.local, index.sk[0].name), ("by_status", false, "day"));
/// assert_eq!(index.projected, Projected::Include(&["total"]));
/// ```
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
/// use dynamo_core::schema::Projected;
/// use dynamo_core::table::DynamoTable as _;
///
/// assert_ne!(Order::SCHEMA.indexes[0].projected, Projected::All);
/// ```
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
/// use dynamo_core::value::key_kind::KeyType;
///
/// let sk = Order::SCHEMA.sk.expect("a sort key");
/// assert_eq!((sk.name, sk.key_type, sk.fields()), ("id", KeyType::Number, vec![1]));
/// ```
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
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "app")]
/// # #[pk("USER#{owner}")]
/// # #[sk("PROFILE")]
/// # struct Profile { owner: String, name: String }
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "app")]
/// # #[pk("USER#{owner}")]
/// # #[sk("STORY#{id}")]
/// # struct Story { owner: String, id: String }
/// use dynamo_core::schema::KeySource;
/// use dynamo_core::table::DynamoTable as _;
///
/// let KeySource::Pattern(pattern) = Story::SCHEMA.pk.source else { panic!("a pattern") };
/// assert_eq!(pattern.text, "USER#{owner}");
/// ```
#[derive(Debug, Clone, Copy)]
pub enum KeySource {
    /// The attribute is the field with this number.
    Field(usize),
    /// It is rendered from several.
    Pattern(&'static Pattern),
}
