use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{DecodeError, EncodeError};
use crate::value::{Attribute, Bytes, Element, Shape, Stored, Value, key_kind, kind};

impl Attribute for Bytes {
    attribute_types!(kind::Binary, key_kind::BinaryKey, Shape::required(Stored::B));

    fn encode(value: &Self) -> Result<Option<AttributeValue>, EncodeError> {
        Ok(Some(AttributeValue::B(Blob::new(value.to_vec()))))
    }

    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        value.binary().map(|bytes| Self::from(bytes.into_owned()))
    }
}

impl Element for Bytes {
    type Yes = ();
}
