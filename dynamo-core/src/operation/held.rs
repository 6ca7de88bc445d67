//! Whether an index holds what a read names. The types see to it, except for names that are known only at run time.

use crate::error::{Error, Result};
use crate::request::{Condition, DocumentPath, Projection};
use crate::schema::{IndexSchema, KeyAttribute, Projected, Schema};
use crate::table::{DynamoTable, Source};

/// Refuses what the index does not hold. What a local index lacks DynamoDB fetches from the table, but not for a filter.
pub(super) fn check<Ix: Source>(filter: Option<&Condition>, projection: Option<&Projection>) -> Result<()> {
    let Some(index) = Ix::index() else { return Ok(()) };
    let Some(held) = held(Ix::Table::SCHEMA, index) else { return Ok(()) };
    let asked = projection.filter(|_| !index.local).map_or(&[][..], Projection::paths);
    let missing = named(filter).into_iter().chain(asked.iter().map(name)).find(|name| !held.contains(&name.as_str()));
    match missing {
        None => Ok(()),
        Some(name) => Err(Error::invalid_request(format!(
            "attribute `{name}` is not projected into index `{}` (\"{}\"), which holds {}",
            index.accessor,
            index.name,
            held.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        ))),
    }
}

/// Refuses a filter on the keys of what is queried.
pub(super) fn check_no_keys<Ix: Source>(filter: Option<&Condition>) -> Result<()> {
    let schema = Ix::Table::SCHEMA;
    let is_key = |name: &String| match Ix::index() {
        None => std::iter::once(&schema.pk).chain(&schema.sk).any(|key| key.name == name),
        Some(index) => index.pk.iter().chain(index.sk).any(|key| key.name == name),
    };
    match named(filter).into_iter().find(is_key) {
        None => Ok(()),
        Some(name) => Err(Error::invalid_request(format!(
            "attribute `{name}` is a key of what is queried, and DynamoDB rejects key attributes in a query's filter; \
             narrow the query with `.sk(..)` instead"
        ))),
    }
}

/// The attributes of a narrow index; `None` when it holds everything.
fn held(schema: &Schema, index: &IndexSchema) -> Option<Vec<&'static str>> {
    let included = match index.projected {
        Projected::All => return None,
        Projected::KeysOnly => &[],
        Projected::Include(names) => names,
    };
    let name = |key: &KeyAttribute| key.name;
    let own = std::iter::once(&schema.pk).chain(&schema.sk).chain(index.pk).chain(index.sk).map(name);
    let mut held = Vec::new();
    for name in own.chain(included.iter().copied()) {
        if !held.contains(&name) {
            held.push(name);
        }
    }
    Some(held)
}

/// The attributes that a filter names.
fn named(filter: Option<&Condition>) -> Vec<String> {
    let mut names = Vec::new();
    if let Some(filter) = filter {
        filter.for_each_path(&mut |path| names.push(name(path)));
    }
    names
}

fn name(path: &DocumentPath) -> String {
    path.attribute().to_owned()
}
