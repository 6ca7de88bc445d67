use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{DecodeError, EncodeError, Unstorable};
use crate::expr::{Maybe, Scope};
use crate::schema::FieldShape;
use crate::value::{Attribute, Element, Given, Inside, JsonSink, Shape, Stored, Value, key_kind};

impl<T: Attribute> Attribute for Option<T> {
    type Value = Option<T::Value>;
    type Own = <T::Own as Given<Self>>::Own;
    type Kind = T::Kind;
    type Key = key_kind::OptionalKey<T::Key>;
    type Path<V: Attribute, S: Scope, C: Scope> = T::Path<V, S, Maybe<C>>;
    const SHAPE: Shape = T::SHAPE.or_absent();
    const MEMBERS: &'static [FieldShape] = T::MEMBERS;

    fn inside() -> Inside {
        T::inside()
    }

    fn encode(value: &Self::Value) -> Result<Option<AttributeValue>, EncodeError> {
        value.as_ref().map_or(Ok(None), encode_present::<T>)
    }

    fn write(value: &Self::Value, sink: &mut JsonSink) -> Result<(), EncodeError> {
        match value {
            None => Ok(()),
            Some(value) if is_set::<T>() => {
                encode_present::<T>(value).map(|encoded| encoded.iter().for_each(|encoded| sink.value(encoded)))
            }
            Some(value) => T::write(value, sink),
        }
    }

    fn decode(value: Value<'_>) -> Result<Self::Value, DecodeError> {
        if value.is_null() {
            return value.skip().map(|()| None);
        }
        T::decode(value).map(Some)
    }

    fn absent() -> Option<Self::Value> {
        Some(None)
    }
}

impl<T: Attribute> Element for Option<T> {
    type Yes = ();
}

/// Writes the inside of a `Some`, which is there: an empty set would read back as `None`.
pub(crate) fn encode_present<T: Attribute>(value: &T::Value) -> Result<Option<AttributeValue>, EncodeError> {
    let encoded = T::encode(value)?;
    if encoded.is_none() && is_set::<T>() {
        return Err(EncodeError::new(Unstorable::EmptySet));
    }
    Ok(encoded)
}

const fn is_set<T: Attribute>() -> bool {
    matches!(T::SHAPE.stored, Stored::Ss | Stored::Ns | Stored::Bs) && !T::SHAPE.optional
}
