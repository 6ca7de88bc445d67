use std::marker::PhantomData;

use super::put::Conditions;
use super::target::{self, ByKey, Decided, Decides, Target};
use crate::db::Db;
use crate::error::Result;
use crate::expr::{Check, IntoCondition};
use crate::request::{self, VersionCheck};
use crate::table::{DynamoTable, Key};

/// An item, deleted: [`Db::delete`].
#[must_use = "a request does nothing until it is awaited"]
pub struct Delete<T, L> {
    db: Db,
    key: Key<T>,
    version: Result<VersionCheck>,
    conditions: Conditions<T>,
    decided: PhantomData<fn() -> L>,
}

impl<T: DynamoTable, L> Delete<T, L> {
    pub(crate) fn new<A: Target<Table = T, Given = L>>(db: Db, target: &A) -> Self {
        let (key, version) = (target.key(), target.version());
        Self { db, key, version, conditions: Conditions::new(), decided: PhantomData }
    }

    /// Deletes only if this holds of the item that is there.
    pub fn only_if<C: IntoCondition<Check<T>>>(mut self, condition: impl FnOnce(&T::Fields<Check<T>>) -> C) -> Self {
        self.conditions.add(condition);
        self
    }

    /// The plain request.
    ///
    /// # Errors
    /// When the key or a condition cannot hold what it was given.
    pub fn request(self) -> Result<request::Delete>
    where
        L: Decides<T>,
    {
        let db = self.db.clone();
        self.lower().map_err(|error| db.blamed::<T>(error))
    }

    fn lower(self) -> Result<request::Delete> {
        Ok(request::Delete {
            schema: T::SCHEMA,
            table: self.db.table_name::<T>(),
            key: target::key_attributes(&self.key)?,
            version: self.version?,
            condition: self.conditions.into_tree()?,
        })
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
        let Self { db, key, conditions, .. } = self;
        Delete { db, key, version: Ok(version), conditions, decided: PhantomData }
    }
}
