//! The handle that operations are made by.

mod blocking;
mod breaker;
mod builder;
mod connect;
mod items;
mod jobs;
mod names;
mod rows;
mod tables;
mod together;

use std::any::TypeId;
use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

pub use blocking::{Blocking, BlockingIter};
pub use builder::DbBuilder;

use crate::backend::Capabilities;
use crate::error::{Error, Result};
use crate::middleware::Stack;
use crate::request::{Request, TableName};
use crate::response::{Reply, Rows};
#[cfg(feature = "streams")]
use crate::stream::ReadChanges;
#[cfg(feature = "streams")]
use crate::table::Streamed;
use crate::table::{DynamoTable, Kind};
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
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String, name: String }
    /// let db = Db::builder().table_prefix("test-").offline();
    /// assert_eq!(db.table_name::<User>(), "test-users");
    /// ```
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
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String, name: String }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<User>().await?;
    /// # let ada = User { id: "u1".into(), name: "Ada".into() };
    /// # db.put(&ada).await?;
    /// let sdk = db.sdk().expect("the embedded engine answers the SDK's client, too");
    /// let count = sdk.scan().table_name(db.table_name::<User>()).send().await.expect("an answer").count();
    /// assert_eq!(count, 1);
    /// assert!(Db::offline().sdk().is_none());
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
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
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String, name: String }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<User>().await?;
    /// # let ada = User { id: "u1".into(), name: "Ada".into() };
    /// # db.put(&ada).await?;
    /// use std::sync::Arc;
    /// use dynamo_core::request::Request;
    ///
    /// let scan = db.scan::<User>().request()?;
    /// let reply = db.execute(Request::Query(Arc::new(scan)), None).await?;
    /// assert_eq!(reply.count, 1);
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
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
