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

impl<T, M> Element for As<T, M> {
    type Yes = ();
}

/// What a marker is not. Two implementations of a trait, one of them for markers that are this, are looked into both before the
/// compiler says which one a type has: a type that has none is then of no type where it is named, and one error.
pub(super) trait Never {}

/// Implements [`Attribute`] for a marker by way of the marker's own trait, whose text the compiler then shows.
macro_rules! styled_by {
    ($marker:ident, $by:ident, $attribute:ident) => {
        impl<T: $by> Attribute for As<T, $marker> {
            type Value = T;
            type Own = <<T::$attribute as Attribute>::Own as Given<Self>>::Own;
            type Kind = <T::$attribute as Attribute>::Kind;
            type Key = <T::$attribute as Attribute>::Key;
            type Path<V: Attribute, S: Scope, C: Scope> = Path<V, S>;
            const SHAPE: Shape = <T::$attribute as Attribute>::SHAPE;

            fn encode(value: &T) -> Result<Option<AttributeValue>, EncodeError> {
                <T::$attribute as Attribute>::encode(value)
            }

            fn decode(value: Value<'_>) -> Result<T, DecodeError> {
                <T::$attribute as Attribute>::decode(value)
            }

            fn absent() -> Option<T> {
                <T::$attribute as Attribute>::absent()
            }
        }
    };
}

styled_by!(Binary, BinaryValue, AsBinary);
styled_by!(List, ListValue, AsList);
styled_by!(Seconds, TimeValue, AsSeconds);
styled_by!(Millis, TimeValue, AsMillis);
