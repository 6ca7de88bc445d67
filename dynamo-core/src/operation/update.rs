use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use futures_util::TryFutureExt;

use super::call::Call;
use super::changes::{self, Changes};
use super::diff;
use super::exactly_once::{ExactlyOnce, Transacted, Transacts};
use super::outcome::Outcomes;
use super::returned::{Always, Returned};
use super::run::{Metered, Operation, Write, awaitable};
use super::target::{self, ByKey, Decided, Decides, Target};
use crate::db::Db;
use crate::error::Result;
use crate::expr::{self, Actions, Check, IntoCondition};
use crate::output::Explained;
use crate::request::{self, Condition, Presence, Request, Returning, TableName, VersionCheck};
use crate::response::{Capacity, Reply};
use crate::table::{DynamoTable, Key};

/// Changes to an item that must be there: [`Db::update`].
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "pages")]
/// # struct WikiPage { #[pk] path: String, text: String, #[version] rev: u64 }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<WikiPage>().await?;
/// # let home = db.create(&WikiPage { path: "/".into(), text: "Hello".into(), rev: 0 }).written().await?;
/// // An item brings its version; a key alone says which one it means, or that it does not care.
/// let second = db.update(&home).set(|p| p.text().set("Welcome")).returning_new().await?;
/// db.update(WikiPage::key("/")).at_version(second.rev).set(|p| p.text().set("Hello again")).await?;
/// db.update(WikiPage::key("/")).unversioned().set(|p| p.text().set("Hi")).await?;
/// assert_eq!(db.get(WikiPage::key("/")).required().await?.rev, 4);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct Update<T, L> {
    changes: Changes<T>,
    decided: PhantomData<fn() -> L>,
}

impl<T: DynamoTable, L> Update<T, L> {
    pub(crate) fn new<A: Target<Table = T, Given = L>>(db: Db, target: A) -> Self {
        let version = target.version();
        let changes = Changes::new(Call::new(db), target.into_key(), version, Presence::Required);
        Self { changes, decided: PhantomData }
    }

    pub(super) fn on_condition(mut self, condition: Option<Condition>) -> Self {
        self.changes.conditions.add_tree(condition);
        self
    }

    /// The changes; more calls add to them.
    pub fn set<A: Actions<expr::Update<T>>>(mut self, actions: impl FnOnce(&T::Fields<expr::Update<T>>) -> A) -> Self {
        self.changes.set(actions);
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

    /// Hands back the item as it was before.
    pub fn returning_old(self) -> Returned<Self, Always> {
        Returned::new(self, Returning::Old)
    }

    /// Hands back the item as the update left it.
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
    pub fn explain(self) -> Result<Explained>
    where
        L: Decides<T>,
    {
        Explained::new(Request::Update(Arc::new(self.request()?)))
    }

    /// The plain request.
    ///
    /// # Errors
    /// When the key, an action or a condition cannot hold what it was given, when there is no action at all, when two
    /// actions change the same path or one inside the other, and when an index key cannot follow its fields.
    pub fn request(self) -> Result<request::Update>
    where
        L: Decides<T>,
    {
        let call = self.changes.call.clone();
        self.changes.lower(Returning::Nothing, false).map_err(|error| call.blamed(error))
    }

    fn decided(mut self, version: Result<VersionCheck>) -> Update<T, Decided> {
        self.changes.version = version;
        Update { changes: self.changes, decided: PhantomData }
    }

    /// Changes what differs between two states of the item.
    fn differing(mut self, old: &T, new: &T) -> Self {
        match diff::actions(T::SCHEMA, &self.changes.key, old, new) {
            Ok((actions, item)) => {
                self.changes.known = Some(item);
                if let Ok(list) = &mut self.changes.actions {
                    list.extend(actions);
                }
            }
            Err(error) => self.changes.actions = Err(error),
        }
        self
    }
}

impl<T: DynamoTable> Update<T, ByKey> {
    /// Writes only if the item has this version.
    pub fn at_version(self, version: u64) -> Update<T, Decided> {
        self.decided(Ok(VersionCheck::Is(version)))
    }

    /// Writes whatever version the item has.
    pub fn unversioned(self) -> Update<T, Decided> {
        self.decided(Ok(VersionCheck::None))
    }

    /// Writes what changed from one state of the item to the other, and removes what became `None`. The version that
    /// `old` carries is checked, if the type has one.
    pub fn diff(self, old: &T, new: &T) -> Update<T, Decided> {
        self.differing(old, new).decided(target::carried(old))
    }
}

impl<T: DynamoTable> Update<T, Decided> {
    pub(super) fn of_version(db: Db, key: Key<T>, version: VersionCheck) -> Self {
        let changes = Changes::new(Call::new(db), key, Ok(version), Presence::Required);
        Self { changes, decided: PhantomData }
    }

    /// Writes what changed from one state of the item to the other, and removes what became `None`.
    pub fn diff(self, old: &T, new: &T) -> Self {
        self.differing(old, new)
    }
}

impl<T: DynamoTable, L: Decides<T> + 'static> Write for Update<T, L> {
    type Table = T;

    const OPERATION: &'static str = "UpdateItem";

    fn table(&self) -> TableName {
        self.changes.call.table()
    }

    fn write(self, returning: Returning, metered: bool) -> impl Future<Output = Result<Reply>> + Send {
        let call = self.changes.call.clone();
        changes::send(call, self.changes.lower(returning, metered).map(Arc::new))
    }
}

impl<T: DynamoTable, L: Decides<T> + 'static> Transacts for Update<T, L> {
    type Table = T;
    type Output = ();

    fn set_now(&mut self, now: SystemTime) {
        self.changes.call.set_now(now);
    }

    fn transacted(self) -> Result<Transacted<T, ()>> {
        self.changes.transacted()
    }
}

impl<T: DynamoTable, L: Decides<T> + 'static> Operation for Update<T, L> {
    type Output = ();

    fn run(self, metered: bool) -> impl Future<Output = Result<((), Capacity)>> + Send {
        self.write(Returning::Nothing, metered).map_ok(|reply| ((), reply.capacity))
    }
}

awaitable!(Update<T, L>);
