use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{DecodeError, EncodeError, Found};
use crate::value::{Attribute, Element, JsonSink, Shape, Stored, Value, key_kind, kind};

impl Attribute for String {
    attribute_types!(kind::Text, key_kind::TextKey, Shape::required(Stored::S));

    fn encode(value: &Self) -> Result<Option<AttributeValue>, EncodeError> {
        Ok(Some(AttributeValue::S(value.clone())))
    }

    fn write(value: &Self, sink: &mut JsonSink) -> Result<(), EncodeError> {
        sink.text(value);
        Ok(())
    }

    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        value.text().map(Cow::into_owned)
    }
}

impl Element for String {
    type Yes = ();
}

/// Types that hold any text.
macro_rules! any_text {
    ($($type:ty),*) => { $(
        impl Attribute for $type {
            attribute_types!(kind::Text, key_kind::TextKey, Shape::required(Stored::S));

            fn encode(value: &Self) -> Result<Option<AttributeValue>, EncodeError> {
                Ok(Some(AttributeValue::S(value.to_string())))
            }

            fn write(value: &Self, sink: &mut JsonSink) -> Result<(), EncodeError> {
                sink.text(value);
                Ok(())
            }

            fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
                Ok(value.text()?.into_owned().into())
            }
        }

        impl Element for $type { type Yes = (); }
    )* };
}

any_text!(Cow<'static, str>, Box<str>, std::rc::Rc<str>, std::sync::Arc<str>);

text_attribute!(char, key_kind::TextKey, "one character (S)", |value| Ok(value.to_string()), |text| {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
});

/// Reads text that has to be of a form.
pub(in crate::value) fn parse<T>(
    value: Value<'_>,
    expected: &'static str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, DecodeError> {
    if value.stored() != Stored::S.name() {
        return Err(value.mismatch(expected));
    }
    let text = value.text()?;
    read(&text).ok_or_else(|| DecodeError::new(expected, Found::quoted(&text)))
}
