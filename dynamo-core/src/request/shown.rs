//! Requests as they are printed: without the values of sensitive attributes.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{
    Action, Change, Check, Condition, Delete, DocumentPath, Get, KeyAttributes, KeyCondition, Operand, Projection, Put,
    Query, Request, Source, TableKeys, TransactOperation, Update, Write,
};
use crate::key::SortRange;
use crate::schema::Schema;
use crate::value::{EncodedItem, Inside, Item, REDACTED};

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
    Get { schema, table, key => attributes, projection => projection, consistent, metered }
    Put { schema, table, item => item, presence, now, version, condition => condition, returning, metered }
    Update { schema, table, key => attributes, actions => actions, presence, now, version, condition => condition, returning, metered }
    Delete { schema, table, key => attributes, version, condition => condition, returning, metered }
    TableKeys { schema, table, keys => many, projection => projection, consistent }
    Check { schema, table, key => attributes, presence, now, version, condition => condition }
    Query {
        schema, table, index, keys => keys, filter => condition, projection => projection, returns, descending,
        consistent, page_size, segment, start => start, metered,
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
            Self::Get(get) => {
                let get = Arc::make_mut(get);
                get.key = attributes(get.schema, &get.key);
                get.projection = projection(get.schema, &get.projection);
            }
            Self::Put(put) => Arc::make_mut(put).redact(),
            Self::Update(update) => Arc::make_mut(update).redact(),
            Self::Delete(delete) => Arc::make_mut(delete).redact(),
            Self::TransactWrite(transaction) => {
                Arc::make_mut(transaction).operations.iter_mut().for_each(|one| match &mut one.operation {
                    TransactOperation::Put(put) => put.redact(),
                    TransactOperation::Update(update) => update.redact(),
                    TransactOperation::Delete(delete) => delete.redact(),
                    TransactOperation::Check(check) => check.redact(),
                });
            }
            Self::Query(query) => {
                let query = Arc::make_mut(query);
                query.keys = keys(query.schema, &query.keys);
                query.filter = condition(query.schema, &query.filter);
                query.projection = projection(query.schema, &query.projection);
                query.start = start(query.schema, &query.start);
            }
            Self::BatchGet(batch) => Arc::make_mut(batch).tables.iter_mut().for_each(TableKeys::redact),
            Self::TransactGet(transaction) => Arc::make_mut(transaction).tables.iter_mut().for_each(TableKeys::redact),
            Self::BatchWrite(batch) => Arc::make_mut(batch).writes.iter_mut().for_each(|write| match write {
                Write::Put { schema, item, .. } => *item = Arc::new(redacted(schema, item)),
                Write::Delete { schema, key, .. } => *key = attributes(schema, key),
            }),
            Self::CreateTable(_)
            | Self::UpdateTable(_)
            | Self::DeleteTable(_)
            | Self::DescribeTable(_)
            | Self::DescribeTtl(_)
            | Self::SetTtl(_) => {}
        }
        self
    }
}

impl TableKeys {
    fn redact(&mut self) {
        self.keys = many(self.schema, &self.keys);
        self.projection = projection(self.schema, &self.projection);
    }
}

impl Put {
    fn redact(&mut self) {
        self.item = redacted(self.schema, &self.item);
        self.condition = condition(self.schema, &self.condition);
    }
}

impl Update {
    fn redact(&mut self) {
        self.key = attributes(self.schema, &self.key);
        self.actions = actions(self.schema, &self.actions);
        self.condition = condition(self.schema, &self.condition);
    }
}

impl Delete {
    fn redact(&mut self) {
        self.key = attributes(self.schema, &self.key);
        self.condition = condition(self.schema, &self.condition);
    }
}

impl Check {
    fn redact(&mut self) {
        self.key = attributes(self.schema, &self.key);
        self.condition = condition(self.schema, &self.condition);
    }
}

fn hidden() -> AttributeValue {
    AttributeValue::S(REDACTED.to_owned())
}

fn attribute(schema: &Schema, name: &str, value: &AttributeValue) -> AttributeValue {
    let mut shown = value.clone();
    DocumentPath::root(name.to_owned()).inside(schema).hide(&mut shown);
    shown
}

/// In the order of their names, so that equal items print equally.
/// Sorted, for people.
fn item(schema: &Schema, item: &EncodedItem) -> BTreeMap<String, AttributeValue> {
    without_secrets(schema, item.to_item())
}

fn without_secrets<I: FromIterator<(String, AttributeValue)>>(schema: &Schema, item: Item) -> I {
    let shown = |(name, value): (String, AttributeValue)| {
        let value = attribute(schema, &name, &value);
        (name, value)
    };
    item.into_iter().map(shown).collect()
}

