use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use super::list::{decode_list, encode_list};
use crate::error::{DecodeError, EncodeError, Found};
use crate::expr::{Path, Scope};
use crate::value::{Attribute, Element, Given, Inside, Shape, Stored, Value, key_kind, kind};

/// How arrays of a type are stored: bytes for `u8`, which a fixed length says clearly enough, and a list for the rest.
///
/// Implemented for every [`Element`]; there is nothing to implement.
#[doc(hidden)]
pub trait ArrayElement: Attribute {
    type ArrayKind: 'static;
    type ArrayKey: 'static;
    const STORED: Stored;

    fn encode_array(values: &[Self::Value]) -> Result<Option<AttributeValue>, EncodeError>;
    fn decode_array(value: Value<'_>) -> Result<Vec<Self::Value>, DecodeError>;
}

impl<T: Attribute + Element> ArrayElement for T {
    type ArrayKind = kind::List<T>;
    type ArrayKey = kind::List<T>;
    const STORED: Stored = Stored::L;

    fn encode_array(values: &[T::Value]) -> Result<Option<AttributeValue>, EncodeError> {
        encode_list::<T>(values.iter())
    }

    fn decode_array(value: Value<'_>) -> Result<Vec<T::Value>, DecodeError> {
        decode_list::<T>(value)
    }
}

impl ArrayElement for u8 {
    type ArrayKind = kind::Binary;
    type ArrayKey = key_kind::BinaryKey;
    const STORED: Stored = Stored::B;

    fn encode_array(values: &[u8]) -> Result<Option<AttributeValue>, EncodeError> {
        Ok(Some(AttributeValue::B(Blob::new(values))))
    }

    fn decode_array(value: Value<'_>) -> Result<Vec<u8>, DecodeError> {
        value.binary().map(Into::into)
    }
}

impl<T: ArrayElement, const N: usize> Attribute for [T; N] {
    type Value = [T::Value; N];
    type Own = <T::Own as Given<Self>>::Own;
    type Kind = T::ArrayKind;
    type Key = T::ArrayKey;
    type Path<V: Attribute, S: Scope, C: Scope> = Path<V, S>;
    const SHAPE: Shape = Shape::required(T::STORED);

    fn inside() -> Inside {
        Inside::Elements(T::inside)
    }

    fn encode(value: &Self::Value) -> Result<Option<AttributeValue>, EncodeError> {
        T::encode_array(value)
    }

    fn decode(value: Value<'_>) -> Result<Self::Value, DecodeError> {
        exactly(T::decode_array(value)?, if matches!(T::STORED, Stored::B) { "byte" } else { "element" })
    }
}

impl<T: ArrayElement, const N: usize> Element for [T; N] {
    type Yes = ();
}

/// An array of what was read, if there was as much of it as the array holds.
pub(in crate::value) fn exactly<T, const N: usize>(values: Vec<T>, unit: &str) -> Result<[T; N], DecodeError> {
    <[T; N]>::try_from(values).map_err(|values| wrong_length(N, unit, values.len()))
}

pub(in crate::value) fn wrong_length(expected: usize, unit: &str, found: usize) -> DecodeError {
    let plural = if expected == 1 { "" } else { "s" };
    DecodeError::new(format!("{expected} {unit}{plural}"), Found::Value(found.to_string()))
}
