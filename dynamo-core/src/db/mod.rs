//! The handle that operations are made by.

mod blocking;
mod breaker;
mod builder;
mod connect;
mod jobs;
mod names;
mod tables;

use std::any::TypeId;
use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

pub use blocking::{Blocking, BlockingIter};
pub use builder::DbBuilder;

use crate::backend::Capabilities;
use crate::error::{Error, Result};
use crate::middleware::Stack;
use crate::operation::{
    BatchGet, BatchWrite, Decision, Delete, Everything, Get, IntoWanted, Put, Query, Scan, Target, TransactGet,
    TransactWrite, Update, UpdateWith, Upsert,
};
use crate::request::{Presence, Request, TableName};
use crate::response::{Reply, Rows};
#[cfg(feature = "streams")]
use crate::stream::ReadChanges;
#[cfg(feature = "streams")]
use crate::table::Streamed;
use crate::table::{DynamoTable, Key, Kind, Partition, Source};
use names::Names;

/// A handle to a database: cheap to clone, free to share. It makes operations, which are builders.
///
/// ```
/// use dynamo_core::prelude::*;
///
/// #[derive(Debug, PartialEq, DynamoTable)]
/// #[dynamo(table = "users")]
/// struct User {
///     #[pk]
///     id: String,
///     name: String,
/// }
///
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let db = Db::embedded()?;
/// db.create_table::<User>().await?;
/// let ada = User { id: "u1".into(), name: "Ada".into() };
/// db.create(&ada).await?;
/// assert_eq!(db.get(User::key("u1")).await?, Some(ada));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    names: Names,
    stack: Stack,
    /// The engines of types that have one of their own.
    own: Vec<(Kind, Stack)>,
    #[cfg(feature = "streams")]
    streams: Option<aws_sdk_dynamodbstreams::Client>,
    /// The engine in this process, where it is one.
    #[cfg(feature = "embedded")]
    engine: Option<crate::backend::embedded::Engine>,
    /// Made when it is asked for, and shared by all handles of an engine: its connections live there.
    blocking: Arc<OnceLock<Blocking>>,
}

impl Db {
    /// The name of a type's table.
    #[must_use]
    pub fn table_name<T: DynamoTable>(&self) -> String {
        self.name_of(Kind::of::<T>()).into_owned()
    }

    pub(crate) fn name_of(&self, kind: Kind) -> TableName {
        self.inner.names.of(kind)
    }

    pub(crate) fn stack<T: DynamoTable>(&self) -> &Stack {
        self.stack_of(Kind::of::<T>())
    }

    pub(crate) fn stack_of(&self, kind: Kind) -> &Stack {
        let own = self.inner.own.iter().find(|(known, _)| known.id == kind.id);
        own.map_or(&self.inner.stack, |(_, stack)| stack)
    }

    /// The engine for a plain request, which names a schema and not a type. One about a table goes where the type of that name goes.
    fn stack_for(&self, request: &Request) -> Result<&Stack> {
        if self.inner.own.is_empty() {
            return Ok(&self.inner.stack);
        }
        let mut places = request.schemas().into_iter().map(|schema| self.place(|kind| kind.schema.is(schema)));
        let place = places.next().unwrap_or_else(|| self.place(|kind| self.name_of(kind) == request.table()));
        if places.any(|other| other != place) {
            return Err(Error::invalid_request("the types of one request have different clients; it goes to one"));
        }
        Ok(place.map_or(&self.inner.stack, |at| &self.inner.own[at].1))
    }

    fn place(&self, is_meant: impl Fn(Kind) -> bool) -> Option<usize> {
        self.inner.own.iter().position(|(kind, _)| is_meant(*kind))
    }

    /// Whether the other one is a clone of this one.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }

    /// The client that a type has of its own, if it has one.
    pub(crate) fn route(&self, kind: Kind) -> Option<TypeId> {
        self.inner.own.iter().any(|(known, _)| known.id == kind.id).then_some(kind.id)
    }

    /// The AWS SDK's client underneath, for what this library does not do; `None` where there is none.
    ///
    /// The embedded engine has one too: it answers in the process.
    #[must_use]
    pub fn sdk(&self) -> Option<&aws_sdk_dynamodb::Client> {
        self.inner.stack.client()
    }

    /// The SDK's client for the tables of a kind.
    #[cfg(feature = "streams")]
    pub(crate) fn sdk_of(&self, kind: Kind) -> Option<&aws_sdk_dynamodb::Client> {
        self.stack_of(kind).client()
    }

    /// The client for streams that was given; that of a kind with a client of its own is made from its own.
    #[cfg(feature = "streams")]
    pub(crate) fn streams_client(&self, kind: Kind) -> Option<aws_sdk_dynamodbstreams::Client> {
        self.inner.streams.clone().filter(|_| self.route(kind).is_none())
    }

    /// What the engine can do: what it cannot is refused with `Unsupported` before anything is sent.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// use dynamo_core::backend::Feature;
    ///
    /// assert!(!Db::offline().capabilities().has(Feature::Sending));
    /// ```
    #[must_use]
    pub fn capabilities(&self) -> Capabilities {
        self.inner.stack.capabilities()
    }

    /// Carries out a plain request, as the builders make them with `.request()`; its rows go into the sink. It goes where the operations of
    /// its type go.
    ///
    /// # Errors
    /// What the engine fails with.
    pub async fn execute(&self, request: Request, rows: Option<&Rows>) -> Result<Reply> {
        let (operation, table, schemas) = (request.operation(), request.table().to_owned(), request.schemas());
        let sent = match self.stack_for(&request) {
            Ok(stack) => stack.execute(request, rows).await,
            Err(error) => Err(error),
        };
        sent.map_err(|error| {
            let clean = schemas.into_iter().fold(error, |error, schema| error.without_secrets(schema));
            clean.in_operation(operation).in_table(table)
        })
    }

