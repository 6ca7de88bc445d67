use crate::error::{EncodeError, Unstorable};
use crate::request::Operand;
use crate::value::{Attribute, IntoValue};

use super::{Path, Scope};

/// The other side of an operator on an attribute of type `V`: a value, or another attribute stored alike.
#[diagnostic::on_unimplemented(
    message = "expected a value for an attribute of type `{V}`, found `{Self}`",
    label = "not a value for an attribute of type `{V}`",
    note = "an `Option` fits an optional attribute only; there, `set_opt` sets it or removes it"
)]
pub trait IntoOperand<V: Attribute, S> {
    /// The plain operand; `None` for the `None` of an optional attribute.
    ///
    /// # Errors
    /// When the value cannot be stored.
    fn into_operand(self) -> Result<Option<Operand>, EncodeError>;
}

impl<V: Attribute, S, R: IntoValue<V>> IntoOperand<V, S> for R {
    fn into_operand(self) -> Result<Option<Operand>, EncodeError> {
        Ok(self.into_value()?.map(Operand::Value))
    }
}

impl<V, W, S, P> IntoOperand<V, S> for Path<W, P>
where
    V: Attribute<Kind = W::Kind>,
    W: Attribute,
    P: Scope<Base = S>,
{
    fn into_operand(self) -> Result<Option<Operand>, EncodeError> {
        Ok(Some(Operand::Path(self.into_document_path())))
    }
}

/// The operand of an operator that has no meaning for `None`.
pub(super) fn needed<V: Attribute, S>(value: impl IntoOperand<V, S>) -> Result<Operand, EncodeError> {
    value.into_operand()?.ok_or_else(|| EncodeError::new(Unstorable::Missing))
}
