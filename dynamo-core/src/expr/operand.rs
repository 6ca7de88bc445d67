use aws_sdk_dynamodb::types::AttributeValue;

use super::{Path, Scope};
use crate::error::{EncodeError, Unstorable};
use crate::request::{Operand, Source};
use crate::value::Attribute;
use crate::value::kind::SameKind;

/// The other side of an operator on an attribute of type `V`: a value, another attribute, and in a `set` also a sum or
/// a difference.
///
/// Implement it for a type of your own that can stand for an attribute's value, for every `S`.
#[diagnostic::on_unimplemented(
    message = "expected a value for an attribute of type `{V}`, found `{Self}`",
    label = "not a value for an attribute of type `{V}`",
    note = "an `Option` fits an optional attribute only; there, `set_opt` sets it or removes it"
)]
pub trait IntoOperand<V, S> {
    /// What is compared with or set; `None` for the `None` of an optional attribute.
    ///
    /// # Errors
    /// When the value cannot be stored.
    fn into_operand(self) -> Result<Option<Source>, EncodeError>;
}

/// A value for an attribute of type `V`, where no other attribute can stand: in keys, in lists and sets.
#[diagnostic::on_unimplemented(
    message = "expected a value for an attribute of type `{V}`, found `{Self}`",
    label = "not a value for an attribute of type `{V}`"
)]
pub trait IntoValue<V>: IntoOperand<V, Values> {
    /// The attribute value; `None` for an absent one.
    ///
    /// # Errors
    /// When DynamoDB has no value for it.
    fn into_value(self) -> Result<Option<AttributeValue>, EncodeError>;
}

/// The place of an operand that can only be a value.
pub enum Values {}

/// The place of an operand in a `set`, in scope `S`.
pub struct Assigned<S>(std::marker::PhantomData<S>);

impl<V: Attribute, R: IntoOperand<V, Values>> IntoValue<V> for R {
    fn into_value(self) -> Result<Option<AttributeValue>, EncodeError> {
        match self.into_operand()? {
            None => Ok(None),
            Some(Source::Value(value)) => Ok(Some(value)),
            Some(_) => Err(misplaced()),
        }
    }
}

/// Attribute types whose values can be compared: those of one kind.
#[diagnostic::on_unimplemented(
    message = "expected a value for an attribute of type `{Self}`, found an attribute of type `{W}`",
    label = "stored as another kind",
    note = "attributes are compared with attributes that are stored in the same way"
)]
pub trait Comparable<W> {}

#[diagnostic::do_not_recommend]
impl<V: Attribute<Kind: SameKind<W::Kind>>, W: Attribute> Comparable<W> for V {}

impl<V, W, S, P> IntoOperand<V, S> for Path<W, P>
where
    V: Attribute + Comparable<W>,
    W: Attribute,
    S: Scope,
    P: Scope<Base = S>,
{
    fn into_operand(self) -> Result<Option<Source>, EncodeError> {
        Ok(Some(Source::Path(self.into_document_path())))
    }
}

impl<V: Attribute, S: Scope, P: Scope<Base = S>> IntoOperand<V, Assigned<S>> for Path<V, P> {
    fn into_operand(self) -> Result<Option<Source>, EncodeError> {
        Ok(Some(Source::Path(self.into_document_path())))
    }
}

/// The operand of a comparison, if it is not `None`.
pub(super) fn optional<V: Attribute, S>(value: impl IntoOperand<V, S>) -> Result<Option<Operand>, EncodeError> {
    match value.into_operand()? {
        None => Ok(None),
        Some(Source::Value(value)) => Ok(Some(Operand::Value(value))),
        Some(Source::Path(path)) => Ok(Some(Operand::Path(path))),
        Some(_) => Err(misplaced()),
    }
}

/// The operand of a comparison that has no meaning for `None`.
pub(super) fn needed<V: Attribute, S>(value: impl IntoOperand<V, S>) -> Result<Operand, EncodeError> {
    match optional(value)? {
        None | Some(Operand::Value(AttributeValue::Null(_))) => Err(EncodeError::new(Unstorable::Missing)),
        Some(operand) => Ok(operand),
    }
}

/// The types keep arithmetic out of conditions; a hand-written implementation could still give it.
fn misplaced() -> EncodeError {
    EncodeError::other("a value is needed here, not an expression")
}