    pub(crate) async fn sleep(&self, pause: Duration) {
        tokio::time::sleep(pause).await;
    }

    /// One item by its key.
    pub fn get<T: DynamoTable>(&self, key: Key<T>) -> Get<T> {
        Get::new(self.clone(), key)
    }

    /// Writes an item, replacing what is there.
    pub fn put<T: DynamoTable>(&self, item: &T) -> Put<T> {
        Put::new(self.clone(), item, Presence::Any)
    }

    /// Writes an item whose key must not be taken.
    pub fn create<T: DynamoTable>(&self, item: &T) -> Put<T> {
        Put::new(self.clone(), item, Presence::Refused)
    }

    /// Changes an item, which must be there.
    pub fn update<A: Target>(&self, target: A) -> Update<A::Table, A::Given> {
        Update::new(self.clone(), target)
    }

    /// Reads an item, changes it, and writes what changed on the condition that nobody else has written meanwhile: its version, or else all
    /// that was read, is still the same. Otherwise it begins again. It hands back the item as it is then.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "carts")]
    /// # struct Cart { #[pk] id: String, lines: Vec<String>, #[version] rev: u64 }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<Cart>().await?;
    /// # db.create(&Cart { id: "c1".into(), lines: vec![], rev: 0 }).await?;
    /// let cart = db.update_with(Cart::key("c1"), |cart| cart.lines.push("tea".into())).await?;
    /// assert_eq!((cart.lines, cart.rev), (vec!["tea".to_owned()], 2));
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn update_with<T, F, D>(&self, key: Key<T>, change: F) -> UpdateWith<T, F>
    where
        T: DynamoTable,
        F: FnMut(&mut T) -> D + Send + 'static,
        D: Decision,
    {
        UpdateWith::new(self.clone(), key, change)
    }

    /// Changes an item, or makes it.
    pub fn upsert<T: DynamoTable>(&self, key: Key<T>) -> Upsert<T> {
        Upsert::new(self.clone(), key)
    }

    /// Deletes an item, if it is there.
    pub fn delete<A: Target>(&self, target: A) -> Delete<A::Table, A::Given> {
        Delete::new(self.clone(), target)
    }

    /// The rows of a table or an index that share a partition key.
    pub fn query<Ix: Source>(&self, partition: Partition<Ix>) -> Query<Ix> {
        Query::new(self.clone(), partition)
    }

    /// All items of a table.
    pub fn scan<T: DynamoTable>(&self) -> Scan<T> {
        Scan::new(self.clone(), Everything::new())
    }

    /// All rows of an index.
    pub fn scan_index<Ix: Source>(&self, _index: Ix) -> Scan<Ix> {
        Scan::new(self.clone(), Everything::new())
    }

    /// Items by their keys, any number and any mix of tables: in the order of the keys, with `None` for what is not there. A key that is
    /// asked for twice is read once. Tuples give tuples.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String }
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "teams")]
    /// # struct Team { #[pk] name: String }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<User>().await?;
    /// # db.create_table::<Team>().await?;
    /// # let (ada, red) = (User { id: "ada".into() }, Team { name: "red".into() });
    /// db.batch_write().put(&ada).put(&red).await?;
    /// let users: Vec<Option<User>> = db.batch_get([User::key("ada"), User::key("bob")]).await?;
    /// assert_eq!(users, [Some(ada.clone()), None]);
    /// let (team, users) = db.batch_get((Team::key("red"), vec![User::key("ada")])).await?;
    /// assert_eq!((team, users), (Some(red), vec![Some(ada)]));
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn batch_get<I: IntoWanted>(&self, keys: I) -> BatchGet<I::Wanted> {
        BatchGet::new(self.clone(), keys.into_wanted())
    }

    /// Any number of unconditional writes.
    pub fn batch_write(&self) -> BatchWrite {
        BatchWrite::new(self.clone())
    }

    /// Writes and checks that are carried out together, or not at all: up to 100, of any mix of tables.
    pub fn transact_write(&self) -> TransactWrite {
        TransactWrite::new(self.clone())
    }

    /// Items by their keys as they all are at one moment: up to 100, of any mix of tables, in the order of the keys, with `None` for what is
    /// not there. Tuples give tuples.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String }
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "teams")]
    /// # struct Team { #[pk] name: String }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<User>().await?;
    /// # db.create_table::<Team>().await?;
    /// # let (ada, red) = (User { id: "ada".into() }, Team { name: "red".into() });
    /// db.transact_write().create(&ada).create(&red).await?;
    /// let (team, users) = db.transact_get((Team::key("red"), [User::key("ada"), User::key("bob")])).await?;
    /// assert_eq!((team, users), (Some(red), vec![Some(ada), None]));
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn transact_get<I: IntoWanted>(&self, keys: I) -> TransactGet<I::Wanted> {
        TransactGet::new(self.clone(), keys.into_wanted())
    }

    /// The changes of a table, from its stream: of one type, or of all kinds of an enum of entities. See [`Changes`](crate::stream::Changes).
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String }
    /// # async fn example(db: Db) -> Result<()> {
    /// let mut changes = db.changes::<User>().from_latest().await?;
    /// while let Some(change) = changes.next().await? {
    ///     println!("{:?}: {}", change.kind, change.key);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "streams")]
    pub fn changes<T: Streamed>(&self) -> ReadChanges<T> {
        ReadChanges::new(self.clone())
    }
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Db").field(&self.inner.stack).finish()
    }
}
