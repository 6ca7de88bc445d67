use std::cell::RefCell;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

use super::DynamoTable;
use super::key_values::{self, KeyValue};
use crate::error::{EncodeError, KeyError, KeyProblem};
use crate::request::KeyAttributes;
use crate::schema::{KeyAttribute, KeySource};

/// The primary key of an item of `T`.
///
/// Making one never fails: a value that a key cannot hold is kept as an error, and the operation it is passed to returns
/// that error before anything is sent.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # use std::collections::HashSet;
/// # #[derive(DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String }
/// let seen: HashSet<Key<User>> = [User::key("u1"), User::key("u2"), User::key("u1")].into();
/// assert_eq!(seen.len(), 2);
/// ```
#[must_use = "a key is passed to an operation"]
pub struct Key<T> {
    parts: Result<Parts, KeyError>,
    table: PhantomData<fn() -> T>,
}

#[derive(Debug, Clone, PartialEq)]
struct Parts {
    pk: AttributeValue,
    sk: Option<AttributeValue>,
}

impl<T: DynamoTable> Key<T> {
    /// The key made of these values; what the generated `key(..)` calls.
    pub fn new<const N: usize>(values: [KeyValue; N]) -> Self {
        Self::of_given(&RefCell::new(values))
    }

    fn of_given(values: &RefCell<[KeyValue]>) -> Self {
        let primary = std::iter::once(&T::SCHEMA.pk).chain(&T::SCHEMA.sk);
        // A field that is a key itself is asked for once.
        let is_once = primary.clone().all(|key| matches!(key.source, KeySource::Field(_)));
        Self::of(&|number| match is_once {
            true => key_values::taken(&mut values.borrow_mut(), number),
            false => key_values::given(&values.borrow(), number),
        })
    }

    /// The key made of the values that `value_of` has by field number.
    pub(super) fn of(value_of: &key_values::ValueOf<'_>) -> Self {
        let schema = T::SCHEMA;
        let pk = key_values::required(schema, &schema.pk, value_of, true);
        let parts = pk.and_then(|pk| {
            let sk = schema.sk.as_ref().map(|sk| key_values::required(schema, sk, value_of, false));
            Ok(Parts { pk, sk: sk.transpose()? })
        });
        Self { parts: parts.map_err(|error| key_values::discreet(schema, error)), table: PhantomData }
    }

    /// The key that a stored item has.
    pub(crate) fn of_stored(item: &crate::value::Item) -> Self {
        let missing = |key: &KeyAttribute| KeyError::new(key.name, None, KeyProblem::Missing);
        let value = |key: &KeyAttribute| item.get(key.name).cloned().ok_or_else(|| missing(key));
        let pk = value(&T::SCHEMA.pk);
        let parts = pk.and_then(|pk| Ok(Parts { pk, sk: T::SCHEMA.sk.as_ref().map(value).transpose()? }));
        Self { parts, table: PhantomData }
    }

    /// The key that was sent as these attributes, for messages.
    pub(crate) fn of_attributes(attributes: &KeyAttributes) -> Self {
        let value = |key: &KeyAttribute| attributes.iter().find(|(name, _)| *name == key.name).map(|(_, value)| value);
        let missing = || KeyError::new(T::SCHEMA.pk.name, None, KeyProblem::Missing);
        let sk = T::SCHEMA.sk.as_ref().and_then(value).cloned();
        let parts = value(&T::SCHEMA.pk).cloned().ok_or_else(missing).map(|pk| Parts { pk, sk });
        Self { parts, table: PhantomData }
    }

    /// The attributes that it is sent as.
    pub(crate) fn into_attributes(self) -> Result<KeyAttributes, KeyError> {
        let Parts { pk, sk } = self.parts?;
        let sk = T::SCHEMA.sk.as_ref().zip(sk).map(|(key, value)| (key.name, value));
        Ok(KeyAttributes::new((T::SCHEMA.pk.name, pk), sk))
    }

    /// The key of an item that cannot be stored.
    pub(super) fn invalid(error: EncodeError) -> Self {
        Self { parts: Err(KeyError::new(T::SCHEMA.pk.name, None, KeyProblem::Value(error))), table: PhantomData }
    }

    /// Whether it can be sent.
    pub(crate) fn check(&self) -> Result<(), KeyError> {
        self.parts.as_ref().map(|_| ()).map_err(Clone::clone)
    }

    /// The partition key's value.
    ///
    /// # Errors
    /// When a key cannot hold what it was given.
    pub fn pk(&self) -> Result<&AttributeValue, KeyError> {
        self.parts.as_ref().map(|parts| &parts.pk).map_err(Clone::clone)
    }

    /// The sort key's value; `None` for a table without one.
    ///
    /// # Errors
    /// When a key cannot hold what it was given.
    pub fn sk(&self) -> Result<Option<&AttributeValue>, KeyError> {
        self.parts.as_ref().map(|parts| parts.sk.as_ref()).map_err(Clone::clone)
    }
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        Self { parts: self.parts.clone(), table: PhantomData }
    }
}

impl<T> PartialEq for Key<T> {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}

impl<T> Eq for Key<T> {}

impl<T> Hash for Key<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Ok(parts) = &self.parts else { return };
        for value in std::iter::once(&parts.pk).chain(&parts.sk) {
            match value {
                AttributeValue::S(text) | AttributeValue::N(text) => text.hash(state),
                AttributeValue::B(bytes) => bytes.as_ref().hash(state),
                _ => {}
            }
        }
    }
}

impl<T: DynamoTable> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct(&format!("{}Key", T::SCHEMA.entity));
        match &self.parts {
            Ok(parts) => {
                let schema = T::SCHEMA;
                out.field("pk", &key_values::Shown(schema, &schema.pk, &parts.pk));
                if let (Some(attribute), Some(value)) = (&schema.sk, &parts.sk) {
                    out.field("sk", &key_values::Shown(schema, attribute, value));
                }
            }
            Err(error) => {
                out.field("error", error);
            }
        }
        out.finish()
    }
}

/// For messages: `user_id="u1", order_id="o1"`, without sensitive values.
impl<T: DynamoTable> fmt::Display for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(parts) = &self.parts else { return f.write_str("that cannot be rendered") };
        let schema = T::SCHEMA;
        write!(f, "{}={:?}", schema.pk.name, key_values::Shown(schema, &schema.pk, &parts.pk))?;
        match (&schema.sk, &parts.sk) {
            (Some(sk), Some(value)) => write!(f, ", {}={:?}", sk.name, key_values::Shown(schema, sk, value)),
            _ => Ok(()),
        }
    }
}
