use std::time::SystemTime;

use super::call::Call;
use super::changes::Ranges;
use super::conditions::Conditions;
use super::exactly_once::{Transacted, Transacts};
use super::target::Target;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::expr::{Check, IntoCondition};
use crate::request::{self, Presence, TransactOperation, VersionCheck};
use crate::table::{DynamoTable, Key};

/// An item that a transaction looks at and does not change.
pub(super) struct Looked<T> {
    call: Call<T>,
    key: Key<T>,
    presence: Presence,
    version: Result<VersionCheck>,
    conditions: Conditions<T>,
}

impl<T: DynamoTable> Looked<T> {
    /// Asks that an item is there.
    pub(super) fn at<A: Target<Table = T>>(db: Db, target: A) -> Self {
        let (version, key, conditions) = (target.version(), target.into_key(), Conditions::new());
        Self { call: Call::new(db), key, presence: Presence::Required, version, conditions }
    }

    /// Asks that this holds of it, too.
    pub(super) fn only_if<C: IntoCondition<Check<T>>>(
        mut self,
        condition: impl FnOnce(&T::Fields<Check<T>>) -> C,
    ) -> Self {
        self.conditions.add(condition);
        self
    }

    /// Asks that there is no such item.
    pub(super) fn for_nothing(db: Db, key: Key<T>) -> Self {
        let (version, conditions) = (Ok(VersionCheck::None), Conditions::new());
        Self { call: Call::new(db), key, presence: Presence::Refused, version, conditions }
    }
}

impl<T: DynamoTable> Transacts for Looked<T> {
    type Table = T;
    type Output = ();

    fn set_now(&mut self, now: SystemTime) {
        self.call.set_now(now);
    }

    fn transacted(self) -> Result<Transacted<T, ()>> {
        let Self { call, key, presence, version, conditions } = self;
        let (table, now) = (call.table(), call.now());
        let check = key.clone().into_attributes().map_err(Error::from).and_then(|key| {
            let (version, condition) = (version?, conditions.into_tree()?);
            Ok(request::Check { schema: T::SCHEMA, table, key, presence, now, version, condition })
        });
        let operation = TransactOperation::Check(check.map_err(|error| call.blamed(error))?);
        Ok(Transacted { call, key, operation, ranges: Ranges::of(&[]), output: () })
    }
}
