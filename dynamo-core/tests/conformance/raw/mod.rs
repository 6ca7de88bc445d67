//! What an engine really holds, read and written past the library.

mod sdk;
mod sql;

use dynamo_core::Db;
use dynamo_core::request::{Action, Condition};
use dynamo_core::schema::TableDefinition;
use dynamo_core::value::Item;

use sdk::Sdk;
pub(crate) use sql::Sql;

/// One variant for each way in.
#[derive(Clone)]
pub(crate) enum Raw {
    Sdk(Sdk),
    Sql(Sql),
}

/// The same of either.
macro_rules! either {
    ($raw:ident.$method:ident($($argument:expr),*)) => {
        match $raw {
            Raw::Sdk(raw) => raw.$method($($argument),*).await,
            Raw::Sql(raw) => raw.$method($($argument),*).await,
        }
    };
}

impl Raw {
    /// The way into an engine that is reached by the SDK.
    pub(crate) fn of(db: &Db) -> Self {
        Self::Sdk(Sdk(db.sdk().expect("an engine that is reached by the SDK").clone()))
    }

    pub(crate) async fn item(&self, table: &str, key: Item) -> Option<Item> {
        either!(self.item(table, key))
    }

    pub(crate) async fn write(&self, table: &str, item: Item) {
        either!(self.write(table, item));
    }

    pub(crate) async fn write_all(&self, table: &str, items: impl IntoIterator<Item = Item>) {
        either!(self.write_all(table, items));
    }

    pub(crate) async fn delete(&self, table: &str, key: Item) {
        either!(self.delete(table, key));
    }

    /// Adds one to a number, as a program does that knows of no versions.
    pub(crate) async fn count_up(&self, table: &str, key: Item, name: &str) {
        either!(self.count_up(table, key, name));
    }

    /// Asks the engine for an update in its own words, past what we check: the item as the update leaves it.
    pub(crate) async fn update(
        &self,
        table: &str,
        key: Item,
        condition: Option<Condition>,
        actions: Vec<Action>,
    ) -> Result<Item, String> {
        either!(self.update(table, key, condition, actions))
    }

    /// Everything that a table holds, in one form and order.
    pub(crate) async fn items(&self, table: &str) -> Vec<Item> {
        either!(self.items(table))
    }

    pub(crate) async fn has_table(&self, table: &str) -> bool {
        either!(self.has_table(table))
    }

    /// Makes a table, and waits until it can be used. How its items expire is not said here.
    pub(crate) async fn create(&self, definition: &TableDefinition) {
        either!(self.create(definition));
    }

    /// Waits until a table can be used.
    pub(crate) async fn settled(&self, table: &str) {
        either!(self.settled(table));
    }

    /// Sets 7 units aside for reading and 3 for writing, for a table and for each of these global indexes, which are all that it has.
    pub(crate) async fn provision(&self, table: &str, indexes: &[&str]) {
        either!(self.provision(table, indexes));
    }

    /// Switches on that items expire.
    pub(crate) async fn expire(&self, table: &str, attribute: &str) {
        either!(self.expire(table, attribute));
    }

    /// Switches off that items expire.
    pub(crate) async fn keep_expired(&self, table: &str, attribute: &str) {
        either!(self.keep_expired(table, attribute));
    }

    /// Deletes the tables whose names begin so: an engine with many tables is a slow one.
    pub(crate) async fn clear(&self, prefix: &str) {
        either!(self.clear(prefix));
    }

    /// How many items an index holds.
    pub(crate) async fn count(&self, table: &str, index: &str) -> usize {
        either!(self.count(table, index))
    }

    /// What the stream tells, and what is set aside for the table and for each index.
    pub(crate) async fn costs(&self, table: &str) -> Vec<String> {
        either!(self.costs(table))
    }

    /// Keys, indexes and the attribute that items expire by, as lines of text.
    pub(crate) async fn shape(&self, table: &str) -> Vec<String> {
        either!(self.shape(table))
    }
}
