use aws_sdk_dynamodb::types::AttributeValue;

use super::Schema;
use crate::error::{DecodeError, Found, Result};
use crate::value::{Item, Value};

/// `#[schema_version]`
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(DynamoTable)]
/// # #[dynamo(table = "notes")]
/// # struct Note { #[pk] id: u32, #[schema_version(2, upgrade(1 => keep))] version: u32 }
/// # fn keep(item: Item) -> Result<Item> { Ok(item) }
/// use dynamo_core::table::DynamoTable as _;
///
/// let version = Note::SCHEMA.schema_version.expect("a version");
/// assert_eq!((version.attribute, version.numbered.map(|numbered| numbered.current)), ("version", Some(2)));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct SchemaVersion {
    /// The attribute.
    pub attribute: &'static str,
    /// The number of a numbered version, with the steps from every older one; `None` for a fingerprint.
    pub numbered: Option<Numbered>,
}

/// `#[schema_version(3, upgrade(1 => f, 2 => g))]`
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(DynamoTable)]
/// # #[dynamo(table = "notes")]
/// # struct Note { #[pk] id: u32, #[schema_version(2, upgrade(1 => keep))] version: u32 }
/// # fn keep(item: Item) -> Result<Item> { Ok(item) }
/// use dynamo_core::table::DynamoTable as _;
///
/// let numbered = Note::SCHEMA.schema_version.and_then(|version| version.numbered).expect("a number");
/// assert_eq!((numbered.current, numbered.upgrades[0].0), (2, 1));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Numbered {
    /// The version the type has.
    pub current: u32,
    /// The steps, by the version they start from.
    pub upgrades: &'static [(u32, Step)],
}

/// One step of an upgrade, from one version to the next.
pub type Step = fn(Item) -> Result<Item>;

impl SchemaVersion {
    /// What is stored by the type that has this schema.
    #[must_use]
    pub fn stored(&self, schema: &Schema) -> AttributeValue {
        match self.numbered {
            Some(numbered) => AttributeValue::N(numbered.current.to_string()),
            None => AttributeValue::S(schema.fingerprint().as_str().to_owned()),
        }
    }

    /// Whether this is what is stored by the type that has this schema.
    #[must_use]
    pub fn is_current(&self, schema: &Schema, value: Option<&AttributeValue>) -> bool {
        match self.numbered {
            Some(numbered) => Self::number(self.attribute, value).is_ok_and(|number| number == numbered.current),
            None => value.and_then(|value| value.as_s().ok()).is_some_and(|text| text == schema.fingerprint().as_str()),
        }
    }

    /// The number that an item carries in this attribute; items from before there were versions are of version 1.
    ///
    /// # Errors
    /// When it is no number.
    pub fn number(attribute: &str, value: Option<&AttributeValue>) -> Result<u32, DecodeError> {
        let expected = "a schema version (N)";
        match value {
            None => Ok(1),
            Some(AttributeValue::N(text)) => {
                text.parse().map_err(|_| DecodeError::new(expected, Found::Value(text.clone())).at(attribute))
            }
            Some(other) => Err(Value::from(other).mismatch(expected).at(attribute)),
        }
    }
}
