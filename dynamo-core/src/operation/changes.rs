use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue;

use super::call::Call;
use super::conditions::Conditions;
use super::exactly_once::Transacted;
use super::upgrade;
use crate::error::{Error, ErrorKind, Result};
use crate::expr::{self, Actions};
use crate::request::{
    self, Action, Change, Condition, DocumentPath, Guard, Presence, Returning, Source, TransactOperation, VersionCheck,
};
use crate::response::Reply;
use crate::schema::{IndexSchema, KeyAttribute, KeySource, Schema, Written};
use crate::table::{DynamoTable, Key, Known, stamp_update};
use crate::value::{Item, check_sizes};

/// What updates and upserts have in common: changes to the item under a key.
pub(super) struct Changes<T> {
    pub(super) call: Call<T>,
    pub(super) key: Key<T>,
    pub(super) version: Result<VersionCheck>,
    pub(super) presence: Presence,
    pub(super) actions: Result<Vec<Action>>,
    /// The whole item as it will be, where the caller has it.
    pub(super) known: Option<Item>,
    /// Whether what is absent is filled in from a whole item.
    pub(super) fills_in: bool,
    pub(super) conditions: Conditions<T>,
}

impl<T: DynamoTable> Changes<T> {
    pub(super) fn new(call: Call<T>, key: Key<T>, version: Result<VersionCheck>, presence: Presence) -> Self {
        let conditions = Conditions::new();
        Self { call, key, version, presence, actions: Ok(Vec::new()), known: None, fills_in: false, conditions }
    }

    pub(super) fn set<A: Actions<expr::Update<T>>>(&mut self, actions: impl FnOnce(&T::Fields<expr::Update<T>>) -> A) {
        if let Ok(list) = &mut self.actions
            && let Err(error) = actions(&T::fields()).collect(list)
        {
            self.actions = Err(error.into());
        }
    }

    /// The plain request, as part of a transaction.
    pub(super) fn transacted(self) -> Result<Transacted<T, ()>> {
        let (call, key) = (self.call.clone(), self.key.clone());
        let request = self.lower(Returning::Nothing, false).map_err(|error| call.blamed(error))?;
        let ranges = Ranges::of(&request.actions);
        Ok(Transacted { call, key, operation: TransactOperation::Update(request), ranges, output: () })
    }

    /// The plain request.
    pub(super) fn lower(self, returning: Returning, metered: bool) -> Result<request::Update> {
        let (mut actions, version, conditions) = (self.actions?, self.version?, self.conditions.into_tree()?);
        checked(T::SCHEMA, &actions)?;
        not_ours(T::SCHEMA, &actions)?;
        check_sizes(written(&actions))?;
        let (key, now) = (self.key.into_attributes()?, self.call.now());
        let known = match &self.known {
            Some(item) => Known::Whole(item),
            None if self.fills_in => Known::New,
            None => Known::Nothing,
        };
        let keys = stamp_update(T::SCHEMA, &key, &mut actions, known, self.presence, version, now)?;
        let ours = within_range(&actions).into_iter().chain(keys);
        Ok(request::Update {
            schema: T::SCHEMA,
            table: self.call.table(),
            key,
            presence: self.presence,
            now,
            version,
            // What is changed is what the type knows, not what an older item was made of.
            schema_version: T::SCHEMA.numbered(),
            condition: ours.chain(conditions).reduce(Condition::and),
            actions,
            returning,
            metered,
        })
    }
}

/// Sends the plain request of an update or an upsert of the item under a key, if it could be made.
pub(super) async fn send<T: DynamoTable>(call: Call<T>, request: Result<Arc<request::Update>>) -> Result<Reply> {
    let request = request.map_err(|error| call.blamed(error))?;
    let sent = upgrade::send(&call, Arc::clone(&request)).await;
    sent.map_err(|error| {
        let key = Key::<T>::of_attributes(&request.key).to_string();
        Ranges::of(&request.actions).told(T::SCHEMA, error).for_key(key)
    })
}

/// Holds where every result that has to fit a type does.
fn within_range(actions: &[Action]) -> Option<Condition> {
    actions.iter().filter_map(|action| Some(action.guard()?.condition())).reduce(Condition::and)
}

/// What keeps an update's numbers within their types, kept to tell why it was refused.
pub(super) struct Ranges(Vec<(DocumentPath, Guard)>);

impl Ranges {
    pub(super) fn of(actions: &[Action]) -> Self {
        Self(actions.iter().filter_map(|action| Some((action.path.clone(), action.guard()?))).collect())
    }

    /// A refusal whose reason is one of these numbers says so. One without an item is that of an upsert: it would have made one.
    pub(super) fn told(&self, schema: &Schema, error: Error) -> Error {
        if !error.is_condition_failed() {
            return error;
        }
        match self.0.iter().find(|(_, guard)| guard.is_broken_by(error.current_item())) {
            Some((path, _)) => error.told(ErrorKind::OutOfRange { attribute: path.shown(schema).to_string() }),
            None => error,
        }
    }
}

/// The attributes that are written whole. How large the rest of the item is, only the engine knows.
fn written(actions: &[Action]) -> impl Iterator<Item = (&str, &AttributeValue)> + Clone {
    let whole = actions.iter().filter(|action| action.path.steps().is_empty());
    whole.filter_map(|action| match &action.change {
        Change::Set(Source::Value(value)) => Some((action.path.attribute(), value)),
        _ => None,
    })
}

/// An update that DynamoDB takes: at least one action, and no path changed twice.
fn checked(schema: &Schema, actions: &[Action]) -> Result<()> {
    if actions.is_empty() {
        return Err(Error::invalid_request("an update needs at least one action"));
    }
    for (at, action) in actions.iter().enumerate() {
        let twice =
            actions[..at].iter().find(|earlier| earlier.path.covers(&action.path) || action.path.covers(&earlier.path));
        if let Some(earlier) = twice {
            let (one, other) = (earlier.path.shown(schema), action.path.shown(schema));
            return Err(Error::invalid_request(format!(
                "`{one}` and `{other}` are changed by one update; say it once"
            )));
        }
    }
    Ok(())
}

/// Names known only at run time could be those of the key, or of what the library writes itself.
fn not_ours(schema: &Schema, actions: &[Action]) -> Result<()> {
    // The fields that stand in it may be stored beside it.
    let is_in = |key: &KeyAttribute, name: &str| {
        let is_pattern = matches!(key.source, KeySource::Pattern(_));
        key.name == name || is_pattern && key.fields().iter().any(|number| schema.attributes[*number].name == name)
    };
    let is_key = |name: &str| {
        let is_ours = |key: &KeyAttribute| matches!(key.source, KeySource::Pattern(_)) && key.name == name;
        let of_index = |index: &IndexSchema| index.pk.iter().chain(index.sk).any(is_ours);
        std::iter::once(&schema.pk).chain(&schema.sk).any(|key| is_in(key, name)) || schema.indexes.iter().any(of_index)
    };
    let is_ours = |name: &str| {
        let version = schema.schema_version.map(|version| version.attribute);
        let mut always = schema.timestamps.iter().filter(|timestamp| timestamp.written == Written::Always);
        [schema.version, version, schema.tag.map(|tag| tag.attribute)].contains(&Some(name))
            || always.any(|timestamp| timestamp.attribute == name)
            || is_key(name)
    };
    match actions.iter().find(|action| is_ours(action.path.attribute())) {
        Some(action) => Err(Error::invalid_request(format!(
            "`{}` is a key, or is written by the library, and cannot be updated",
            action.path.attribute()
        ))),
        None => Ok(()),
    }
}
