use super::row::{Asks, Selected, Whole};
use super::target::key_attributes;
use crate::db::Db;
use crate::error::Result;
use crate::expr::{Select, Selection};
use crate::request;
use crate::table::{DynamoTable, Key};

/// One item by its key: [`Db::get`].
#[must_use = "a request does nothing until it is awaited"]
pub struct Get<T, R = Whole> {
    db: Db,
    key: Key<T>,
    rows: R,
    consistent: bool,
}

impl<T: DynamoTable> Get<T> {
    pub(crate) fn new(db: Db, key: Key<T>) -> Self {
        Self { db, key, rows: Whole, consistent: false }
    }

    /// Hands back these attributes instead of the whole item.
    pub fn select<R: Selection<T>>(self, what: impl FnOnce(&T::Fields<Select<T>>) -> R) -> Get<T, Selected<R>> {
        let rows = Selected(what(&T::fields()));
        Get { db: self.db, key: self.key, rows, consistent: self.consistent }
    }
}

impl<T: DynamoTable, R: Asks<T>> Get<T, R> {
    /// Sees every write acknowledged before it.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// The plain request.
    ///
    /// # Errors
    /// When the key cannot hold what it was given.
    pub fn request(self) -> Result<request::Get> {
        let key = key_attributes(&self.key).map_err(|error| self.db.blamed::<T>(error))?;
        Ok(request::Get {
            schema: T::SCHEMA,
            table: self.db.table_name::<T>(),
            key,
            projection: self.rows.projection(),
            consistent: self.consistent,
        })
    }
}
