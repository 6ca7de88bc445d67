use std::rc::Rc;
use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{DecodeError, EncodeError};
use crate::expr::Scope;
use crate::schema::FieldShape;
use crate::value::{Attribute, Element, Given, Inside, JsonSink, Shape, Value};

/// Pointers are stored as what they point to.
macro_rules! pointers {
    ($($pointer:ident)*) => { $(
        impl<T: Attribute> Attribute for $pointer<T> {
            type Value = $pointer<T::Value>;
            type Own = <T::Own as Given<Self>>::Own;
            type Kind = T::Kind;
            type Key = T::Key;
            type Path<V: Attribute, S: Scope, C: Scope> = T::Path<V, S, C>;
            const SHAPE: Shape = T::SHAPE;
            const MEMBERS: &'static [FieldShape] = T::MEMBERS;

            fn inside() -> Inside {
                T::inside()
            }

            fn encode(value: &Self::Value) -> Result<Option<AttributeValue>, EncodeError> {
                T::encode(value)
            }

            fn write(value: &Self::Value, sink: &mut JsonSink) -> Result<(), EncodeError> {
                T::write(value, sink)
            }

            fn decode(value: Value<'_>) -> Result<Self::Value, DecodeError> {
                T::decode(value).map($pointer::new)
            }

            fn absent() -> Option<Self::Value> {
                T::absent().map($pointer::new)
            }
        }

        impl<T: Attribute> Element for $pointer<T> { type Yes = (); }
    )* };
}

pointers!(Box Rc Arc);
