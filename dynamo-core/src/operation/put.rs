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
use crate::db::Db;
use crate::error::Result;
use crate::expr::{Check, IntoCondition};
use crate::output::Explained;
use crate::request::{self, Presence, Request, Returning, TableName, TransactOperation};
use crate::response::{Capacity, Reply};
use crate::table::{DynamoTable, Key, Table, stamp_put};
use crate::value::{EncodedItem, Entries};

/// A whole item, written: [`Db::put`] and [`Db::create`].
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
/// let saved = db.put(&WikiPage { text: "Welcome".into(), ..home.clone() }).written().await?;
/// assert_eq!(saved.rev, 2);
/// let stale = db.put(&home).await.expect_err("somebody else was faster");
/// assert!(stale.is_version_conflict());
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct Put<T> {
    call: Call<T>,
    item: Result<EncodedItem>,
    presence: Presence,
    conditions: Conditions<T>,
}

impl<T: DynamoTable> Put<T> {
    /// To be sent alone: then the SDK takes attribute maps, and to put JSON in their place costs more than it saves.
    pub(crate) fn new(db: Db, item: &T, presence: Presence) -> Self {
        let item = item.written_fields().map(EncodedItem::from);
        Self { call: Call::new(db), item, presence, conditions: Conditions::new() }
    }

    /// To be sent with others.
    pub(super) fn encoded(db: Db, item: &T, presence: Presence) -> Self {
        Self { call: Call::new(db), item: item.encoded_fields(), presence, conditions: Conditions::new() }
    }

    /// Writes only if this holds of the item that is there.
    pub fn only_if<C: IntoCondition<Check<T>>>(mut self, condition: impl FnOnce(&T::Fields<Check<T>>) -> C) -> Self {
        self.conditions.add(condition);
        self
    }

    /// Writes to this table instead of the type's own.
    pub fn in_table(mut self, name: impl Into<String>) -> Self {
        self.call.set_table(name);
        self
    }

    /// Hands back the item as it was stored: with its new version and all else that the library writes.
    pub fn written(self) -> Written<T> {
        Written(self)
    }

    /// Hands back the item that it replaced, if there was one.
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
    /// When the item, its key or a condition cannot hold what it was given.
    pub fn explain(self) -> Result<Explained> {
        Explained::new(Request::Put(Arc::new(self.request()?)))
    }

    /// The plain request.
    ///
    /// # Errors
    /// When the item, its key or a condition cannot hold what it was given.
    pub fn request(self) -> Result<request::Put> {
        Ok(self.lower(Returning::Nothing, false)?.1)
    }

    /// Where it goes, and what it is.
    fn lower(self, returning: Returning, metered: bool) -> Result<(Sent<T>, request::Put)> {
        let Self { call, item, presence, conditions } = self;
        let (table, now) = (call.table(), call.now());
        let request = item.and_then(|mut item| {
            let version = stamp_put(T::SCHEMA, item.apart_mut(), presence, now)?;
            item.check_size()?;
            let condition = conditions.into_tree()?;
            Ok(request::Put { schema: T::SCHEMA, table, item, presence, now, version, condition, returning, metered })
        });
        let request = request.map_err(|error| call.blamed(error))?;
        Ok((Sent { call, key: Key::of_stored(request.item.apart()) }, request))
    }
}

/// What is left of a builder whose request is on its way.
struct Sent<T> {
    call: Call<T>,
    key: Key<T>,
}

impl<T: DynamoTable> Sent<T> {
    async fn send(&self, request: Arc<request::Put>) -> Result<Reply> {
        let sent = self.call.send(Request::Put(request), None).await;
        sent.map_err(|error| error.for_key(self.key.to_string()))
    }

    /// The item as it will be read. It is read before it is sent: what cannot be read must not be written.
    fn read(&self, request: &request::Put) -> Result<T> {
        T::read(&mut Entries::from_map(request.item.to_item())).map_err(|error| self.call.blamed(error.into()))
    }

    fn transacted<O>(self, request: request::Put, output: O) -> Transacted<T, O> {
        let Self { call, key } = self;
        Transacted { call, key, operation: TransactOperation::Put(request), ranges: Ranges::of(&[]), output }
    }
}

/// A written item, handed back: [`Put::written`].
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
/// let about = WikiPage { path: "/about".into(), text: "Us".into(), rev: 0 };
/// let stored: WikiPage = db.create(&about).written().await?;
/// assert_eq!(stored, WikiPage { rev: 1, ..about });
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct Written<T>(Put<T>);

impl<T: DynamoTable> Written<T> {
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
}

impl<T: DynamoTable> Operation for Put<T> {
    type Output = ();

    fn run(self, metered: bool) -> impl Future<Output = Result<((), Capacity)>> + Send {
        self.write(Returning::Nothing, metered).map_ok(|reply| ((), reply.capacity))
    }
}

impl<T: DynamoTable> Write for Put<T> {
    type Table = T;

    const OPERATION: &'static str = "PutItem";

    fn table(&self) -> TableName {
        self.call.table()
    }

    fn write(self, returning: Returning, metered: bool) -> impl Future<Output = Result<Reply>> + Send {
        let lowered = self.lower(returning, metered).map(|(sent, request)| (sent, Arc::new(request)));
        async move {
            let (sent, request) = lowered?;
            sent.send(request).await
        }
    }
}

impl<T: DynamoTable + Send> Operation for Written<T> {
    type Output = T;

    async fn run(self, metered: bool) -> Result<(T, Capacity)> {
        let (sent, request) = self.0.lower(Returning::Nothing, metered)?;
        let read = sent.read(&request)?;
        Ok((read, sent.send(Arc::new(request)).await?.capacity))
    }
}

impl<T: DynamoTable> Transacts for Put<T> {
    type Table = T;
    type Output = ();

    fn set_now(&mut self, now: SystemTime) {
        self.call.set_now(now);
    }

    fn transacted(self) -> Result<Transacted<T, ()>> {
        let (sent, request) = self.lower(Returning::Nothing, false)?;
        Ok(sent.transacted(request, ()))
    }
}

impl<T: DynamoTable + Send> Transacts for Written<T> {
    type Table = T;
    type Output = T;

    fn set_now(&mut self, now: SystemTime) {
        self.0.set_now(now);
    }

    fn transacted(self) -> Result<Transacted<T, T>> {
        let (sent, request) = self.0.lower(Returning::Nothing, false)?;
        let read = sent.read(&request)?;
        Ok(sent.transacted(request, read))
    }
}

awaitable!(Put<T>, Written<T>);
