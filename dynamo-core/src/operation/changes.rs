use aws_sdk_dynamodb::types::AttributeValue;

use super::call::Call;
use super::conditions::Conditions;
use super::exactly_once::Transacted;
use super::target;
use crate::error::{Error, ErrorKind, Result};
use crate::expr::{self, Actions};
use crate::request::{
    self, Action, Condition, Counted, DocumentPath, Presence, Returning, TransactOperation, VersionCheck,
};
use crate::schema::{KeySource, Schema};
use crate::table::{DynamoTable, Key, stamp_update};
use crate::value::Item;

/// What updates and upserts have in common: changes to the item under a key.
pub(super) struct Changes<T> {
    pub(super) call: Call<T>,
    pub(super) key: Key<T>,
    pub(super) version: Result<VersionCheck>,
    pub(super) presence: Presence,
    pub(super) actions: Result<Vec<Action>>,
    /// The whole item as it will be, where the caller has it.
    pub(super) known: Option<Item>,
    pub(super) conditions: Conditions<T>,
}

impl<T: DynamoTable> Changes<T> {
    pub(super) fn new(call: Call<T>, key: Key<T>, version: Result<VersionCheck>, presence: Presence) -> Self {
        Self { call, key, version, presence, actions: Ok(Vec::new()), known: None, conditions: Conditions::new() }
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
        let mut actions = self.actions?;
        checked(T::SCHEMA, &actions)?;
        not_ours(T::SCHEMA, &actions)?;
        let (key, version, now) = (target::key_attributes(&self.key)?, self.version?, self.call.now());
        stamp_update(T::SCHEMA, &key, &mut actions, self.known.as_ref(), self.presence, version, now)?;
        Ok(request::Update {
            schema: T::SCHEMA,
            table: self.call.table(),
            key,
            presence: self.presence,
            now,
            version,
            condition: within_range(&actions).into_iter().chain(self.conditions.into_tree()?).reduce(Condition::and),
            actions,
            returning,
            metered,
        })
    }
}

/// Holds where every number that is counted stays within its type.
fn within_range(actions: &[Action]) -> Option<Condition> {
    let ranges = actions.iter().filter_map(|action| Some(action.range?.condition(&action.path)));
    ranges.reduce(Condition::and)
}

/// The numbers of an update that are counted, kept to tell why it was refused.
pub(super) struct Ranges(Vec<(DocumentPath, Counted)>);

impl Ranges {
    pub(super) fn of(actions: &[Action]) -> Self {
        Self(actions.iter().filter_map(|action| Some((action.path.clone(), action.range?))).collect())
    }

    /// A refusal whose reason is one of these numbers says so.
    pub(super) fn told(&self, schema: &Schema, error: Error) -> Error {
        if !error.is_condition_failed() {
            return error;
        }
        let Some(current) = error.current_item() else { return error };
        let out = self.0.iter().find(|(path, counted)| match path.value_in(current) {
            Some(AttributeValue::N(number)) => number.parse().is_ok_and(|number| !counted.fits(number)),
            Some(_) => false,
            None => !counted.fits(0),
        });
        match out {
            Some((path, _)) => error.told(ErrorKind::OutOfRange { attribute: path.shown(schema).to_string() }),
            None => error,
        }
    }
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
    let patterns = schema.key_attributes().filter(|key| matches!(key.source, KeySource::Pattern(_)));
    let primary = std::iter::once(&schema.pk).chain(&schema.sk);
    let mut ours: Vec<_> = primary.chain(patterns).map(|key| key.name).collect();
    ours.extend(schema.version);
    ours.extend(schema.schema_version.map(|version| version.attribute));
    ours.extend(schema.tag.map(|tag| tag.attribute));
    match actions.iter().find(|action| ours.contains(&action.path.attribute())) {
        Some(action) => Err(Error::invalid_request(format!(
            "`{}` is a key, or is written by the library, and cannot be updated",
            action.path.attribute()
        ))),
        None => Ok(()),
    }
}
