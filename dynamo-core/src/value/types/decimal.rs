use aws_sdk_dynamodb::types::AttributeValue;
use rust_decimal::Decimal;

use crate::error::{DecodeError, EncodeError, Found};
use crate::value::{Attribute, Element, Number, Shape, Stored, Value, key_kind, kind};

impl Attribute for Decimal {
    attribute_types!(kind::Number, key_kind::NumberKey, Shape::required(Stored::N));

    fn encode(value: &Self) -> Result<Option<AttributeValue>, EncodeError> {
        let number: Number = value.to_string().parse()?;
        Ok(Some(AttributeValue::N(number.to_string())))
    }

    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        let number = Number::decode(value)?.to_string();
        Self::from_str_exact(&number)
            .map_err(|_| DecodeError::new("a number (N) that fits `Decimal`", Found::Value(number)))
    }
}

impl Element for Decimal {
    type Yes = ();
}
