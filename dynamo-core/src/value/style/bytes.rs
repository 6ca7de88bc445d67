use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{DecodeError, EncodeError};
use crate::expr::{Path, Scope};
use crate::value::types::{decode_list, encode_list, exactly};
use crate::value::{Attribute, Bytes, Shape, Stored, Value, key_kind, kind};

/// Types that `#[dynamo(binary)]` stores as bytes (`B`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored as bytes",
    label = "not bytes",
    note = "`#[dynamo(binary)]` is for `Vec<u8>`, `[u8; N]`, `Bytes`, and an `Option` of these"
)]
pub trait BinaryValue: Sized + 'static {
    /// The attribute that stores it so.
    type AsBinary: Attribute<Value = Self>;
}

/// Types that `#[dynamo(list)]` stores as a list of numbers (`L`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored as a list of numbers",
    label = "not a sequence of `u8`",
    note = "`#[dynamo(list)]` is for `Vec<u8>`, `[u8; N]`, and an `Option` of these; other sequences are lists anyway"
)]
pub trait ListValue: Sized + 'static {
    /// The attribute that stores it so.
    type AsList: Attribute<Value = Self>;
}

impl BinaryValue for Vec<u8> {
    type AsBinary = VecAsBinary;
}

impl BinaryValue for Bytes {
    type AsBinary = Self;
}

impl<const N: usize> BinaryValue for [u8; N] {
    type AsBinary = Self;
}

impl<T: BinaryValue> BinaryValue for Option<T> {
    type AsBinary = Option<T::AsBinary>;
}

impl ListValue for Vec<u8> {
    type AsList = VecAsList;
}

impl<const N: usize> ListValue for [u8; N] {
    type AsList = ArrayAsList<N>;
}

impl<T: ListValue> ListValue for Option<T> {
    type AsList = Option<T::AsList>;
}

#[doc(hidden)]
pub enum VecAsBinary {}
#[doc(hidden)]
pub enum VecAsList {}
#[doc(hidden)]
pub enum ArrayAsList<const N: usize> {}

impl Attribute for VecAsBinary {
    type Value = Vec<u8>;
    type Own = Self;
    type Kind = kind::Binary;
    type Key = key_kind::BinaryKey;
    type Path<V: Attribute, S: Scope, C: Scope> = Path<V, S>;
    const SHAPE: Shape = Shape::required(Stored::B);

    fn encode(value: &Vec<u8>) -> Result<Option<AttributeValue>, EncodeError> {
        Ok(Some(AttributeValue::B(Blob::new(value.clone()))))
    }

    fn decode(value: Value<'_>) -> Result<Vec<u8>, DecodeError> {
        value.binary().map(Into::into)
    }
}

impl Attribute for VecAsList {
    type Value = Vec<u8>;
    type Own = Self;
    type Kind = kind::List<u8>;
    type Key = kind::List<u8>;
    type Path<V: Attribute, S: Scope, C: Scope> = Path<V, S>;
    const SHAPE: Shape = Shape::required(Stored::L);

    fn encode(value: &Vec<u8>) -> Result<Option<AttributeValue>, EncodeError> {
        encode_list::<u8>(value.iter())
    }

    fn decode(value: Value<'_>) -> Result<Vec<u8>, DecodeError> {
        decode_list::<u8>(value)
    }
}

impl<const N: usize> Attribute for ArrayAsList<N> {
    type Value = [u8; N];
    type Own = Self;
    type Kind = kind::List<u8>;
    type Key = kind::List<u8>;
    type Path<V: Attribute, S: Scope, C: Scope> = Path<V, S>;
    const SHAPE: Shape = Shape::required(Stored::L);

    fn encode(value: &[u8; N]) -> Result<Option<AttributeValue>, EncodeError> {
        encode_list::<u8>(value.iter())
    }

    fn decode(value: Value<'_>) -> Result<[u8; N], DecodeError> {
        exactly(decode_list::<u8>(value)?, "element")
    }
}
