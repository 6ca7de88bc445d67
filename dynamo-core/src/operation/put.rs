use super::target;
use crate::db::Db;
use crate::error::{EncodeError, Result};
use crate::expr::{Check, Cond, IntoCondition};
use crate::request::{self, Condition, Presence};
use crate::table::{DynamoTable, Table};
use crate::value::Item;

/// A whole item, written: [`Db::put`] and [`Db::create`].
#[must_use = "a request does nothing until it is awaited"]
pub struct Put<T> {
    db: Db,
    item: Result<Item>,
    version: Result<request::VersionCheck>,
    presence: Presence,
    conditions: Conditions<T>,
}

/// The conditions of a write; all of them have to hold.
pub(super) struct Conditions<T> {
    tree: Option<Result<Condition, EncodeError>>,
    table: std::marker::PhantomData<fn() -> T>,
}

impl<T: DynamoTable> Conditions<T> {
    pub(super) fn new() -> Self {
        Self { tree: None, table: std::marker::PhantomData }
    }

    pub(super) fn add<C: IntoCondition<Check<T>>>(&mut self, condition: impl FnOnce(&T::Fields<Check<T>>) -> C) {
        let Some(more) = condition(&T::fields()).into_condition().map(Cond::into_tree) else { return };
        self.tree = Some(match self.tree.take() {
            None => more,
            Some(before) => before.and_then(|before| Ok(before.and(more?))),
        });
    }

    pub(super) fn into_tree(self) -> Result<Option<Condition>> {
        Ok(self.tree.transpose()?)
    }
}

impl<T: DynamoTable> Put<T> {
    pub(crate) fn new(db: Db, item: &T, presence: Presence) -> Self {
        // An item that must not be there has no version either, whatever the instance carries.
        let version = match presence {
            Presence::Refused => Ok(request::VersionCheck::None),
            _ => target::carried(item),
        };
        Self { db, item: item.stored(), version, presence, conditions: Conditions::new() }
    }

    /// Writes only if this holds of the item that is there.
    pub fn only_if<C: IntoCondition<Check<T>>>(mut self, condition: impl FnOnce(&T::Fields<Check<T>>) -> C) -> Self {
        self.conditions.add(condition);
        self
    }

    /// The plain request.
    ///
    /// # Errors
    /// When the item, its key or a condition cannot hold what it was given.
    pub fn request(self) -> Result<request::Put> {
        let db = self.db.clone();
        self.lower().map_err(|error| db.blamed::<T>(error))
    }

    fn lower(self) -> Result<request::Put> {
        Ok(request::Put {
            schema: T::SCHEMA,
            table: self.db.table_name::<T>(),
            item: self.item?,
            presence: self.presence,
            version: self.version?,
            condition: self.conditions.into_tree()?,
        })
    }
}
