use std::sync::Arc;

use super::call::Call;
use super::expired::Expired;
use super::row::{Asks, Entity, Reads, Selected, Stored, Whole};
use super::run::{Metered, Operation, awaitable};
use super::sight::{Seen, Sight};
use crate::db::Db;
use crate::error::{Error, ErrorKind, Result};
use crate::expr::{Select, Selection};
use crate::output::{Collected, Explained};
use crate::request::{self, Request};
use crate::response::Capacity;
use crate::table::{DynamoEntities, DynamoTable, Key};

/// One item by its key: [`Db::get`].
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
/// let found: Option<Order> = db.get(Order::key("ada", 1)).consistent().await?;
/// assert_eq!(found, Some(order(1)));
/// let part: (u64, Option<String>) = db.get(Order::key("ada", 1)).select(|o| (o.total(), o.note())).required().await?;
/// assert_eq!(part, (10, None));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct Get<T, R = Whole> {
    call: Call<T>,
    key: Key<T>,
    rows: R,
    consistent: bool,
    expired: Expired,
}

impl<T: DynamoTable> Get<T> {
    pub(crate) fn new(db: Db, key: Key<T>) -> Self {
        Self { call: Call::new(db), key, rows: Whole, consistent: false, expired: Expired::Hidden }
    }

    /// Hands back these attributes instead of the whole item.
    pub fn select<R: Selection<T>>(self, what: impl FnOnce(&T::Fields<Select<T>>) -> R) -> Get<T, Selected<R>> {
        let rows = Selected(what(&T::fields()));
        Get { call: self.call, key: self.key, rows, consistent: self.consistent, expired: self.expired }
    }
}

impl<T: DynamoTable> Get<T> {
    /// Hands back an item of whichever kind it is.
    pub fn entities<E: DynamoEntities>(self) -> Get<T, Entity<E>> {
        Get { call: self.call, key: self.key, rows: Entity::new(), consistent: self.consistent, expired: self.expired }
    }
}

impl<T: DynamoTable, R: Asks<T>> Get<T, R> {
    /// The item as it is stored, which has to be there.
    pub(super) fn stored(self) -> Required<T, Stored> {
        let Self { call, key, consistent, expired, .. } = self;
        Required(Get { call, key, rows: Stored, consistent, expired })
    }

    /// Sees every write acknowledged before it.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Hands back an item that has expired and is not deleted yet, too.
    pub fn include_expired(mut self) -> Self {
        self.expired = Expired::Included;
        self
    }

    /// Reads from this table instead of the type's own.
    pub fn in_table(mut self, name: impl Into<String>) -> Self {
        self.call.set_table(name);
        self
    }

    /// Fails with `NotFound`, naming table and key, where there is no item.
    pub fn required(self) -> Required<T, R> {
        Required(self)
    }

    /// Hands back what it cost, too.
    pub fn metered(self) -> Metered<Self> {
        Metered(self)
    }

    /// The request, readable; nothing is sent.
    ///
    /// # Errors
    /// When the key cannot hold what it was given.
    pub fn explain(self) -> Result<Explained> {
        Explained::new(Request::Get(Arc::new(self.request()?)))
    }

    /// The plain request.
    ///
    /// # Errors
    /// When the key cannot hold what it was given.
    pub fn request(self) -> Result<request::Get> {
        self.lower(false)
    }

    fn lower(&self, metered: bool) -> Result<request::Get> {
        let key = self.key.clone().into_attributes().map_err(|error| self.call.blamed(error.into()))?;
        Ok(request::Get {
            schema: T::SCHEMA,
            table: self.call.table(),
            key,
            projection: self.expired.seen(T::SCHEMA, self.rows.projection()),
            consistent: self.consistent,
            metered,
        })
    }
}

/// An item that has to be there: [`Get::required`]. What is said of the read may be said before or after it.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, age: u8, #[ttl] until: Option<Ttl> }
/// let db = Db::offline();
/// let one = db.get(User::key("u1")).select(|u| u.age()).consistent().include_expired().in_table("old").required();
/// let other = db.get(User::key("u1")).required().in_table("old").include_expired().select(|u| u.age()).consistent();
/// assert_eq!(one.explain()?, other.explain()?);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct Required<T, R = Whole>(Get<T, R>);

impl<T: DynamoTable> Required<T> {
    /// Hands back these attributes instead of the whole item.
    pub fn select<R: Selection<T>>(self, what: impl FnOnce(&T::Fields<Select<T>>) -> R) -> Required<T, Selected<R>> {
        Required(self.0.select(what))
    }
}

impl<T: DynamoTable, R: Asks<T>> Required<T, R> {
    /// Sees every write acknowledged before it.
    pub fn consistent(self) -> Self {
        Self(self.0.consistent())
    }

    /// Hands back an item that has expired and is not deleted yet, too.
    pub fn include_expired(self) -> Self {
        Self(self.0.include_expired())
    }

    /// Reads from this table instead of the type's own.
    pub fn in_table(self, name: impl Into<String>) -> Self {
        Self(self.0.in_table(name))
    }

    /// The plain request.
    ///
    /// # Errors
    /// When the key cannot hold what it was given.
    pub fn request(self) -> Result<request::Get> {
        self.0.request()
    }

    /// Hands back what it cost, too.
    pub fn metered(self) -> Metered<Self> {
        Metered(self)
    }

    /// The request, readable; nothing is sent.
    ///
    /// # Errors
    /// When the key cannot hold what it was given.
    pub fn explain(self) -> Result<Explained> {
        self.0.explain()
    }
}

impl<T: DynamoTable, R: Reads<T>> Operation for Get<T, R> {
    type Output = Option<R::Output>;

    async fn run(self, metered: bool) -> Result<(Self::Output, Capacity)> {
        let request = self.lower(metered)?;
        fetch(&self.call, &self.key, request, self.rows, self.expired).await
    }
}

impl<T: DynamoTable, R: Reads<T>> Operation for Required<T, R> {
    type Output = R::Output;

    async fn run(self, metered: bool) -> Result<(Self::Output, Capacity)> {
        let request = self.0.lower(metered)?;
        let Get { call, key, rows, expired, .. } = self.0;
        let (found, capacity) = fetch(&call, &key, request, rows, expired).await?;
        Ok((found.ok_or_else(|| blamed(&call, &key, Error::new(ErrorKind::NotFound)))?, capacity))
    }
}

async fn fetch<T: DynamoTable, R: Reads<T>>(
    call: &Call<T>,
    key: &Key<T>,
    request: request::Get,
    rows: R,
    expired: Expired,
) -> Result<(Option<R::Output>, Capacity)> {
    let now = call.now();
    let sight = Sight { expired, now, mixed: false, whole: true };
    let collected = Collected::new(move |row| match rows.see(row, sight)? {
        Seen::Row(row) => Ok(Some(row)),
        Seen::Hidden | Seen::Foreign => Ok(None),
    });
    let reply = call.send(Request::Get(Arc::new(request)), Some(&collected.handle())).await?;
    let found = collected.take().pop().transpose().map_err(|error| blamed(call, key, error))?;
    Ok((found.flatten(), reply.capacity))
}

fn blamed<T: DynamoTable>(call: &Call<T>, key: &Key<T>, error: Error) -> Error {
    call.blamed(error).in_operation("GetItem").for_key(key.to_string())
}

awaitable!(Get<T, R>, Required<T, R>);
