//! One write as the engine looks at it: decided by the item that is there.

use std::sync::Arc;

use super::limits;
use super::row_key::RowKey;
use super::stated::NewRow;
use crate::backend::refused;
use crate::error::{Error, Result};
use crate::evaluate::{check_actions, check_condition, is_true, updated};
use crate::request::{Action, Check, Condition, Delete, Expectation, Put, Returning, TransactOperation, Update};
use crate::schema::TableDefinition;
use crate::value::{Item, check_size};

/// A write, or a check.
pub(super) struct Task {
    pub(super) table: Arc<TableDefinition>,
    pub(super) key: RowKey,
    expectation: Expectation,
    /// All that is expected, and asked for.
    condition: Option<Condition>,
    effect: Effect,
    returning: Returning,
}

enum Effect {
    Put(Item),
    /// The key stands for an item that is not there.
    Update {
        key: Item,
        actions: Vec<Action>,
    },
    Delete,
    Check,
}

/// What becomes of a row.
pub(super) enum Decided {
    Kept,
    Written(NewRow),
    Deleted,
}

impl Task {
    pub(super) fn put(table: Arc<TableDefinition>, put: Put) -> Result<Self> {
        let expectation = put.expectation();
        let item = put.item.into_item();
        let key = RowKey::of(&table, |name| item.get(name))?;
        limits::check_item(&table, &item)?;
        let condition = all_of(expectation, put.condition)?;
        Ok(Self { table, key, expectation, condition, effect: Effect::Put(item), returning: put.returning })
    }

    pub(super) fn update(table: Arc<TableDefinition>, update: Update) -> Result<Self> {
        let expectation = update.expectation();
        let key = RowKey::named(&table, &update.key)?;
        check_actions(&update.actions)?;
        check_keys(&table, &update.actions)?;
        let condition = all_of(expectation, update.condition)?;
        let item = update.key.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let effect = Effect::Update { key: item, actions: update.actions };
        Ok(Self { table, key, expectation, condition, effect, returning: update.returning })
    }

    pub(super) fn delete(table: Arc<TableDefinition>, delete: Delete) -> Result<Self> {
        let expectation = delete.expectation();
        let key = RowKey::named(&table, &delete.key)?;
        let condition = all_of(expectation, delete.condition)?;
        Ok(Self { table, key, expectation, condition, effect: Effect::Delete, returning: delete.returning })
    }

    fn check(table: Arc<TableDefinition>, check: Check) -> Result<Self> {
        let expectation = check.expectation();
        let key = RowKey::named(&table, &check.key)?;
        let condition = all_of(expectation, check.condition)?;
        let (effect, returning) = (Effect::Check, Returning::Nothing);
        Ok(Self { table, key, expectation, condition, effect, returning })
    }

    pub(super) fn of(table: Arc<TableDefinition>, operation: TransactOperation) -> Result<Self> {
        match operation {
            TransactOperation::Put(put) => Self::put(table, put),
            TransactOperation::Update(update) => Self::update(table, update),
            TransactOperation::Delete(delete) => Self::delete(table, delete),
            TransactOperation::Check(check) => Self::check(table, check),
        }
    }

    pub(super) fn lock(&self) -> i64 {
        self.key.lock(&self.table.table)
    }

    /// What becomes of the row, and the item that is handed back.
    pub(super) fn decide(&self, current: Option<Item>) -> Result<(Decided, Option<Item>)> {
        let nothing = Item::new();
        let holds = |condition: &Condition| is_true(condition, current.as_ref().unwrap_or(&nothing));
        if !self.condition.as_ref().is_none_or(holds) {
            return Err(refused(self.expectation, current));
        }
        let decided = match &self.effect {
            Effect::Put(item) => Decided::Written(self.row(item)?),
            Effect::Update { key, actions } => {
                let item = updated(actions, current.clone().unwrap_or_else(|| key.clone()))?;
                check_size(&item)?;
                limits::check_item(&self.table, &item)?;
                Decided::Written(self.row(&item)?)
            }
            Effect::Delete if current.is_some() => Decided::Deleted,
            Effect::Delete | Effect::Check => Decided::Kept,
        };
        let returned = match (self.returning, &decided) {
            (Returning::Old, _) => current,
            (Returning::New, Decided::Written(row)) => Some(row.item()?),
            _ => None,
        };
        Ok((decided, returned))
    }

    fn row(&self, item: &Item) -> Result<NewRow> {
        NewRow::new(self.key.clone(), self.expectation.schema, item)
    }
}

fn all_of(expectation: Expectation, asked: Option<Condition>) -> Result<Option<Condition>> {
    asked.as_ref().map(check_condition).transpose()?;
    Ok(expectation.condition(asked))
}

/// Refuses changes of the key.
fn check_keys(table: &TableDefinition, actions: &[Action]) -> Result<()> {
    let is_key = |name: &str| name == table.pk.name || table.sk.as_ref().is_some_and(|sk| sk.name == name);
    match actions.iter().find(|action| is_key(action.path.attribute())) {
        None => Ok(()),
        Some(action) => {
            Err(Error::invalid_request(format!("`{}` is of the primary key, which stays", action.path.attribute())))
        }
    }
}
