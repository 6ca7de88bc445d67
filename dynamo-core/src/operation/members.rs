use std::any::TypeId;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::error::DecodeError;
use crate::request::Identity;
use crate::schema::Schema;
use crate::value::{Item, RawRow};

/// The client that a type has of its own; `None` for the one that all others have.
pub(super) type Route = Option<TypeId>;

/// The members of a batch by what they are about: each item of a table is there once.
#[derive(Default)]
pub(super) struct Members {
    tables: HashMap<Route, HashMap<String, OfTable>>,
    room: usize,
}

struct OfTable {
    schema: &'static Schema,
    numbers: HashMap<Identity, usize>,
}

impl Members {
    /// The same, with room for so many more in each table.
    pub(super) fn with_room(room: usize) -> Self {
        Self { room, ..Self::default() }
    }

    /// The number of the member about this item: the one it has had before, or else this one.
    pub(super) fn number(
        &mut self,
        route: Route,
        table: &str,
        schema: &'static Schema,
        identity: Identity,
        next: usize,
    ) -> usize {
        let tables = self.tables.entry(route).or_default();
        if !tables.contains_key(table) {
            tables.insert(table.to_owned(), OfTable { schema, numbers: HashMap::with_capacity(self.room) });
        }
        let Some(of_table) = tables.get_mut(table) else { return next };
        match of_table.numbers.entry(identity) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => *new.insert(next),
        }
    }

    /// The member about this item, of which at least the key is known.
    pub(super) fn find(&self, route: Route, table: &str, item: &Item) -> Option<usize> {
        let of_table = self.tables.get(&route)?.get(table)?;
        of_table.numbers.get(&Identity::of_item(of_table.schema, item)?).copied()
    }

    /// The member that a row is about.
    pub(super) fn of_row(&self, route: Route, table: &str, row: &RawRow<'_>) -> Result<Option<usize>, DecodeError> {
        let Some(of_table) = self.tables.get(&route).and_then(|tables| tables.get(table)) else { return Ok(None) };
        let schema = of_table.schema;
        let names: Vec<_> = std::iter::once(&schema.pk).chain(&schema.sk).map(|key| key.name).collect();
        let identity = Identity::of_item(schema, &row.attributes(&names)?);
        Ok(identity.and_then(|identity| of_table.numbers.get(&identity).copied()))
    }
}
