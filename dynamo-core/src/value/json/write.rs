use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::base64;
use super::escape::write_string;
use crate::value::source::Tag;
use crate::value::{Item, Number};

/// An item as DynamoDB JSON: `{"name":{"S":"x"}}`.
///
/// ```
/// # use dynamo_core::value::{Item, to_dynamo_json};
/// # use aws_sdk_dynamodb::types::AttributeValue;
/// let item = Item::from([("n".to_owned(), AttributeValue::N("1".into()))]);
/// assert_eq!(to_dynamo_json(&item), br#"{"n":{"N":"1"}}"#);
/// ```
#[must_use]
pub fn to_dynamo_json(item: &Item) -> Vec<u8> {
    let mut out = Vec::new();
    write_item(&mut out, pairs(item));
    out
}

/// An item as plain JSON, for people and for SQL; how is said at the top of the [module](crate::value::json).
///
/// ```
/// # use dynamo_core::value::{Item, to_plain_json};
/// # use aws_sdk_dynamodb::types::AttributeValue;
/// let item = Item::from([("tags".to_owned(), AttributeValue::Ss(vec!["a".into()]))]);
/// assert_eq!(to_plain_json(&item), br#"{"tags":{"$SS":["a"]}}"#);
/// ```
#[must_use]
pub fn to_plain_json(item: &Item) -> Vec<u8> {
    let mut out = Vec::new();
    object(&mut out, pairs(item), plain_value);
    out
}

/// Appends an item as DynamoDB JSON.
pub(crate) fn write_item<'m>(out: &mut Vec<u8>, members: impl IntoIterator<Item = (&'m str, &'m AttributeValue)>) {
    object(out, members, dynamo_value);
}

fn pairs(members: &HashMap<String, AttributeValue>) -> impl Iterator<Item = (&str, &AttributeValue)> {
    members.iter().map(|(name, value)| (&**name, value))
}

type Write = fn(&mut Vec<u8>, &AttributeValue);

fn object<'m>(out: &mut Vec<u8>, members: impl IntoIterator<Item = (&'m str, &'m AttributeValue)>, write: Write) {
    out.push(b'{');
    for (index, (name, value)) in members.into_iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write_string(out, name);
        out.push(b':');
        write(out, value);
    }
    out.push(b'}');
}

fn array<'v, T: 'v>(out: &mut Vec<u8>, elements: impl IntoIterator<Item = &'v T>, write: impl Fn(&mut Vec<u8>, &'v T)) {
    out.push(b'[');
    for (index, element) in elements.into_iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write(out, element);
    }
    out.push(b']');
}

/// `{"tag":…}`
fn tagged(out: &mut Vec<u8>, tag: &str, write: impl FnOnce(&mut Vec<u8>)) {
    out.extend(b"{\"");
    out.extend(tag.as_bytes());
    out.extend(b"\":");
    write(out);
    out.push(b'}');
}

fn bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    write_string(out, &base64::encode(bytes));
}

fn boolean(out: &mut Vec<u8>, value: bool) {
    out.extend(if value { &b"true"[..] } else { b"false" });
}

pub(super) fn dynamo_value(out: &mut Vec<u8>, value: &AttributeValue) {
    use AttributeValue as A;
    let tag = Tag::of(value).map_or("UNKNOWN", Tag::name);
    tagged(out, tag, |out| match value {
        A::S(value) | A::N(value) => write_string(out, value),
        A::B(value) => bytes(out, value.as_ref()),
        A::Bool(value) | A::Null(value) => boolean(out, *value),
        A::Ss(values) | A::Ns(values) => array(out, values, |out, value| write_string(out, value)),
        A::Bs(values) => array(out, values, |out, value| bytes(out, value.as_ref())),
        A::L(values) => array(out, values, dynamo_value),
        A::M(values) => write_item(out, pairs(values)),
        // A type that DynamoDB may add one day: this version of the SDK does not hold its value, and no engine knows this tag.
        _ => boolean(out, true),
    });
}

fn plain_value(out: &mut Vec<u8>, value: &AttributeValue) {
    use AttributeValue as A;
    match value {
        A::S(value) => write_string(out, value),
        A::N(value) => plain_number(out, value),
        A::B(value) => tagged(out, "$B", |out| bytes(out, value.as_ref())),
        A::Bool(value) => boolean(out, *value),
        A::Ss(values) => tagged(out, "$SS", |out| array(out, values, |out, value| write_string(out, value))),
        A::Ns(values) => tagged(out, "$NS", |out| array(out, values, |out, value| plain_set_number(out, value))),
        A::Bs(values) => tagged(out, "$BS", |out| array(out, values, |out, value| bytes(out, value.as_ref()))),
        A::L(values) => array(out, values, plain_value),
        A::M(values) if values.keys().any(|name| Tag::of_plain(name).is_some()) => {
            tagged(out, "$M", |out| object(out, pairs(values), plain_value));
        }
        A::M(values) => object(out, pairs(values), plain_value),
        _ => out.extend(b"null"),
    }
}

/// Numbers are written in one form, so that SQL and people see `1` where `1.00` was put, as DynamoDB returns it.
fn plain_number(out: &mut Vec<u8>, value: &str) {
    match value.parse::<Number>() {
        Ok(number) => out.extend(number.to_string().as_bytes()),
        Err(_) => tagged(out, "$N", |out| write_string(out, value)),
    }
}

fn plain_set_number(out: &mut Vec<u8>, value: &str) {
    match value.parse::<Number>() {
        Ok(number) => out.extend(number.to_string().as_bytes()),
        Err(_) => write_string(out, value),
    }
}
