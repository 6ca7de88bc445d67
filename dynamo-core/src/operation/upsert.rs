use std::sync::Arc;
use std::time::SystemTime;

use futures_util::TryFutureExt;

use super::call::Call;
use super::changes::{self, Changes};
use super::exactly_once::{ExactlyOnce, Transacted, Transacts};
use super::outcome::Outcomes;
use super::returned::{Always, IfThere, Returned};
use super::run::{Metered, Operation, Write, awaitable};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::expr::{self, Actions, Check, IntoCondition};
use crate::output::Explained;
use crate::request::{
    self, Action, Change, DocumentPath, Presence, Request, Returning, Source, TableName, VersionCheck,
};
use crate::response::{Capacity, Reply};
use crate::schema::{KeySource, Schema};
use crate::table::{DynamoTable, Key, Table};
use crate::value::Item;

/// Changes to an item, which is made if it is not there: [`Db::upsert`].
///
/// What it may make has to be an item that can be read: every required attribute is set, or set if it is absent.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Order>().await?;
/// # for id in 1..=5 { db.put(&order(id)).await?; }
/// let upsert = || db.upsert(Order::key("ada", 6)).set(|o| o.total().increment(1)).or_insert(&order(6)).returning_new();
/// assert_eq!(upsert().await?.total, 1);
/// assert_eq!(upsert().await?.total, 2);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct Upsert<T> {
    changes: Changes<T>,
    /// The fields of the item that it is made of.
    insert: Option<Result<Item>>,
}

impl<T: DynamoTable> Upsert<T> {
    pub(crate) fn new(db: Db, key: Key<T>) -> Self {
        let changes = Changes::new(Call::new(db), key, Ok(VersionCheck::None), Presence::Unexpired);
        Self { changes, insert: None }
    }

    /// The changes; more calls add to them.
    pub fn set<A: Actions<expr::Update<T>>>(mut self, actions: impl FnOnce(&T::Fields<expr::Update<T>>) -> A) -> Self {
        self.changes.set(actions);
        self
    }

    /// What the item is made of where it is not there yet: fills in whatever attribute is absent and not set otherwise, before
    /// or after this.
    ///
    /// The item has to be the one under this key.
    pub fn or_insert(mut self, item: &T) -> Self {
        let key = item.primary_key();
        if self.changes.actions.is_ok() && key != self.changes.key && self.changes.key.check().is_ok() {
            let other = "the item given to `.or_insert(..)` has another key than the upsert";
            self.changes.actions = Err(key.check().map_or_else(Error::from, |()| Error::invalid_request(other)));
        }
        self.insert = Some(item.written_fields());
        self
    }

    /// Writes only if this holds of the item that is there.
    pub fn only_if<C: IntoCondition<Check<T>>>(mut self, condition: impl FnOnce(&T::Fields<Check<T>>) -> C) -> Self {
        self.changes.conditions.add(condition);
        self
    }

    /// Writes to this table instead of the type's own.
    pub fn in_table(mut self, name: impl Into<String>) -> Self {
        self.changes.call.set_table(name);
        self
    }

    /// Hands back the item as it was before, if there was one.
    pub fn returning_old(self) -> Returned<Self, IfThere> {
        Returned::new(self, Returning::Old)
    }

    /// Hands back the item as the upsert left it.
    pub fn returning_new(self) -> Returned<Self, Always> {
        Returned::new(self, Returning::New)
    }

    /// Hands back a refusal as a value, with the item that is there, instead of failing with it.
    pub fn outcome(self) -> Outcomes<Self> {
        Outcomes(self)
    }

    /// Sends it as a transaction of its own, which is carried out once whatever becomes of the answers.
    pub fn exactly_once(self) -> ExactlyOnce<Self> {
        ExactlyOnce(self)
    }

    /// Hands back what it cost, too.
    pub fn metered(self) -> Metered<Self> {
        Metered(self)
    }

    /// The request, readable; nothing is sent.
    ///
    /// # Errors
    /// As [`request`](Self::request).
    pub fn explain(self) -> Result<Explained> {
        Explained::new(Request::Update(Arc::new(self.request()?)))
    }

    /// The plain request.
    ///
    /// # Errors
    /// As that of an update; and when a required attribute is not set, so that the item could not be read.
    pub fn request(self) -> Result<request::Update> {
        let call = self.changes.call.clone();
        self.lower(Returning::Nothing, false).map_err(|error| call.blamed(error))
    }

