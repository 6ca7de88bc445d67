//! Plain data, in few words.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::request::{DocumentPath, Operand};
use dynamo_core::value::Item;

pub(crate) fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

pub(crate) fn n(number: impl ToString) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

pub(crate) fn b(bytes: &[u8]) -> AttributeValue {
    AttributeValue::B(Blob::new(bytes))
}

pub(crate) fn list<const N: usize>(elements: [AttributeValue; N]) -> AttributeValue {
    AttributeValue::L(elements.into())
}

pub(crate) fn map<const N: usize>(members: [(&str, AttributeValue); N]) -> AttributeValue {
    AttributeValue::M(item(members))
}

pub(crate) fn item<const N: usize>(attributes: [(&str, AttributeValue); N]) -> Item {
    attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

pub(crate) fn path(text: &str) -> DocumentPath {
    DocumentPath::parse(text).unwrap()
}

/// The operand that is an attribute.
pub(crate) fn at(text: &str) -> Operand {
    Operand::Path(path(text))
}

/// The operand that is a value.
pub(crate) fn value(value: AttributeValue) -> Operand {
    Operand::Value(value)
}
