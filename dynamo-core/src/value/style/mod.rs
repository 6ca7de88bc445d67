//! Ways to store a type that has several, chosen on the field: `#[dynamo(binary)]`, `list`, `serde`, ….

mod bytes;
mod nullable;
mod seconds;
mod serde;

use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

pub use bytes::{BinaryValue, ListValue};
pub use nullable::Nullable;
#[doc(hidden)]
pub use seconds::Count;
pub use seconds::TimeValue;
pub(super) use seconds::time_values;
pub use serde::SerdeValue;

use super::{Attribute, Element, Given, Shape, Value};
use crate::error::{DecodeError, EncodeError};
use crate::expr::{Path, Scope};

/// `#[dynamo(binary)]`: as bytes (`B`).
pub enum Binary {}
/// `#[dynamo(list)]`: as a list of numbers (`L`).
pub enum List {}
/// `#[dynamo(seconds)]`: as whole seconds since 1970 (`N`).
pub enum Seconds {}
/// `#[dynamo(millis)]`: as milliseconds since 1970 (`N`).
pub enum Millis {}
/// `#[dynamo(serde)]`: as the type's serde implementation says.
pub enum Serde {}

/// A `T` that is stored in the way `M`, which is one of the markers of this module.
pub struct As<T, M>(PhantomData<fn() -> (T, M)>);

/// Types that can be stored in the way `M`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored as `{M}`",
    label = "cannot be stored so",
    note = "`binary` and `list` are for `Vec<u8>` and `[u8; N]`, `number` is for date-times of chrono, time and jiff and for \
            `SystemTime`, `serde` is for types with serde's derives; an `Option` of these is one too"
)]
pub trait Styled<M>: Sized + 'static {
    /// See [`Attribute::Kind`].
    type Kind: 'static;
    /// See [`Attribute::Key`].
    type Key: 'static;
    /// See [`Attribute::SHAPE`].
    const SHAPE: Shape;

    /// See [`Attribute::encode`].
    ///
    /// # Errors
    /// When DynamoDB has no value for it.
    fn encode_as(&self) -> Result<Option<AttributeValue>, EncodeError>;

    /// See [`Attribute::decode`].
    ///
    /// # Errors
    /// When the stored value does not fit.
    fn decode_as(value: Value<'_>) -> Result<Self, DecodeError>;

    /// See [`Attribute::absent`].
    #[must_use]
    fn absent_as() -> Option<Self> {
        None
    }
}

impl<T: Styled<M>, M: 'static> Attribute for As<T, M> {
    type Value = T;
    type Own = <T::Kind as Given<Self>>::Own;
    type Kind = T::Kind;
    type Key = T::Key;
    type Path<V: Attribute, S: Scope, C: Scope> = Path<V, S>;
    const SHAPE: Shape = T::SHAPE;

    fn encode(value: &T) -> Result<Option<AttributeValue>, EncodeError> {
        value.encode_as()
    }

    fn decode(value: Value<'_>) -> Result<T, DecodeError> {
        T::decode_as(value)
    }

    fn absent() -> Option<T> {
        T::absent_as()
    }
}

impl<T: Styled<M>, M: 'static> Element for As<T, M> {
    type Yes = ();
}

/// Implements [`Styled`] for a marker by way of the marker's own trait, whose text the compiler then shows.
macro_rules! styled_by {
    ($marker:ident, $by:ident, $attribute:ident) => {
        impl<T: $by> crate::value::style::Styled<$marker> for T {
            type Kind = <T::$attribute as crate::value::Attribute>::Kind;
            type Key = <T::$attribute as crate::value::Attribute>::Key;
            const SHAPE: crate::value::Shape = <T::$attribute as crate::value::Attribute>::SHAPE;

            fn encode_as(&self) -> Result<Option<aws_sdk_dynamodb::types::AttributeValue>, crate::error::EncodeError> {
                <T::$attribute as crate::value::Attribute>::encode(self)
            }

            fn decode_as(value: crate::value::Value<'_>) -> Result<T, crate::error::DecodeError> {
                <T::$attribute as crate::value::Attribute>::decode(value)
            }

            fn absent_as() -> Option<T> {
                <T::$attribute as crate::value::Attribute>::absent()
            }
        }
    };
}

use styled_by;
