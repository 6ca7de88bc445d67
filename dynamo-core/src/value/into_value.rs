use aws_sdk_dynamodb::types::AttributeValue;

use super::Attribute;
use crate::error::EncodeError;

/// Rust values that can stand for an attribute of type `V`: itself, a reference, `&str` for text, the inner value of an
/// optional attribute.
#[diagnostic::on_unimplemented(
    message = "expected a value for an attribute of type `{V}`, found `{Self}`",
    label = "not a value for an attribute of type `{V}`",
    note = "an `Option` fits an optional attribute only; there, `set_opt` sets it or removes it"
)]
pub trait IntoValue<V: Attribute> {
    /// The attribute value; `None` for an absent one.
    ///
    /// # Errors
    /// When DynamoDB has no value for it.
    fn into_value(self) -> Result<Option<AttributeValue>, EncodeError>;
}

impl<T: Attribute<Value = T>> IntoValue<T> for T {
    fn into_value(self) -> Result<Option<AttributeValue>, EncodeError> {
        T::encode(&self)
    }
}

impl<T: Attribute<Value = T>> IntoValue<T> for &T {
    fn into_value(self) -> Result<Option<AttributeValue>, EncodeError> {
        T::encode(self)
    }
}

impl<T: Attribute<Value = T>> IntoValue<Option<T>> for T
where
    Option<T>: Attribute,
{
    fn into_value(self) -> Result<Option<AttributeValue>, EncodeError> {
        T::encode(&self)
    }
}

impl<T: Attribute<Value = T>> IntoValue<Option<T>> for &T
where
    Option<T>: Attribute,
{
    fn into_value(self) -> Result<Option<AttributeValue>, EncodeError> {
        T::encode(self)
    }
}

impl IntoValue<String> for &str {
    fn into_value(self) -> Result<Option<AttributeValue>, EncodeError> {
        Ok(Some(AttributeValue::S(self.to_owned())))
    }
}

impl IntoValue<Option<String>> for &str {
    fn into_value(self) -> Result<Option<AttributeValue>, EncodeError> {
        Ok(Some(AttributeValue::S(self.to_owned())))
    }
}
