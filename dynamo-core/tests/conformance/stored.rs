//! Stored data in few words, and in one form for all engines.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::table::DynamoTable;
use dynamo_core::value::{Item, Number};

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

pub(crate) fn texts<const N: usize>(elements: [&str; N]) -> AttributeValue {
    AttributeValue::Ss(elements.map(str::to_owned).into())
}

pub(crate) fn numbers<const N: usize>(elements: [&str; N]) -> AttributeValue {
    AttributeValue::Ns(elements.map(str::to_owned).into())
}

pub(crate) fn item<const N: usize>(attributes: [(&str, AttributeValue); N]) -> Item {
    attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The item's key attributes alone.
pub(crate) fn key_of<T: DynamoTable>(item: &Item) -> Item {
    let keys = std::iter::once(&T::SCHEMA.pk).chain(&T::SCHEMA.sk);
    keys.map(|key| (key.name.to_owned(), item[key.name].clone())).collect()
}

/// Numbers in full and sets in order: an engine may hand both back otherwise.
pub(crate) fn normal(item: Item) -> Item {
    item.into_iter().map(|(name, value)| (name, normal_value(value))).collect()
}

pub(crate) fn normal_value(value: AttributeValue) -> AttributeValue {
    match value {
        AttributeValue::N(number) => AttributeValue::N(in_full(&number)),
        AttributeValue::Ss(texts) => AttributeValue::Ss(sorted(texts)),
        AttributeValue::Ns(numbers) => {
            AttributeValue::Ns(sorted(numbers.iter().map(|number| in_full(number)).collect()))
        }
        AttributeValue::Bs(mut blobs) => {
            blobs.sort_by(|left, right| left.as_ref().cmp(right.as_ref()));
            AttributeValue::Bs(blobs)
        }
        AttributeValue::L(elements) => AttributeValue::L(elements.into_iter().map(normal_value).collect()),
        AttributeValue::M(members) => AttributeValue::M(normal(members)),
        other => other,
    }
}

fn in_full(number: &str) -> String {
    number.parse::<Number>().expect("a stored number").to_string()
}

fn sorted(mut texts: Vec<String>) -> Vec<String> {
    texts.sort();
    texts
}
