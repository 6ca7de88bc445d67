//! Members of requests that are written as JSON.

use crate::request::Placeholders;
use crate::value::{write_item, write_string};

/// A member that is text.
pub(super) fn text(out: &mut Vec<u8>, name: &str, text: &str) {
    next(out, name);
    write_string(out, text);
}

/// The name of a member, behind those that are there.
pub(super) fn next(out: &mut Vec<u8>, name: &str) {
    if out.last() != Some(&b'{') {
        out.push(b',');
    }
    write_string(out, name);
    out.push(b':');
}

/// A condition, whose refusal is to bring the item that is there, and what the placeholders of all expressions stand for.
pub(super) fn condition(out: &mut Vec<u8>, condition: Option<&str>, placeholders: Placeholders) {
    if let Some(condition) = condition {
        text(out, "ConditionExpression", condition);
        text(out, "ReturnValuesOnConditionCheckFailure", "ALL_OLD");
    }
    let (names, values) = placeholders.into_parts();
    if !names.is_empty() {
        next(out, "ExpressionAttributeNames");
        out.push(b'{');
        names.iter().for_each(|(placeholder, name)| text(out, placeholder, name));
        out.push(b'}');
    }
    if !values.is_empty() {
        next(out, "ExpressionAttributeValues");
        write_item(out, values.iter().map(|(placeholder, value)| (&**placeholder, value)));
    }
}
