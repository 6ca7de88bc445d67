use std::time::Duration;

use super::call::Call;
use super::diff;
use super::get::Get;
use super::run::{Metered, Operation, awaitable};
use super::target::{self, Decided};
use super::update::Update;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::request::{Comparison, Condition, DocumentPath, Operand, VersionCheck};
use crate::response::Capacity;
use crate::table::{DynamoTable, Key, Table};
use crate::value::Item;

/// How often it is tried unless the caller says otherwise.
const TRIES: u32 = 10;
/// The longest pause after the first try; doubled after each, up to the last.
const FIRST_PAUSE: Duration = Duration::from_millis(10);
const LAST_PAUSE: Duration = Duration::from_millis(500);

/// An item that is read, changed and written, again until nobody was faster: [`Db::update_with`].
#[must_use = "a request does nothing until it is awaited"]
pub struct UpdateWith<T, F> {
    call: Call<T>,
    db: Db,
    key: Key<T>,
    change: F,
    tries: u32,
}

/// What the function given to [`Db::update_with`] may return: nothing, or an error that ends it before anything is written.
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
            match self.attempt(metered, &mut capacity).await {
                Err(error) if self.tries > 0 && is_overtaken(&error) => {}
                done => return Ok((done?, capacity)),
            }
            self.db.sleep(pause.mul_f64(fastrand::f64())).await;
            pause = (pause * 2).min(LAST_PAUSE);
        }
    }
}

impl<T: DynamoTable + Send, F> UpdateWith<T, F> {
    async fn attempt<D>(&mut self, metered: bool, capacity: &mut Capacity) -> Result<T>
    where
        F: FnMut(&mut T) -> D + Send + 'static,
        D: Decision,
    {
        let read = Get::new(self.db.clone(), self.key.clone()).in_table(self.call.table()).consistent().stored();
        let (item, cost) = read.run(metered).await?;
        capacity.add(&cost);
        let (old, mut new) = (T::from_item(item.clone())?, T::from_item(item.clone())?);
        (self.change)(&mut new).decided().map_err(|error| self.call.blamed(error))?;
        if diff::actions(T::SCHEMA, &self.key, &old, &new).map_err(|error| self.call.blamed(error))?.0.is_empty() {
            return Ok(new);
        }
        let update = self.conditional(&old, &item).map_err(|error| self.call.blamed(error))?;
        let write = update.in_table(self.call.table()).diff(&old, &new).returning_new();
        let (new, cost) = write.run(metered).await?;
        capacity.add(&cost);
        Ok(new)
    }

    /// On the version that was read, or else on everything that was.
    fn conditional(&self, old: &T, item: &Item) -> Result<Update<T, Decided>> {
        let version = target::carried(old)?;
        let update = Update::of_version(self.db.clone(), self.key.clone(), version);
        Ok(match version {
            VersionCheck::Is(_) => update,
            VersionCheck::None => update.on_condition(unchanged(item)),
        })
    }
}

/// Whether somebody else was faster.
fn is_overtaken(error: &Error) -> bool {
    error.is_version_conflict() || error.is_condition_failed()
}

/// Holds while every attribute is as it was read.
fn unchanged(item: &Item) -> Option<Condition> {
    let mut attributes: Vec<_> = item.iter().collect();
    attributes.sort_by_key(|(name, _)| *name);
    let equal = attributes.into_iter().map(|(name, value)| {
        let path = Operand::Path(DocumentPath::root(name.clone()));
        Condition::Compare(Comparison::Eq, path, Operand::Value(value.clone()))
    });
    equal.reduce(Condition::and)
}

awaitable!(UpdateWith<T, F>);
