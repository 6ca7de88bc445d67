use std::time::Duration;

use super::call::Call;
use super::conditions::unchanged;
use super::diff;
use super::get::Get;
use super::run::{Metered, Operation, awaitable};
use super::target::{self, Decided};
use super::update::Update;
use super::upgrade;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::response::Capacity;
use crate::table::{DynamoTable, Key, Table};
use crate::value::Item;
use crate::version::{self, Age};

/// How often it is tried unless the caller says otherwise.
const TRIES: u32 = 10;
/// The longest pause after the first try; doubled after each, up to the last.
const FIRST_PAUSE: Duration = Duration::from_millis(10);
const LAST_PAUSE: Duration = Duration::from_millis(500);

/// An item that is read, changed and written, again until nobody was faster: [`Db::update_with`].
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
/// let order = db.update_with(Order::key("ada", 1), |order| order.lines.retain(|line| line != "tea")).await?;
/// assert!(order.lines.is_empty());
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct UpdateWith<T, F> {
    call: Call<T>,
    db: Db,
    key: Key<T>,
    change: F,
    tries: u32,
}

/// What the function given to [`Db::update_with`] may return: nothing, or an error that ends it before anything is written.
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
/// let sold_out = db
///     .update_with(Order::key("ada", 1), |order| {
///         if order.lines.len() < 2 {
///             return Err(Error::invalid_request("there is too little"));
///         }
///         order.status = "paid".into();
///         Ok(())
///     })
///     .await;
/// assert!(sold_out.is_err());
/// assert_eq!(db.get(Order::key("ada", 1)).required().await?.status, "new");
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
pub trait Decision {
    /// The error, if there is one.
    ///
    /// # Errors
    /// The caller's own.
    fn decided(self) -> Result<()>;
}

impl Decision for () {
    fn decided(self) -> Result<()> {
        Ok(())
    }
}

impl Decision for Result<()> {
    fn decided(self) -> Result<()> {
        self
    }
}

impl<T: DynamoTable, F> UpdateWith<T, F> {
    pub(crate) fn new(db: Db, key: Key<T>, change: F) -> Self {
        Self { call: Call::new(db.clone()), db, key, change, tries: TRIES }
    }

    /// How often it is tried, at most; 10 times unless set.
    pub fn tries(mut self, tries: u32) -> Self {
        self.tries = tries;
        self
    }

    /// Reads from and writes to this table instead of the type's own.
    pub fn in_table(mut self, name: impl Into<String>) -> Self {
        self.call.set_table(name);
        self
    }

    /// Hands back what it cost, too.
    pub fn metered(self) -> Metered<Self> {
        Metered(self)
    }
}

impl<T, F, D> Operation for UpdateWith<T, F>
where
    T: DynamoTable + Send,
    F: FnMut(&mut T) -> D + Send + 'static,
    D: Decision,
{
    type Output = T;

    async fn run(mut self, metered: bool) -> Result<(T, Capacity)> {
        if self.tries == 0 {
            return Err(self.call.blamed(Error::invalid_request("0 tries do nothing; say at least 1")));
        }
        let mut capacity = Capacity::default();
        let mut pause = FIRST_PAUSE;
        loop {
            self.tries -= 1;
            match self.attempt(metered, &mut capacity).await? {
                Attempt::Overtaken(_) if self.tries > 0 => {}
                Attempt::Overtaken(error) => return Err(error),
                Attempt::Done(item) => return Ok((item, capacity)),
            }
            self.db.sleep(pause.mul_f64(fastrand::f64())).await;
            pause = (pause * 2).min(LAST_PAUSE);
        }
    }
}

/// What came of one try. An error that did not come from the write itself ends it all.
enum Attempt<T> {
    Done(T),
    /// Somebody else was faster.
    Overtaken(Error),
}

impl<T: DynamoTable + Send, F> UpdateWith<T, F> {
    async fn attempt<D>(&mut self, metered: bool, capacity: &mut Capacity) -> Result<Attempt<T>>
    where
        F: FnMut(&mut T) -> D + Send + 'static,
        D: Decision,
    {
        let read = Get::new(self.db.clone(), self.key.clone()).in_table(self.call.table()).consistent().stored();
        let (item, cost) = read.run(metered).await?;
        capacity.add(&cost);
        let (old, mut new) = (self.read(item.clone())?, self.read(item.clone())?);
        (self.change)(&mut new).decided().map_err(|error| self.call.blamed(error))?;
        if diff::actions(T::SCHEMA, &self.key, &old, &new).map_err(|error| self.call.blamed(error))?.0.is_empty() {
            return Ok(Attempt::Done(new));
        }
        let update = self.update(&old, &new)?;
        let locked = T::SCHEMA.version.is_some();
        match write(&self.call, update, (!locked).then_some(item), metered, capacity).await {
            Ok(new) => Ok(Attempt::Done(new)),
            Err(error)
                if error.is_version_conflict() || error.is_condition_failed() || error.is_transaction_conflict() =>
            {
                Ok(Attempt::Overtaken(error))
            }
            Err(error) => Err(error.for_key(self.key.to_string())),
        }
    }

    fn read(&self, item: Item) -> Result<T> {
        T::from_stored(item).map_err(|error| self.call.blamed(error).in_operation("GetItem"))
    }

    /// On the version that was read, if there is one.
    fn update(&self, old: &T, new: &T) -> Result<Update<T, Decided>> {
        let version = target::carried(old).map_err(|error| self.call.blamed(error))?;
        let update = Update::of_version(self.db.clone(), self.key.clone(), version);
        Ok(update.in_table(self.call.table()).diff(old, new))
    }
}

/// Writes on the condition that the item is as it was read. One of an older schema version is stored in the type's own first: what
/// is to stay unchanged is what the update finds.
async fn write<T: DynamoTable + Send>(
    call: &Call<T>,
    mut update: Update<T, Decided>,
    read: Option<Item>,
    metered: bool,
    capacity: &mut Capacity,
) -> Result<T> {
    if let Some(mut item) = read {
        let numbered = T::SCHEMA.numbered().is_some();
        if numbered && version::age(T::SCHEMA, &item).map_err(|error| call.blamed(error))? == Age::Older {
            let (written, cost) = upgrade::write(call, &item, call.now(), metered).await?;
            capacity.add(&cost);
            item = written;
        }
        update = update.on_condition(unchanged(T::SCHEMA, &item));
    }
    let (new, cost) = update.returning_new().run(metered).await?;
    capacity.add(&cost);
    Ok(new)
}

awaitable!(UpdateWith<T, F>);
