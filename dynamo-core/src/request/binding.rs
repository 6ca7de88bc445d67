use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;
use sha2::{Digest, Sha256};

use super::{Placeholders, Query};
use crate::error::Result;
use crate::schema::{KeySource, Schema};

/// What ties a cursor to its query: a digest of table, index, keys, filter, direction and segment.
///
/// It is the same in every process and every release: it is made of names and values, in one order, each with its length.
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
/// use dynamo_core::request::Binding;
///
/// let of = |user: &str| Db::offline().query(Order::partition(user)).request();
/// let (ada, bob) = (Binding::of(&of("ada")?, true, 1)?, Binding::of(&of("bob")?, true, 1)?);
/// assert_ne!(ada, bob);
/// assert_eq!(ada.to_string().len(), 64);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Binding([u8; 32]);

impl Binding {
    /// The binding of a query, as the caller has asked it. `one_kind` says whether rows of other kinds are left out, `segments` into how
    /// many parts a scan is cut that are all read.
    ///
    /// # Errors
    /// When an expression is longer than DynamoDB takes.
    pub fn of(query: &Query, one_kind: bool, segments: u32) -> Result<Self> {
        let mut placeholders = Placeholders::default();
        let keys = placeholders.keys(&query.keys)?;
        let filter = query.filter.as_ref().map(|filter| placeholders.condition(filter)).transpose()?;
        let mut digest = Digester(Sha256::new());
        digest.text(&query.table);
        digest.text(query.index.unwrap_or_default());
        digest.text(&keys);
        digest.text(&filter.unwrap_or_default());
        digest.number(u64::from(query.descending) | u64::from(one_kind) << 1);
        digest.number(segments.into());
        digest.number(query.segment.map_or(0, |segment| u64::from(segment.total) << 32 | u64::from(segment.number)));
        if one_kind {
            digest.kind(query.schema);
        }
        let (names, values) = placeholders.into_parts();
        in_order(&names).for_each(|name| digest.text(name));
        in_order(&values).for_each(|value| digest.value(value));
        Ok(Self(digest.0.finalize().into()))
    }

    /// The binding of a job over what the query reads.
    #[must_use]
    pub(crate) fn of_job(self, words: &[&str]) -> Self {
        let mut digest = Digester(Sha256::new());
        digest.bytes(&self.0);
        words.iter().for_each(|word| digest.text(word));
        Self(digest.0.finalize().into())
    }

    /// The digest.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The binding with this digest.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// In hexadecimal.
impl fmt::Display for Binding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Binding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What the placeholders stand for, by their numbers.
fn in_order<T>(placeholders: &HashMap<String, T>) -> impl Iterator<Item = &T> {
    let mut all: Vec<_> = placeholders.iter().collect();
    all.sort_by_key(|(placeholder, _)| (placeholder.len(), *placeholder));
    all.into_iter().map(|(_, meant)| meant)
}

/// Takes values one behind the other, so that no two sequences of them look alike.
struct Digester(Sha256);

impl Digester {
    fn number(&mut self, number: u64) {
        self.0.update(number.to_be_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len().try_into().unwrap_or(u64::MAX));
        self.0.update(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// What tells rows of a kind from others that share their table.
    fn kind(&mut self, schema: &Schema) {
        for key in std::iter::once(&schema.pk).chain(&schema.sk) {
            if let KeySource::Pattern(pattern) = key.source {
                self.text(pattern.text);
            }
        }
        if let Some(tag) = schema.tag {
            self.text(tag.value);
        }
    }

    /// A list in this order.
    fn all<T>(&mut self, tag: u8, values: &[T], each: fn(&mut Self, &T)) {
        self.tagged(tag);
        self.number(values.len().try_into().unwrap_or(u64::MAX));
        values.iter().for_each(|value| each(self, value));
    }

    fn tagged(&mut self, tag: u8) {
        self.0.update([tag]);
    }

    fn value(&mut self, value: &AttributeValue) {
        match value {
            AttributeValue::S(text) => {
                self.tagged(1);
                self.text(text);
            }
            AttributeValue::N(number) => {
                self.tagged(2);
                self.text(number);
            }
            AttributeValue::B(bytes) => {
                self.tagged(3);
                self.bytes(bytes.as_ref());
            }
            AttributeValue::Bool(value) => {
                self.tagged(4);
                self.number((*value).into());
            }
            AttributeValue::Ss(texts) => {
                self.all(5, &sorted(texts.iter().map(String::as_str)), |to, text| to.text(text))
            }
            AttributeValue::Ns(numbers) => {
                self.all(6, &sorted(numbers.iter().map(String::as_str)), |to, number| to.text(number));
            }
            AttributeValue::Bs(all) => {
                self.all(7, &sorted(all.iter().map(AsRef::as_ref)), |to, bytes: &&[u8]| to.bytes(bytes));
            }
            AttributeValue::L(values) => self.all(8, values, Self::value),
            AttributeValue::M(members) => self.all(9, &sorted_members(members), |to, (name, value)| {
                to.text(name);
                to.value(value);
            }),
            // NULL, and whatever a later release of the SDK may add.
            _ => self.tagged(0),
        }
    }
}

/// Sets have no order.
fn sorted<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort();
    values
}

fn sorted_members(members: &std::collections::HashMap<String, AttributeValue>) -> Vec<(&String, &AttributeValue)> {
    let mut members: Vec<_> = members.iter().collect();
    members.sort_by_key(|(name, _)| *name);
    members
}
