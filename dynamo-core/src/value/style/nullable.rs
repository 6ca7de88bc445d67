use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{DecodeError, EncodeError};
use crate::expr::Scope;
use crate::schema::FieldShape;
use crate::value::{Attribute, Element, Shape, Value};

/// `#[dynamo(null)]`: an absent value is written as `NULL` instead of being left out.
pub struct Nullable<A>(PhantomData<fn() -> A>);

impl<A: Attribute> Attribute for Nullable<A> {
    type Value = A::Value;
    type Kind = A::Kind;
    type Key = A::Key;
    type Path<V: Attribute, S: Scope, C: Scope> = A::Path<V, S, C>;
    const SHAPE: Shape = A::SHAPE;
    const MEMBERS: &'static [FieldShape] = A::MEMBERS;

    fn encode(value: &A::Value) -> Result<Option<AttributeValue>, EncodeError> {
        Ok(Some(A::encode(value)?.unwrap_or(AttributeValue::Null(true))))
    }

    fn decode(value: Value<'_>) -> Result<A::Value, DecodeError> {
        A::decode(value)
    }

    fn absent() -> Option<A::Value> {
        A::absent()
    }
}

impl<A: Attribute> Element for Nullable<A> {}
