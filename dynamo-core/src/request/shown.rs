//! Requests as they are printed: without the values of sensitive attributes.

use std::collections::BTreeMap;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{
    Action, Change, Condition, Delete, DocumentPath, Get, KeyCondition, Operand, Put, Query, Request, Source, Update, Write,
};
use crate::key::SortRange;
use crate::schema::Schema;
use crate::value::Item;

/// The fields of a request, in order; those behind `=>` go through the function of that name.
macro_rules! shown {
    ($($request:ident { $($field:ident $(=> $shown:ident)?),* $(,)? })*) => { $(
        impl fmt::Debug for $request {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($request))
                    $(.field(stringify!($field), &shown!(@ self, $field $(, $shown)?)))*
                    .finish()
            }
        }
    )* };
    (@ $request:ident, $field:ident) => { $request.$field };
    (@ $request:ident, $field:ident, $shown:ident) => { $shown($request.schema, &$request.$field) };
}

shown! {
    Get { schema, table, key => attributes, projection, consistent, metered }
    Put { schema, table, item => item, presence, version, condition => condition, metered }
    Update { schema, table, key => attributes, actions => actions, presence, version, condition => condition, metered }
    Delete { schema, table, key => attributes, version, condition => condition, metered }
    Query {
        schema, table, index, keys => keys, filter => condition, projection, descending, consistent, page_size,
        metered,
    }
}

impl fmt::Debug for Write {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Put { schema, table, item: put } => {
                f.debug_struct("Put").field("table", table).field("item", &item(schema, put)).finish()
            }
            Self::Delete { table, schema, key } => {
                f.debug_struct("Delete").field("table", table).field("key", &attributes(schema, key)).finish()
            }
        }
    }
}

impl Request {
    /// The same request, without the values of sensitive attributes: for people, not for an engine.
    #[must_use]
    pub fn redacted(mut self) -> Self {
        match &mut self {
            Self::Get(get) => get.key = attributes(get.schema, &get.key),
            Self::Put(put) => {
                put.item = item(put.schema, &put.item).into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
                put.condition = condition(put.schema, &put.condition);
            }
            Self::Update(update) => {
                update.key = attributes(update.schema, &update.key);
                update.actions = actions(update.schema, &update.actions);
                update.condition = condition(update.schema, &update.condition);
            }
            Self::Delete(delete) => {
                delete.key = attributes(delete.schema, &delete.key);
                delete.condition = condition(delete.schema, &delete.condition);
            }
            Self::Query(query) => {
                query.keys = keys(query.schema, &query.keys);
                query.filter = condition(query.schema, &query.filter);
            }
            Self::CreateTable(_) | Self::DescribeTable(_) | Self::SetTtl(_) => {}
        }
        self
    }
}

fn hidden() -> AttributeValue {
    AttributeValue::S("<redacted>".to_owned())
}

fn attribute(schema: &Schema, name: &str, value: &AttributeValue) -> AttributeValue {
    if schema.is_sensitive(name) { hidden() } else { value.clone() }
}

/// In the order of their names, so that equal items print equally.
fn item<'i>(schema: &Schema, item: &'i Item) -> BTreeMap<&'i str, AttributeValue> {
    item.iter().map(|(name, value)| (name.as_str(), attribute(schema, name, value))).collect()
}

fn attributes(schema: &Schema, attributes: &[(&'static str, AttributeValue)]) -> Vec<(&'static str, AttributeValue)> {
    attributes.iter().map(|(name, value)| (*name, attribute(schema, name, value))).collect()
}

fn keys(schema: &Schema, keys: &[KeyCondition]) -> Vec<KeyCondition> {
    let mut keys = keys.to_vec();
    for key in keys.iter_mut().filter(|key| schema.is_sensitive(key.attribute)) {
        match &mut key.range {
            SortRange::All | SortRange::Nothing => {}
            SortRange::Between(low, high) => (*low, *high) = (hidden(), hidden()),
            SortRange::Equal(bound)
            | SortRange::BeginsWith(bound)
            | SortRange::Lt(bound)
            | SortRange::Le(bound)
            | SortRange::Gt(bound)
            | SortRange::Ge(bound) => *bound = hidden(),
        }
    }
    keys
}

fn condition(schema: &Schema, condition: &Option<Condition>) -> Option<Condition> {
    let mut shown = condition.clone();
    shown.iter_mut().for_each(|condition| hide(schema, condition));
    shown
}

/// Hides what is compared with a sensitive attribute.
fn hide(schema: &Schema, condition: &mut Condition) {
    let secret = |path: &DocumentPath| schema.is_sensitive(path.attribute());
    let (hides, mut operands): (bool, Vec<&mut Operand>) = match condition {
        Condition::Compare(_, left, right) => (false, vec![left, right]),
        Condition::Between(operand, low, high) => (false, vec![operand, low, high]),
        Condition::OneOf(operand, values) => (false, std::iter::once(operand).chain(values).collect()),
        Condition::BeginsWith(path, operand) | Condition::Contains(path, operand) => (secret(path), vec![operand]),
        Condition::Exists(_) | Condition::NotExists(_) | Condition::IsType(..) => return,
        Condition::And(parts) | Condition::Or(parts) => {
            return parts.iter_mut().for_each(|part| hide(schema, part));
        }
        Condition::Not(inner) => return hide(schema, inner),
    };
    if hides || operands.iter().filter_map(|operand| operand.path()).any(secret) {
        operands.iter_mut().for_each(|operand| {
            if let Operand::Value(value) = operand {
                *value = hidden();
            }
        });
    }
}

fn actions(schema: &Schema, actions: &[Action]) -> Vec<Action> {
    let mut actions = actions.to_vec();
    for action in actions.iter_mut().filter(|action| schema.is_sensitive(action.path.attribute())) {
        match &mut action.change {
            Change::Set(source) => hide_source(source),
            Change::Insert(value) | Change::Delete(value) => *value = hidden(),
            Change::Remove => {}
        }
    }
    actions
}

fn hide_source(source: &mut Source) {
    match source {
        Source::Value(value) => *value = hidden(),
        Source::Path(_) => {}
        Source::IfAbsent(_, inner) => hide_source(inner),
        Source::Sum(left, right) | Source::Difference(left, right) | Source::Joined(left, right) => {
            hide_source(left);
            hide_source(right);
        }
    }
}
