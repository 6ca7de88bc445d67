use std::marker::PhantomData;
use std::time::SystemTime;

use crate::backend::Feature;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::request::{Request, TableName};
use crate::response::{Reply, Rows};
use crate::table::{DynamoTable, Kind};

/// Where a builder's request goes: a database, and a table of it.
pub(super) struct Call<T> {
    db: Db,
    /// `None` for the table's own name.
    table: Option<TableName>,
    /// `None` for the present.
    now: Option<SystemTime>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Call<T> {
    fn clone(&self) -> Self {
        Self { db: self.db.clone(), table: self.table.clone(), now: self.now, of: PhantomData }
    }
}

impl<T> Call<T> {
    pub(super) fn new(db: Db) -> Self {
        Self { db, table: None, now: None, of: PhantomData }
    }

    pub(super) fn set_table(&mut self, name: impl Into<String>) {
        self.table = Some(TableName::Owned(name.into()));
    }

    /// Makes it a part of a call that is made at this time.
    pub(super) fn set_now(&mut self, now: SystemTime) {
        self.now = Some(now);
    }

    /// The same, for the table that `T` leads to.
    pub(super) fn of<U>(&self) -> Call<U> {
        Call { db: self.db.clone(), table: self.table.clone(), now: self.now, of: PhantomData }
    }
}

impl<T: DynamoTable> Call<T> {
    pub(super) fn table(&self) -> TableName {
        self.table.clone().unwrap_or_else(|| self.db.name_of(Kind::of::<T>()))
    }

    pub(super) fn db(&self) -> &Db {
        &self.db
    }

    /// Whether the engine has this.
    pub(super) fn has(&self, feature: Feature) -> bool {
        self.db.stack::<T>().capabilities().has(feature)
    }

    /// The time of the call: taken once, and kept over retries.
    pub(super) fn now(&self) -> SystemTime {
        self.now.unwrap_or_else(SystemTime::now)
    }

    /// What the operation failed with, naming the table and showing no sensitive value.
    pub(super) fn blamed(&self, error: Error) -> Error {
        error.without_secrets(T::SCHEMA).in_table(self.table())
    }

    pub(super) async fn send(&self, request: Request, rows: Option<&Rows>) -> Result<Reply> {
        let operation = request.operation();
        let sent = self.db.stack::<T>().execute(request, rows).await;
        sent.map_err(|error| self.blamed(error).in_operation(operation))
    }
}
