use std::str::FromStr;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{DecodeError, EncodeError, Found};
use crate::value::{Attribute, Element, JsonSink, Number, Shape, Value, key_kind, kind};

/// DynamoDB has no larger whole numbers than 38 digits, so that these bounds are as good as any.
const fn greatest(number: u128) -> i128 {
    if number > i128::MAX as u128 { i128::MAX } else { number as i128 }
}

/// One row a type: its key kind, what it reads, and how its text is made.
macro_rules! integers {
    ($($type:ident, $key:ty, $write:expr;)*) => { $(
        impl Attribute for $type {
            attribute_types!(kind::Number, $key, Shape::integer($type::MIN as i128, greatest($type::MAX as u128)));

            fn encode(value: &Self) -> Result<Option<AttributeValue>, EncodeError> {
                let write: fn(&Self) -> Result<String, EncodeError> = $write;
                write(value).map(|text| Some(AttributeValue::N(text)))
            }

            fn write(value: &Self, sink: &mut JsonSink) -> Result<(), EncodeError> {
                let write: fn(&Self) -> Result<String, EncodeError> = $write;
                sink.number(&write(value)?);
                Ok(())
            }

            fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
                parse_number(value, concat!("a number (N) that fits `", stringify!($type), "`"))
            }
        }
    )* };
}

integers! {
    i8, key_kind::NumberKey, |value| Ok(value.to_string());
    i16, key_kind::NumberKey, |value| Ok(value.to_string());
    i32, key_kind::NumberKey, |value| Ok(value.to_string());
    i64, key_kind::NumberKey, |value| Ok(value.to_string());
    isize, key_kind::NumberKey, |value| Ok(value.to_string());
    u8, key_kind::UnsignedKey<3>, |value| Ok(value.to_string());
    u16, key_kind::UnsignedKey<5>, |value| Ok(value.to_string());
    u32, key_kind::UnsignedKey<10>, |value| Ok(value.to_string());
    u64, key_kind::UnsignedKey<20>, |value| Ok(value.to_string());
    usize, key_kind::UnsignedKey<20>, |value| Ok(value.to_string());
    i128, key_kind::NumberKey, |value| Number::try_from(*value).map(|_| value.to_string());
    u128, key_kind::UnsignedKey<39>, |value| Number::try_from(*value).map(|_| value.to_string());
}

macro_rules! elements {
    ($($type:ident)*) => { $(impl Element for $type { type Yes = (); })* };
}

elements!(i8 i16 i32 i64 isize u16 u32 u64 usize i128 u128);

/// Reads a number that has to fit a type.
pub(in crate::value) fn parse_number<T: FromStr>(value: Value<'_>, expected: &'static str) -> Result<T, DecodeError> {
    let text = value.number()?;
    // `1E2` and `100.0` are the same number; DynamoDB writes `100`, other writers may not.
    let parsed = text.parse().ok().or_else(|| text.parse::<Number>().ok()?.to_string().parse().ok());
    parsed.ok_or_else(|| DecodeError::new(expected, Found::Value(text.into_owned())))
}
