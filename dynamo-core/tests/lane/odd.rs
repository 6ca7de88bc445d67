//! Where the lane and the SDK's reader may differ about a reply that was mangled. No row is ever lost by it: the lane says that the reply is
//! broken, or it has not looked at something that nobody asks for.

use dynamo_core::value::{raw_elements, raw_members};
use serde_json::{Map, Value};

use crate::mutated::LARGE;

/// The types that DynamoDB has.
const TAGS: [&str; 10] = ["S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"];

/// Whether the lane may take a reply for broken that the SDK reads.
pub(crate) fn is_refused(body: &[u8]) -> bool {
    // The SDK reads `{}` in place of nothing.
    if body.is_empty() {
        return true;
    }
    // It lets numbers such as `012` pass, and does not look at the escapes of what it skips.
    let Ok(reply) = serde_json::from_slice::<Value>(body) else { return true };
    // Of a name that is there twice it takes the last, and of a value's types the one that is not `null`.
    repeats_a_name(body)
        // The lists and maps of DynamoDB nest 32 levels, each with two brackets. The SDK goes on.
        || depth(&reply) > 2 * 32
        // A type that DynamoDB does not have is a value to the SDK, as long as nobody reads it.
        || items(&reply).into_iter().flatten().any(|item| item.values().any(is_no_value))
}

fn repeats_a_name(json: &[u8]) -> bool {
    let mut names = Vec::new();
    for (name, value) in raw_members(json).into_iter().flatten().flatten() {
        if names.contains(&name) || repeats_a_name(value) {
            return true;
        }
        names.push(name);
    }
    raw_elements(json).into_iter().flatten().flatten().any(repeats_a_name)
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(values) => 1 + values.iter().map(depth).max().unwrap_or_default(),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

/// Whatever is an item, or a key, in a reply of any form.
fn items(reply: &Value) -> Vec<Option<&Map<String, Value>>> {
    let tables = |name: &str| reply.get(name).and_then(Value::as_object).into_iter().flat_map(Map::values);
    let ones = [reply.get("Item"), reply.get("LastEvaluatedKey")].into_iter().flatten();
    let found = list(reply.get("Responses")).filter_map(|response| response.get("Item"));
    let batch = tables("Responses").flat_map(|rows| list(Some(rows)));
    let left = tables("UnprocessedKeys").flat_map(|table| list(table.get("Keys")));
    let all = ones.chain(list(reply.get("Items"))).chain(found).chain(batch).chain(left);
    all.map(Value::as_object).collect()
}

/// Whether it is anything but one type and what is stored as it.
fn is_no_value(value: &Value) -> bool {
    let mut members = value.as_object().into_iter().flatten();
    match (members.next(), members.next()) {
        (Some((tag, stored)), None) if TAGS.contains(&&**tag) => match (&**tag, stored) {
            ("L", Value::Array(values)) => values.iter().any(is_no_value),
            ("M", Value::Object(values)) => values.values().any(is_no_value),
            _ => false,
        },
        _ => true,
    }
}

/// What of replies is read.
const READ: [&str; 11] = [
    "Item",
    "Items",
    "Responses",
    "things",
    "UnprocessedKeys",
    "Keys",
    "LastEvaluatedKey",
    "ScannedCount",
    "ConsumedCapacity",
    "CapacityUnits",
    "Table",
];
/// What of things is read, and as what.
const ATTRIBUTES: [(&str, &str); 8] = [
    ("id", "S"),
    ("n", "N"),
    ("ok", "BOOL"),
    ("tags", "SS"),
    ("bytes", "B"),
    ("parts", "L"),
    ("a", "N"),
    ("none", "S"),
];
/// What of replies is skipped, as long as it is JSON.
const SKIPPED: [&str; 3] = ["Count", "TableName", "ConsistentRead"];

/// The reply without what the lane does not look at; nothing where it is no JSON. Things are read attribute by attribute, items whole.
pub(crate) fn asked_for(body: &[u8], as_things: bool) -> Option<Vec<u8>> {
    // `serde_json` keeps no number that is larger than a float.
    let body = std::str::from_utf8(body).ok()?.replace(LARGE, "1");
    // To the SDK, what is `null` is the last word of what is there twice; to the lane it is not there.
    let body = READ.iter().fold(body, |body, name| body.replace(&format!(r#","{name}":null"#), ""));
    let mut reply: Value = serde_json::from_str(&body).ok()?;
    if as_things {
        if let Some(tables) = reply.get_mut("Responses").and_then(Value::as_object_mut) {
            tables.retain(|table, _| table == "things");
        }
        let of_things = |name: &str| ATTRIBUTES.iter().any(|(attribute, _)| *attribute == name);
        keep(&mut reply, &|name| READ.contains(&name) || TAGS.contains(&name) || of_things(name));
        unread(&mut reply);
    } else {
        keep(&mut reply, &|name| !SKIPPED.contains(&name));
    }
    Some(reply.to_string().into_bytes())
}

fn keep(value: &mut Value, is_kept: &dyn Fn(&str) -> bool) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| keep(value, is_kept)),
        Value::Object(members) => {
            members.retain(|name, _| is_kept(name));
            members.values_mut().for_each(|value| keep(value, is_kept));
        }
        _ => {}
    }
}

/// What is stored as another type than it is read as does not fit, whatever it holds.
fn unread(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(unread),
        Value::Object(members) => {
            for (name, value) in members {
                unread(value);
                if let Some((_, read_as)) = ATTRIBUTES.iter().find(|(attribute, _)| attribute == name) {
                    unfit(value, read_as);
                }
                if name == "parts"
                    && let Some(parts) = value.get_mut("L").and_then(Value::as_array_mut)
                {
                    parts.iter_mut().for_each(|part| unfit(part, "M"));
                }
            }
        }
        _ => {}
    }
}

fn unfit(value: &mut Value, read_as: &str) {
    let stored = value.as_object_mut().filter(|stored| stored.len() == 1).into_iter().flatten();
    stored.filter(|(tag, _)| *tag != read_as).for_each(|(tag, value)| *value = anything(tag));
}

/// Something that may be stored as this type.
fn anything(tag: &str) -> Value {
    match tag {
        "BOOL" | "NULL" => true.into(),
        "L" | "SS" | "NS" | "BS" => Value::Array(Vec::new()),
        "M" => Value::Object(Map::new()),
        _ => "".into(),
    }
}