    fn lower(self, returning: Returning, metered: bool) -> Result<request::Update> {
        self.ready()?.lower(returning, metered)
    }

    /// The changes, with all that is filled in. Refuses what could leave an item that its type cannot read.
    fn ready(mut self) -> Result<Changes<T>> {
        self.changes.key.check()?;
        if let Ok(actions) = &mut self.changes.actions {
            if let Some(fields) = self.insert {
                actions.extend(filled_in(T::SCHEMA, fields?, actions));
                self.changes.fills_in = true;
            }
            complete(T::SCHEMA, actions)?;
        }
        Ok(self.changes)
    }
}

/// What is written where it is absent, of the fields of an item: all that is not set otherwise.
fn filled_in(schema: &Schema, fields: Item, asked: &[Action]) -> Vec<Action> {
    let mut taken = library_writes(schema);
    taken.extend(schema.attribute_names(schema.primary_key_fields()));
    let patterns = schema.key_attributes().filter(|key| matches!(key.source, KeySource::Pattern(_)));
    taken.extend(patterns.map(|key| key.name));
    let is_taken = |name: &str| taken.contains(&name) || asked.iter().any(|action| action.path.attribute() == name);
    let mut fields: Vec<_> = fields.into_iter().filter(|(name, _)| !is_taken(name)).collect();
    fields.sort_by(|(one, _), (other, _)| one.cmp(other));
    let action = |(name, value)| {
        let path = DocumentPath::root(name);
        let source = Source::IfAbsent(path.clone(), Box::new(Source::Value(value)));
        Action::new(path, Change::Set(source))
    };
    fields.into_iter().map(action).collect()
}

/// The attributes that the library writes by itself.
fn library_writes(schema: &Schema) -> Vec<&'static str> {
    let stamps = schema.timestamps.iter().map(|timestamp| timestamp.attribute);
    let tag = schema.tag.map(|tag| tag.attribute);
    let schema_version = schema.schema_version.map(|version| version.attribute);
    schema.version.into_iter().chain(tag).chain(schema_version).chain(stamps).collect()
}

/// Refuses an upsert that could leave an item which its type cannot read.
fn complete(schema: &Schema, actions: &[Action]) -> Result<()> {
    let (ours, primary) = (library_writes(schema), schema.attribute_names(schema.primary_key_fields()));
    let set = |name: &str| {
        let whole = |action: &&Action| action.path.attribute() == name && action.path.steps().is_empty();
        actions.iter().filter(whole).any(|action| !matches!(action.change, Change::Remove | Change::Delete(_)))
    };
    let needed = schema.attributes.iter().filter(|attribute| attribute.is_stored() && !attribute.optional);
    let missing: Vec<_> = needed
        .filter(|attribute| {
            !(set(attribute.name) || ours.contains(&attribute.name) || primary.contains(&attribute.name))
        })
        .map(|attribute| format!("`{}`", attribute.field))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let reason = format!(
        "an upsert may make the item, which needs {}: set them, or say `.or_insert(&item)`",
        missing.join(", ")
    );
    Err(Error::invalid_request(reason))
}

impl<T: DynamoTable> Write for Upsert<T> {
    type Table = T;

    const OPERATION: &'static str = "UpdateItem";

    fn table(&self) -> TableName {
        self.changes.call.table()
    }

    fn write(self, returning: Returning, metered: bool) -> impl Future<Output = Result<Reply>> + Send {
        let call = self.changes.call.clone();
        changes::send(call, self.lower(returning, metered).map(Arc::new))
    }
}

impl<T: DynamoTable> Transacts for Upsert<T> {
    type Table = T;
    type Output = ();

    fn set_now(&mut self, now: SystemTime) {
        self.changes.call.set_now(now);
    }

    fn transacted(self) -> Result<Transacted<T, ()>> {
        let call = self.changes.call.clone();
        self.ready().map_err(|error| call.blamed(error))?.transacted()
    }
}

impl<T: DynamoTable> Operation for Upsert<T> {
    type Output = ();

    fn run(self, metered: bool) -> impl Future<Output = Result<((), Capacity)>> + Send {
        self.write(Returning::Nothing, metered).map_ok(|reply| ((), reply.capacity))
    }
}

awaitable!(Upsert<T>);
