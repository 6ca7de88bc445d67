use aws_sdk_dynamodb::types::AttributeValue;

use super::Attribute;
use crate::schema::FieldShape;

/// What is known of the inside of a value: which parts are never printed, and what absent members read as.
///
/// Nested types are named by functions, so that a document may hold itself.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoDocument)]
/// # struct Address { city: String }
/// use dynamo_core::value::{Attribute, Inside};
///
/// assert!(matches!(Address::inside(), Inside::Members([city]) if city.name == "city"));
/// assert!(matches!(Sensitive::<String>::inside(), Inside::Secret));
/// ```
#[derive(Debug, Clone, Copy)]
pub enum Inside {
    /// Nothing is known of it.
    Plain,
    /// All of it is sensitive.
    Secret,
    /// The members of a document.
    Members(&'static [FieldShape]),
    /// The elements of a list, the values of a map: all alike.
    Elements(fn() -> Inside),
    /// The elements of a tuple, each of a type of its own.
    Places(&'static [fn() -> Inside]),
}

impl Inside {
    /// That of an attribute type that is its members, or nothing.
    #[must_use]
    pub const fn of_members(members: &'static [FieldShape]) -> Self {
        if members.is_empty() { Self::Plain } else { Self::Members(members) }
    }

    /// That of a set of `T`, which is printed whole or not at all.
    #[must_use]
    pub fn of_set<T: Attribute>() -> Self {
        if T::inside().is_secret() { Self::Secret } else { Self::Plain }
    }

    /// Whether nothing of it is printed.
    #[must_use]
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::Secret)
    }

    /// Whether any part of it is not printed.
    #[must_use]
    pub fn has_secrets(self) -> bool {
        self.has_secrets_beside(&mut Vec::new())
    }

    /// A document may hold itself: what was looked at is known by its address.
    fn has_secrets_beside(self, seen: &mut Vec<usize>) -> bool {
        let mut is_new = |address: usize| {
            let new = !seen.contains(&address);
            seen.push(address);
            new
        };
        match self {
            Self::Plain => false,
            Self::Secret => true,
            Self::Members(members) => {
                is_new(members.as_ptr() as usize)
                    && members.iter().any(|member| member.inside().has_secrets_beside(seen))
            }
            Self::Elements(inside) => is_new(inside as usize) && inside().has_secrets_beside(seen),
            Self::Places(places) => {
                is_new(places.as_ptr() as usize) && places.iter().any(|inside| inside().has_secrets_beside(seen))
            }
        }
    }

    /// What is known of the member of this name.
    #[must_use]
    pub fn member(self, name: &str) -> Self {
        match self {
            Self::Secret => Self::Secret,
            Self::Members(_) => self.field(name).map_or(Self::Plain, FieldShape::inside),
            Self::Elements(inside) => inside(),
            Self::Plain | Self::Places(_) => Self::Plain,
        }
    }

    /// What is known of the element at this index.
    #[must_use]
    pub fn element(self, index: usize) -> Self {
        match self {
            Self::Secret => Self::Secret,
            Self::Elements(inside) => inside(),
            Self::Places(places) => places.get(index).map_or(Self::Plain, |inside| inside()),
            Self::Plain | Self::Members(_) => Self::Plain,
        }
    }

    /// The declared member of this name.
    #[must_use]
    pub fn field(self, name: &str) -> Option<&'static FieldShape> {
        match self {
            Self::Members(members) => members.iter().find(|member| member.name == name),
            _ => None,
        }
    }

    /// Replaces what is sensitive in a value.
    pub fn hide(self, value: &mut AttributeValue) {
        match (self, value) {
            (Self::Secret, value) => *value = AttributeValue::S(REDACTED.to_owned()),
            (Self::Members(_) | Self::Elements(_), AttributeValue::M(members)) => {
                members.iter_mut().for_each(|(name, value)| self.member(name).hide(value));
            }
            (Self::Elements(_) | Self::Places(_), AttributeValue::L(elements)) => {
                elements.iter_mut().enumerate().for_each(|(index, value)| self.element(index).hide(value));
            }
            _ => {}
        }
    }
}

/// Stands where a sensitive value would.
pub(crate) const REDACTED: &str = "<redacted>";
