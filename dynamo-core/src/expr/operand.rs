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
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// use dynamo_core::error::EncodeError;
/// use dynamo_core::expr::IntoOperand;
/// use dynamo_core::request::Source;
///
/// struct Euros(u64);
///
/// impl<S> IntoOperand<u64, S> for Euros {
///     fn into_operand(self) -> std::result::Result<Option<Source>, EncodeError> {
///         IntoOperand::<u64, S>::into_operand(self.0 * 100)
///     }
/// }
///
/// let scan = Db::offline().scan::<Order>().filter(|o| o.total().gt(Euros(5)));
/// assert!(scan.explain()?.to_string().contains("500"));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
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
///
/// ```
/// # use dynamo_core::prelude::*;
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::expr::IntoValue;
///
/// // Whatever is an operand is a value, where no other attribute can stand.
/// fn stored(value: impl IntoValue<String>) -> Result<Option<AttributeValue>> {
///     Ok(value.into_value()?)
/// }
///
/// assert_eq!(stored("a")?, stored("a".to_owned())?);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
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
