use std::time::SystemTime;

use super::expired::Expired;
use crate::error::{DecodeError, Result};
use crate::request::is_expired;
use crate::schema::{IndexSchema, Projected, Schema};
use crate::table::{DynamoTable, Source, Table};
use crate::value::{Item, RawRow};

/// What a raw row turned out to be.
#[derive(Debug)]
pub enum Seen<T> {
    /// One that was asked for.
    Row(T),
    /// One that has expired.
    Hidden,
    /// One of another kind.
    Foreign,
}

/// What is looked at before a row is decoded.
#[derive(Debug, Clone, Copy)]
pub struct Sight {
    pub(super) expired: Expired,
    pub(super) now: SystemTime,
    /// Whether rows of other kinds may be among them.
    pub(super) mixed: bool,
    /// Whether rows are whole items, whatever the index holds.
    pub(super) whole: bool,
}

impl Sight {
    /// Whether a row of the table's own kind is to be decoded, or what it is instead.
    pub(super) fn of<Ix: Source>(self, row: &RawRow<'_>) -> Result<Seen<()>, DecodeError> {
        if self.mixed && is_foreign::<Ix>(row, self.whole)? {
            return Ok(Seen::Foreign);
        }
        Ok(match self.expired.hides(Ix::Table::SCHEMA, row, self.now)? {
            true => Seen::Hidden,
            false => Seen::Row(()),
        })
    }
}

impl Sight {
    /// Whether an item of this kind has expired.
    pub(super) fn hides_item(self, schema: &Schema, item: &Item) -> bool {
        self.expired == Expired::Hidden && is_expired(schema, item, self.now)
    }
}

/// The attributes by which a row's kind is told.
pub(super) fn telling(schema: &'static Schema) -> impl Iterator<Item = &'static str> {
    let keys = std::iter::once(&schema.pk).chain(&schema.sk).map(|key| key.name);
    keys.chain(schema.tag.map(|tag| tag.attribute))
}

/// Whether an index (or the table) holds an attribute.
pub(super) fn holds<Ix: Source>(attribute: &str) -> bool {
    let Some(IndexSchema { projected, pk, sk, .. }) = Ix::index() else { return true };
    let schema = Ix::Table::SCHEMA;
    let mut keys = std::iter::once(&schema.pk).chain(&schema.sk).chain(*pk).chain(*sk);
    match projected {
        Projected::All => true,
        Projected::Include(names) if names.contains(&attribute) => true,
        Projected::Include(_) | Projected::KeysOnly => keys.any(|key| key.name == attribute),
    }
}

fn is_foreign<Ix: Source>(row: &RawRow<'_>, whole: bool) -> Result<bool, DecodeError> {
    let schema = Ix::Table::SCHEMA;
    let found: Item = row.attributes(&telling(schema).collect::<Vec<_>>())?;
    let is_told = schema.tag.is_some_and(|tag| whole || holds::<Ix>(tag.attribute));
    let tagged = !is_told || schema.is_tagged(&found);
    Ok(!tagged || !<Ix::Table as Table>::has_key_of(&found))
}
