use std::collections::HashSet;

use aws_sdk_dynamodb::types::AttributeValue;

use super::KeyAttributes;
use crate::schema::Schema;
use crate::value::{Item, Number};

/// What tells one item of a table from the others: its key, with numbers compared by value, as DynamoDB does.
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
/// use dynamo_core::request::Identity;
/// use dynamo_core::table::DynamoTable as _;
///
/// let of = |id| Ok::<_, Error>(Identity::of_item(Order::SCHEMA, &order(id).to_item()?));
/// assert!(of(1)?.is_some());
/// assert!(of(1)? == of(1)? && of(1)? != of(2)?);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Identity(Part, Option<Part>);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Part {
    Text(String),
    Number(Number),
    Bytes(Vec<u8>),
    /// What no key holds: it is told apart as it is written.
    Other(String),
}

/// Keys may be secret, and are not printed.
impl std::fmt::Debug for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("..")
    }
}

impl Identity {
    /// Of the item with this key.
    #[must_use]
    pub fn of_key(schema: &Schema, key: &KeyAttributes) -> Option<Self> {
        Self::of(schema, |wanted| key.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value))
    }

    /// Of an item, or of its key attributes; `None` where one is absent.
    #[must_use]
    pub fn of_item(schema: &Schema, item: &Item) -> Option<Self> {
        Self::of(schema, |wanted| item.get(wanted))
    }

    fn of<'v>(schema: &Schema, value: impl Fn(&'static str) -> Option<&'v AttributeValue>) -> Option<Self> {
        let sk = match &schema.sk {
            Some(key) => Some(part(value(key.name)?)),
            None => None,
        };
        Some(Self(part(value(schema.pk.name)?), sk))
    }
}

fn part(value: &AttributeValue) -> Part {
    match value {
        AttributeValue::S(text) => Part::Text(text.clone()),
        AttributeValue::N(text) => text.parse().map_or_else(|_| Part::Other(text.clone()), Part::Number),
        AttributeValue::B(bytes) => Part::Bytes(bytes.as_ref().to_vec()),
        other => Part::Other(format!("{other:?}")),
    }
}

/// The members of a batch that an engine says it has left, by table and identity; those of tables that `schema_of` does not know are not among them.
pub(super) fn left(
    left: &[(String, Item)],
    schema_of: impl Fn(&str) -> Option<&'static Schema>,
) -> HashSet<(&str, Identity)> {
    left.iter().filter_map(|(table, item)| Some((&**table, Identity::of_item(schema_of(table)?, item)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::{AttributeValue, Part, part};

    #[test]
    fn numbers_are_one_by_value() {
        let number = |text: &str| part(&AttributeValue::N(text.into()));
        assert_eq!(number("1.0"), number("1"));
        assert_ne!(number("1"), number("2"));
        assert_ne!(number("1"), part(&AttributeValue::S("1".into())));
        assert_eq!(format!("{:?}", Part::Text("secret".into())), "..");
    }
}
