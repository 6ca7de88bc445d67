use std::collections::VecDeque;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{DecodeError, EncodeError};
use crate::expr::{Path, Scope};
use crate::value::{Attribute, Element, Given, Inside, JsonSink, Shape, Stored, Value, kind};

/// Sequences of any length.
macro_rules! lists {
    ($($list:ident)*) => { $(
        impl<T: Attribute<Value: Element>> Attribute for $list<T> {
            type Value = $list<T::Value>;
            type Own = <T::Own as Given<<<T::Value as Element>::Yes as Given<Self>>::Own>>::Own;
            type Kind = kind::List<T>;
            type Key = kind::List<T>;
            type Path<V: Attribute, S: Scope, C: Scope> = Path<V, S>;
            const SHAPE: Shape = Shape::required(Stored::L);

            fn inside() -> Inside {
                Inside::Elements(T::inside)
            }

            fn encode(value: &Self::Value) -> Result<Option<AttributeValue>, EncodeError> {
                encode_list::<T>(value.iter())
            }

            fn write(value: &Self::Value, sink: &mut JsonSink) -> Result<(), EncodeError> {
                sink.list::<T>(value.iter())
            }

            fn decode(value: Value<'_>) -> Result<Self::Value, DecodeError> {
                decode_list::<T>(value).map(Into::into)
            }
        }

        impl<T: Attribute<Value: Element>> Element for $list<T> { type Yes = (); }
    )* };
}

lists!(Vec VecDeque);

/// A list; what would be left out of an item is `NULL` here, so that positions stay.
pub(in crate::value) fn encode_list<'v, T: Attribute>(
    values: impl ExactSizeIterator<Item = &'v T::Value>,
) -> Result<Option<AttributeValue>, EncodeError> {
    let mut list = Vec::with_capacity(values.len());
    for value in values {
        list.push(encode_element::<T>(value, list.len())?);
    }
    Ok(Some(AttributeValue::L(list)))
}

pub(in crate::value) fn encode_element<T: Attribute>(
    value: &T::Value,
    index: usize,
) -> Result<AttributeValue, EncodeError> {
    let encoded = T::encode(value).map_err(|error| error.at(&format!("[{index}]")))?;
    Ok(encoded.unwrap_or(AttributeValue::Null(true)))
}

pub(in crate::value) fn decode_list<T: Attribute>(value: Value<'_>) -> Result<Vec<T::Value>, DecodeError> {
    let mut elements = value.list()?;
    let mut list = Vec::with_capacity(elements.known_len());
    while let Some(element) = elements.decode::<T>()? {
        list.push(element);
    }
    Ok(list)
}
