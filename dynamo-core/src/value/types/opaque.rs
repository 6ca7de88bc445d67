//! Values whose stored type is known at run time only.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{DecodeError, EncodeError};
use crate::value::size::check_known;
use crate::value::{Attribute, Element, JsonSink, Shape, Stored, Value, kind};

impl Attribute for AttributeValue {
    attribute_types!(kind::Opaque, kind::Opaque, Shape::required(Stored::Any));

    fn encode(value: &Self) -> Result<Option<AttributeValue>, EncodeError> {
        check_known(value)?;
        Ok(Some(value.clone()))
    }

    fn write(value: &Self, sink: &mut JsonSink) -> Result<(), EncodeError> {
        sink.value(value);
        Ok(())
    }

    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        value.into_attribute_value()
    }
}

impl Element for AttributeValue {
    type Yes = ();
}

#[cfg(feature = "serde-json")]
mod json {
    use super::{Attribute, AttributeValue, DecodeError, Element, EncodeError, Shape, Stored, Value, kind};
    use crate::value::style::{As, Serde};

    impl Attribute for serde_json::Value {
        attribute_types!(kind::Opaque, kind::Opaque, Shape::required(Stored::Any));

        fn encode(value: &Self) -> Result<Option<AttributeValue>, EncodeError> {
            As::<Self, Serde>::encode(value)
        }

        fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
            As::<Self, Serde>::decode(value)
        }
    }

    impl Element for serde_json::Value {
        type Yes = ();
    }
}
