use aws_sdk_dynamodb::types::AttributeValue;

use super::{Inside, JsonSink, Shape, Value};
use crate::error::{DecodeError, EncodeError};
use crate::expr::{Scope, TypedPath};
use crate::schema::FieldShape;

/// A type that an attribute can have: how it is written and read, what can be done with it, whether it can be a key.
///
/// Derive [`DynamoValue`](crate::DynamoValue) for newtypes and enums of unit variants and
/// [`DynamoDocument`](crate::DynamoDocument) for nested structs; mark a field `#[dynamo(serde)]` to store a foreign type.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::value::{Attribute, Value};
///
/// let stored = <Vec<u32>>::encode(&vec![1, 2])?.expect("a list");
/// assert_eq!(stored.as_l().map(Vec::len), Ok(2));
/// assert_eq!(<Vec<u32>>::decode(Value::from(&stored))?, [1, 2]);
/// assert_eq!(<Option<u32>>::absent(), Some(None));
/// # let _ = AttributeValue::Null(true);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no attribute type in DynamoDB",
    label = "cannot be stored",
    note = "derive `DynamoDocument` or `DynamoValue` for it, or mark the field `#[dynamo(serde)]`; a key needs `DynamoValue`"
)]
pub trait Attribute: 'static {
    /// What the struct holds: `Self`, except for the wrappers that `#[dynamo(binary)]` and its like put around a type.
    type Value: 'static;
    /// `Self`. Generated code calls the type so, by which a type that is no attribute type is one error: what is made
    /// with it is of no type at all, and says nothing more.
    type Own;
    /// What operators it has: one of [`kind`](crate::value::kind).
    type Kind: 'static;
    /// What it is in a key: one of [`key_kind`](crate::value::key_kind), or its kind where it is no key.
    type Key: 'static;
    /// The typed path of an attribute `V` of this type in scope `S`, whose members are in scope `C`.
    type Path<V: Attribute, S: Scope, C: Scope>: TypedPath<Attr = V, Scope = S>;
    /// How it is stored, for the fingerprint and for decode errors.
    const SHAPE: Shape;
    /// The members of a document, one level deep; empty for everything else.
    const MEMBERS: &'static [FieldShape] = &[];

    /// What is known of the inside of a stored value: what is never printed, and what absent members read as.
    #[must_use]
    fn inside() -> Inside {
        Inside::of_members(Self::MEMBERS)
    }

    /// The attribute value; `None` leaves the attribute out.
    ///
    /// # Errors
    /// When DynamoDB has no value for it: NaN, 39 digits.
    fn encode(value: &Self::Value) -> Result<Option<AttributeValue>, EncodeError>;

    /// Writes the value as DynamoDB JSON, once; nothing where the attribute is left out. What is written is what [`encode`](Self::encode) gives:
    /// this is for types that need no [`AttributeValue`] on the way.
    ///
    /// # Errors
    /// As those of [`encode`](Self::encode).
    fn write(value: &Self::Value, sink: &mut JsonSink) -> Result<(), EncodeError> {
        if let Some(value) = Self::encode(value)? {
            sink.value(&value);
        }
        Ok(())
    }

    /// Reads a stored value.
    ///
    /// # Errors
    /// When the stored value does not fit the type.
    fn decode(value: Value<'_>) -> Result<Self::Value, DecodeError>;

    /// What an absent attribute reads as; `None` makes its absence an error.
    #[must_use]
    fn absent() -> Option<Self::Value> {
        None
    }
}

/// Types that a `Vec` may hold as a list: all but `u8`, which must say whether it means bytes.
#[diagnostic::on_unimplemented(
    message = "a `Vec<{Self}>` could be bytes or a list",
    label = "say which",
    note = "mark the field `#[dynamo(binary)]` to store bytes (B), or `#[dynamo(list)]` to store a list of numbers (L)"
)]
pub trait Element {
    /// Anything: a type that is found in no other way than that the trait is implemented.
    #[doc(hidden)]
    type Yes;
}

/// `T`, on the condition that `Self` is a type at all. An attribute type made of what is no attribute type is then none itself,
/// and the compiler says so once.
pub trait Given<T> {
    /// `T`.
    type Own;
}

impl<T, Known> Given<T> for Known {
    type Own = T;
}
