use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

use super::Never;
use crate::error::{DecodeError, EncodeError};
use crate::expr::Scope;
use crate::schema::FieldShape;
use crate::value::{Attribute, Element, Given, Inside, Removable, Shape, Value};

/// `#[dynamo(null)]`: an absent value is written as `NULL` instead of being left out.
pub struct Nullable<A>(PhantomData<fn() -> A>);

/// Attribute types that `#[dynamo(null)]` is for.
#[diagnostic::on_unimplemented(
    message = "`null` needs an `Option`, and this is `{Self}`",
    label = "is never absent",
    note = "`#[dynamo(null)]` writes `None` as NULL; declare the field as an `Option`, or remove `null`"
)]
pub trait Optional<M = Null> {
    /// See [`Given`].
    #[doc(hidden)]
    type Yes;
}
/// `#[dynamo(null)]`, as a marker.
pub enum Null {}
#[diagnostic::do_not_recommend]
impl<T: Removable> Optional<Null> for T {
    type Yes = ();
}
#[allow(private_bounds, reason = "nothing has it")]
#[diagnostic::do_not_recommend]
impl<T: Removable, M: Never> Optional<M> for T {
    type Yes = ();
}

impl<A: Attribute<Own: Optional>> Attribute for Nullable<A> {
    type Value = A::Value;
    type Own = <A::Own as Given<<<A::Own as Optional>::Yes as Given<Self>>::Own>>::Own;
    type Kind = A::Kind;
    type Key = A::Key;
    type Path<V: Attribute, S: Scope, C: Scope> = A::Path<V, S, C>;
    const SHAPE: Shape = A::SHAPE;
    const MEMBERS: &'static [FieldShape] = A::MEMBERS;

    fn inside() -> Inside {
        A::inside()
    }

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

impl<A: Attribute> Element for Nullable<A> {
    type Yes = ();
}
