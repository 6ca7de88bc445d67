use std::marker::PhantomData;

use super::call::Call;
use super::conditions::Conditions;
use super::target::{self, ByKey, Decided, Decides, Target};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::expr::{self, Actions, Check, IntoCondition};
use crate::request::{self, Action, Presence, VersionCheck};
use crate::schema::{KeySource, Schema};
use crate::table::{DynamoTable, Key};

/// Changes to an item: [`Db::update`] and [`Db::upsert`].
#[must_use = "a request does nothing until it is awaited"]
pub struct Update<T, L> {
    call: Call<T>,
    key: Key<T>,
    version: Result<VersionCheck>,
    presence: Presence,
    actions: Result<Vec<Action>>,
    conditions: Conditions<T>,
    decided: PhantomData<fn() -> L>,
}

impl<T: DynamoTable, L> Update<T, L> {
    pub(crate) fn new<A: Target<Table = T, Given = L>>(db: Db, target: &A, presence: Presence) -> Self {
        Self {
            call: Call::new(db),
            key: target.key(),
            version: target.version(),
            presence,
            actions: Ok(Vec::new()),
            conditions: Conditions::new(),
            decided: PhantomData,
        }
    }

    /// The changes; more calls add to them.
    pub fn set<A: Actions<expr::Update<T>>>(mut self, actions: impl FnOnce(&T::Fields<expr::Update<T>>) -> A) -> Self {
        if let Ok(list) = &mut self.actions
            && let Err(error) = actions(&T::fields()).collect(list)
        {
            self.actions = Err(error.into());
        }
        self
    }

    /// Writes only if this holds of the item that is there.
    pub fn only_if<C: IntoCondition<Check<T>>>(mut self, condition: impl FnOnce(&T::Fields<Check<T>>) -> C) -> Self {
        self.conditions.add(condition);
        self
    }

    /// The plain request.
    ///
    /// # Errors
    /// When the key, an action or a condition cannot hold what it was given, when there is no action at all, and when
    /// two actions change the same path or one inside the other.
    pub fn request(self) -> Result<request::Update>
    where
        L: Decides<T>,
    {
        let call = self.call.clone();
        self.lower(false).map_err(|error| call.blamed(error))
    }

    fn lower(self, metered: bool) -> Result<request::Update> {
        let actions = self.actions?;
        checked(&actions)?;
        not_ours(T::SCHEMA, &actions)?;
        Ok(request::Update {
            schema: T::SCHEMA,
            table: self.call.table(),
            key: target::key_attributes(&self.key)?,
            actions,
            presence: self.presence,
            version: self.version?,
            condition: self.conditions.into_tree()?,
            metered,
        })
    }
}

impl<T: DynamoTable> Update<T, ByKey> {
    /// Writes only if the item has this version.
    pub fn at_version(self, version: u64) -> Update<T, Decided> {
        self.decided(VersionCheck::Is(version))
    }

    /// Writes whatever version the item has.
    pub fn unversioned(self) -> Update<T, Decided> {
        self.decided(VersionCheck::None)
    }

    fn decided(self, version: VersionCheck) -> Update<T, Decided> {
        Update {
            call: self.call,
            key: self.key,
            version: Ok(version),
            presence: self.presence,
            actions: self.actions,
            conditions: self.conditions,
            decided: PhantomData,
        }
    }
}

/// An update that DynamoDB takes: at least one action, and no path changed twice.
fn checked(actions: &[Action]) -> Result<()> {
    if actions.is_empty() {
        return Err(Error::invalid_request("an update needs at least one action"));
    }
    for (at, action) in actions.iter().enumerate() {
        let twice =
            actions[..at].iter().find(|earlier| earlier.path.covers(&action.path) || action.path.covers(&earlier.path));
        if let Some(earlier) = twice {
            let (one, other) = (&earlier.path, &action.path);
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
