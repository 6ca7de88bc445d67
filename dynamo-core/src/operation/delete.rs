use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use futures_util::TryFutureExt;

use super::call::Call;
use super::changes::Ranges;
use super::conditions::Conditions;
use super::exactly_once::{ExactlyOnce, Transacted, Transacts};
use super::outcome::Outcomes;
use super::returned::{IfThere, Returned};
use super::run::{Metered, Operation, Write, awaitable};
use super::target::{ByKey, Decided, Decides, Target};
use crate::db::Db;
use crate::error::Result;
use crate::expr::{Check, IntoCondition};
use crate::output::Explained;
use crate::request::{self, Request, Returning, TableName, TransactOperation, VersionCheck};
use crate::response::{Capacity, Reply};
use crate::table::{DynamoTable, Key};

/// An item, deleted: [`Db::delete`].
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
/// let stale = db.delete(&WikiPage { rev: 7, ..home.clone() }).await;
/// assert!(stale.is_err_and(|error| error.is_version_conflict()));
/// assert_eq!(db.delete(&home).returning_old().await?, Some(home));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct Delete<T, L> {
    call: Call<T>,
    key: Key<T>,
    version: Result<VersionCheck>,
    conditions: Conditions<T>,
    decided: PhantomData<fn() -> L>,
}

impl<T: DynamoTable, L> Delete<T, L> {
    pub(crate) fn new<A: Target<Table = T, Given = L>>(db: Db, target: A) -> Self {
        let (version, key) = (target.version(), target.into_key());
        Self { call: Call::new(db), key, version, conditions: Conditions::new(), decided: PhantomData }
    }

    /// Deletes only if this holds of the item that is there.
    pub fn only_if<C: IntoCondition<Check<T>>>(mut self, condition: impl FnOnce(&T::Fields<Check<T>>) -> C) -> Self {
        self.conditions.add(condition);
        self
    }

    /// Deletes from this table instead of the type's own.
    pub fn in_table(mut self, name: impl Into<String>) -> Self {
        self.call.set_table(name);
        self
    }

    /// Hands back the item that was there, if there was one.
    pub fn returning_old(self) -> Returned<Self, IfThere> {
        Returned::new(self, Returning::Old)
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
    /// When the key or a condition cannot hold what it was given.
    pub fn explain(self) -> Result<Explained>
    where
        L: Decides<T>,
    {
        Explained::new(Request::Delete(Arc::new(self.request()?)))
    }

    /// The plain request.
    ///
    /// # Errors
    /// When the key or a condition cannot hold what it was given.
    pub fn request(self) -> Result<request::Delete>
    where
        L: Decides<T>,
    {
        let call = self.call.clone();
        self.lower(Returning::Nothing, false).map_err(|error| call.blamed(error))
    }

    fn lower(self, returning: Returning, metered: bool) -> Result<request::Delete> {
        Ok(request::Delete {
            schema: T::SCHEMA,
            table: self.call.table(),
            key: self.key.into_attributes()?,
            version: self.version?,
            condition: self.conditions.into_tree()?,
            returning,
            metered,
        })
    }
}

impl<T: DynamoTable, L: Decides<T> + 'static> Operation for Delete<T, L> {
    type Output = ();

    fn run(self, metered: bool) -> impl Future<Output = Result<((), Capacity)>> + Send {
        self.write(Returning::Nothing, metered).map_ok(|reply| ((), reply.capacity))
    }
}

impl<T: DynamoTable, L: Decides<T> + 'static> Write for Delete<T, L> {
    type Table = T;

    const OPERATION: &'static str = "DeleteItem";

    fn table(&self) -> TableName {
        self.call.table()
    }

    fn write(self, returning: Returning, metered: bool) -> impl Future<Output = Result<Reply>> + Send {
        let call = self.call.clone();
        let request = self.lower(returning, metered).map(Arc::new);
        async move {
            let request = request.map_err(|error| call.blamed(error))?;
            let sent = call.send(Request::Delete(Arc::clone(&request)), None).await;
            sent.map_err(|error| error.for_key(Key::<T>::of_attributes(&request.key).to_string()))
        }
    }
}

impl<T: DynamoTable, L: Decides<T> + 'static> Transacts for Delete<T, L> {
    type Table = T;
    type Output = ();

    fn set_now(&mut self, now: SystemTime) {
        self.call.set_now(now);
    }

    fn transacted(self) -> Result<Transacted<T, ()>> {
        let (call, key) = (self.call.clone(), self.key.clone());
        let request = self.lower(Returning::Nothing, false).map_err(|error| call.blamed(error))?;
        let operation = TransactOperation::Delete(request);
        Ok(Transacted { call, key, operation, ranges: Ranges::of(&[]), output: () })
    }
}

impl<T: DynamoTable> Delete<T, ByKey> {
    /// Deletes only if the item has this version.
    pub fn at_version(self, version: u64) -> Delete<T, Decided> {
        self.decided(VersionCheck::Is(version))
    }

    /// Deletes whatever version the item has.
    pub fn unversioned(self) -> Delete<T, Decided> {
        self.decided(VersionCheck::None)
    }

    fn decided(self, version: VersionCheck) -> Delete<T, Decided> {
        let Self { call, key, conditions, .. } = self;
        Delete { call, key, version: Ok(version), conditions, decided: PhantomData }
    }
}

awaitable!(Delete<T, L>);
