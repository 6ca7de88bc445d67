use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{DecodeError, EncodeError};
use crate::value::{Attribute, Element, Shape, Stored, Value, kind};

impl Attribute for bool {
    attribute_types!(kind::Boolean, kind::Boolean, Shape::required(Stored::Bool));

    fn encode(value: &Self) -> Result<Option<AttributeValue>, EncodeError> {
        Ok(Some(AttributeValue::Bool(*value)))
    }

    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        value.boolean()
    }
}

impl Element for bool {
    type Yes = ();
}
