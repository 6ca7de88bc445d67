//! Attribute values: how Rust types are written, read and used in keys.

mod attribute;
mod into_value;
mod shape;

pub mod key_kind;
pub mod kind;

pub use attribute::{Attribute, Element};
pub use into_value::IntoValue;
pub use shape::{Shape, Stored};

/// x
pub struct Value<'a>(&'a ());

impl<T: Attribute> Attribute for Option<T> {
    type Value = Option<T::Value>;
    type Kind = T::Kind;
    type Key = key_kind::OptionalKey<T::Key>;
    type Path<V: Attribute, S: crate::expr::Scope, C: crate::expr::Scope> = T::Path<V, S, crate::expr::Maybe<C>>;
    const SHAPE: Shape = Shape::optional(T::SHAPE.stored);
    const MEMBERS: &'static [crate::schema::FieldShape] = T::MEMBERS;

    fn encode(value: &Self::Value) -> Result<Option<aws_sdk_dynamodb::types::AttributeValue>, crate::error::EncodeError> {
        value.as_ref().map_or(Ok(None), T::encode)
    }
    fn decode(value: Value<'_>) -> Result<Self::Value, crate::error::DecodeError> {
        T::decode(value).map(Some)
    }
    fn absent() -> Option<Self::Value> {
        Some(None)
    }
}

impl Attribute for String {
    type Value = String;
    type Kind = kind::Text;
    type Key = key_kind::TextKey;
    type Path<V: Attribute, S: crate::expr::Scope, C: crate::expr::Scope> = crate::expr::Path<V, S>;
    const SHAPE: Shape = Shape::required(Stored::S);
    fn encode(value: &Self::Value) -> Result<Option<aws_sdk_dynamodb::types::AttributeValue>, crate::error::EncodeError> {
        Ok(Some(aws_sdk_dynamodb::types::AttributeValue::S(value.clone())))
    }
    fn decode(_: Value<'_>) -> Result<Self::Value, crate::error::DecodeError> {
        todo!()
    }
}