fn redacted(schema: &Schema, item: &EncodedItem) -> EncodedItem {
    without_secrets::<Item>(schema, item.to_item()).into()
}

fn start(schema: &Schema, start: &Option<Item>) -> Option<Item> {
    start.clone().map(|start| without_secrets(schema, start))
}

fn attributes(schema: &Schema, attributes: &KeyAttributes) -> KeyAttributes {
    attributes.map(|name, value| attribute(schema, name, value))
}

fn many(schema: &Schema, keys: &[KeyAttributes]) -> Vec<KeyAttributes> {
    keys.iter().map(|key| attributes(schema, key)).collect()
}

fn projection(schema: &Schema, projection: &Option<Projection>) -> Option<Projection> {
    let paths = projection.as_ref().map(Projection::paths);
    paths.map(|paths| Projection::covering(paths.iter().map(|path| path.shown(schema))))
}

/// What is asked of keys, as it is printed.
pub(crate) fn keys(schema: &Schema, keys: &[KeyCondition]) -> Vec<KeyCondition> {
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
    condition.as_ref().map(|condition| tree(schema, condition))
}

/// A condition, as it is printed.
pub(crate) fn tree(schema: &Schema, condition: &Condition) -> Condition {
    let mut shown = condition.clone();
    hide(schema, &mut shown);
    shown
}

/// Hides what is compared with a sensitive attribute.
fn hide(schema: &Schema, condition: &mut Condition) {
    match condition {
        Condition::Compare(_, left, right) => operands(schema, vec![left, right]),
        Condition::Between(operand, low, high) => operands(schema, vec![operand, low, high]),
        Condition::OneOf(operand, values) => operands(schema, std::iter::once(operand).chain(values).collect()),
        Condition::BeginsWith(path, operand) => beside(schema, path, operand, |inside| inside),
        Condition::Contains(path, operand) => beside(schema, path, operand, |inside| inside.element(0)),
        Condition::Exists(path) | Condition::NotExists(path) | Condition::IsType(path, _) => {
            *path = path.shown(schema);
        }
        Condition::And(parts) | Condition::Or(parts) => parts.iter_mut().for_each(|part| hide(schema, part)),
        Condition::Not(inner) => hide(schema, inner),
    }
}

/// Of operands that are compared with each other, the values hide what is sensitive at any of the paths.
fn operands(schema: &Schema, mut operands: Vec<&mut Operand>) {
    let insides: Vec<Inside> = operands.iter().filter_map(|operand| inside(schema, operand)).collect();
    operands.iter_mut().for_each(|operand| hide_operand(schema, operand, &insides));
}

/// The operand of a function on a path; `part` is what of the path's inside it is like.
fn beside(schema: &Schema, path: &mut DocumentPath, operand: &mut Operand, part: fn(Inside) -> Inside) {
    let mut insides = vec![part(path.inside(schema))];
    insides.extend(inside(schema, operand));
    hide_operand(schema, operand, &insides);
    *path = path.shown(schema);
}

fn inside(schema: &Schema, operand: &Operand) -> Option<Inside> {
    operand.path().map(|path| path.inside(schema))
}

fn hide_operand(schema: &Schema, operand: &mut Operand, insides: &[Inside]) {
    match operand {
        Operand::Value(value) => insides.iter().for_each(|inside| inside.hide(value)),
        Operand::Path(path) | Operand::Size(path) => *path = path.shown(schema),
    }
}

fn actions(schema: &Schema, actions: &[Action]) -> Vec<Action> {
    actions.iter().map(|one| action(schema, one)).collect()
}

/// An action, as it is printed.
pub(crate) fn action(schema: &Schema, action: &Action) -> Action {
    let mut shown = action.clone();
    let inside = shown.path.inside(schema);
    match &mut shown.change {
        Change::Set(source) => {
            let mut insides = vec![inside];
            source.for_each_path(&mut |path| insides.push(path.inside(schema)));
            hide_source(schema, source, &insides);
            // By how much it is counted is a value, too.
            shown.range = shown.range.filter(|_| !insides.iter().any(|inside| inside.is_secret()));
        }
        Change::Insert(value) | Change::Delete(value) => inside.hide(value),
        Change::Remove => {}
    }
    shown.path = shown.path.shown(schema);
    shown
}

fn hide_source(schema: &Schema, source: &mut Source, insides: &[Inside]) {
    match source {
        Source::Value(value) => insides.iter().for_each(|inside| inside.hide(value)),
        Source::Path(path) => *path = path.shown(schema),
        Source::IfAbsent(path, inner) => {
            *path = path.shown(schema);
            hide_source(schema, inner, insides);
        }
        Source::Sum(left, right) | Source::Difference(left, right) | Source::Joined(left, right) => {
            hide_source(schema, left, insides);
            hide_source(schema, right, insides);
        }
    }
}
