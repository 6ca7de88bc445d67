use crate::error::{Error, Result};
use crate::request::{Action, Change, DocumentPath, Source};
use crate::schema::{Schema, Written};
use crate::table::{DynamoTable, Key, Table};
use crate::value::Item;

/// What turns one state of an item into the other, and the other state.
///
/// # Errors
/// When a value cannot be stored, or one of the two is another item.
pub(super) fn actions<T: DynamoTable>(schema: &Schema, key: &Key<T>, old: &T, new: &T) -> Result<(Vec<Action>, Item)> {
    if old.primary_key() != *key || new.primary_key() != *key {
        let reason = "a key cannot be changed: both states must be of the item under this key; put the new one, and delete the old";
        return Err(Error::invalid_request(reason));
    }
    let (mut before, after) = (old.written_fields()?, new.written_fields()?);
    let is_stamp = |name: &str| {
        schema.timestamps.iter().any(|timestamp| timestamp.written == Written::Always && timestamp.attribute == name)
    };
    let ours = |name: &str| {
        let schema_version = schema.schema_version.is_some_and(|version| version.attribute == name);
        schema.version == Some(name) || schema_version || is_stamp(name)
    };
    let mut actions = Vec::new();
    for (name, value) in &after {
        if before.remove(name).as_ref() != Some(value) && !ours(name) {
            let change = Change::Set(Source::Value(value.clone()));
            actions.push(Action::new(DocumentPath::root(name.clone()), change));
        }
    }
    let gone = before.into_keys().filter(|name| !ours(name));
    actions.extend(gone.map(|name| Action::new(DocumentPath::root(name), Change::Remove)));
    actions.sort_by(|one, other| one.path.attribute().cmp(other.path.attribute()));
    Ok((actions, after))
}
