//! Schema versions of stored items.

use std::cmp::Ordering;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{Error, ErrorKind, Result};
use crate::schema::{Numbered, Schema, SchemaVersion, Step};
use crate::table::{DynamoTable, stamp};
use crate::value::{Entries, Item, RawRow, Row, check_size};

/// The item in the type's own version: an older one is taken through the upgrades, a newer one is refused.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(DynamoTable)]
/// # #[dynamo(table = "notes")]
/// # struct Note { #[pk] id: u32, title: String, #[schema_version(2, upgrade(1 => name_is_title))] version: u32 }
/// # fn name_is_title(mut item: Item) -> Result<Item> {
/// #     let name = item.remove("name").ok_or_else(|| Error::invalid_request("there is no name"))?;
/// #     item.insert("title".to_owned(), name);
/// #     Ok(item)
/// # }
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::table::DynamoTable as _;
/// use dynamo_core::version::upgraded;
///
/// let old = Item::from([("name".to_owned(), AttributeValue::S("A day out".into()))]);
/// let new = upgraded(Note::SCHEMA, old)?;
/// assert!(new.contains_key("title") && new["version"] == AttributeValue::N("2".into()));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
///
/// # Errors
/// When the version is newer than the type's, is no number, or an upgrade fails.
pub fn upgraded(schema: &Schema, item: Item) -> Result<Item> {
    let Some(SchemaVersion { attribute, numbered: Some(numbered) }) = schema.schema_version else {
        return Ok(item);
    };
    let found = SchemaVersion::number(attribute, item.get(attribute))?;
    if found > numbered.current {
        return Err(Error::new(ErrorKind::Outdated { found, current: numbered.current }));
    }
    let mut item = steps(&numbered, found).try_fold(item, |item, step| step(item))?;
    item.insert(attribute.to_owned(), AttributeValue::N(numbered.current.to_string()));
    Ok(item)
}

/// An older item as it is to be stored in the type's own version, which `upgrade` takes it to.
///
/// # Errors
/// When the upgrade fails; and when the result is no item of the type, or not the same one.
pub(crate) fn rewritten<T: DynamoTable>(old: &Item, upgrade: impl FnOnce(Item) -> Result<Item>) -> Result<Item> {
    let mut item = upgrade(old.clone())?;
    // The version is ours to write: what has none yet could not be read by a type that requires it.
    if let Some(version) = T::SCHEMA.schema_version {
        item.insert(version.attribute.to_owned(), version.stored(T::SCHEMA));
    }
    // What cannot be read must not be written.
    T::read(&mut Entries::from_item(&item))?;
    stamp(T::SCHEMA, &mut item)?;
    let moved = |name: &str| item.get(name) != old.get(name);
    if std::iter::once(&T::SCHEMA.pk).chain(&T::SCHEMA.sk).any(|key| moved(key.name)) {
        return Err(Error::invalid_request(
            "an upgrade changed what the item's key is made of; it cannot move the item",
        ));
    }
    check_size(&item)?;
    Ok(item)
}

/// The version of an item beside that of its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Age {
    /// An older one; of fingerprints, any other.
    Older,
    /// The same, or the type has none.
    Current,
    Newer,
}

/// The version of an item beside that of its type.
///
/// # Errors
/// When its version is no number, and the type's is.
pub(crate) fn age(schema: &Schema, item: &Item) -> Result<Age> {
    let Some(version) = schema.schema_version else { return Ok(Age::Current) };
    let found = item.get(version.attribute);
    let Some(numbered) = version.numbered else {
        return Ok(if version.is_current(schema, found) { Age::Current } else { Age::Older });
    };
    Ok(match SchemaVersion::number(version.attribute, found)?.cmp(&numbered.current) {
        Ordering::Less => Age::Older,
        Ordering::Equal => Age::Current,
        Ordering::Greater => Age::Newer,
    })
}

/// Reads a row, upgraded first if it is of an older version.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, PartialEq, DynamoTable)]
/// # #[dynamo(table = "notes")]
/// # struct Note { #[pk] id: u32, #[schema_version(2, upgrade(1 => keep))] version: u32 }
/// # fn keep(item: Item) -> Result<Item> { Ok(item) }
/// use dynamo_core::table::DynamoTable as _;
/// use dynamo_core::value::RawRow;
///
/// let item = Note { id: 1, version: 2 }.to_item()?;
/// let note: Note = dynamo_core::version::read(Note::SCHEMA, RawRow::map(item))?;
/// assert_eq!(note, Note { id: 1, version: 2 });
/// # Ok::<(), dynamo_core::Error>(())
/// ```
///
/// # Errors
/// As [`upgraded`], and when a stored value does not fit its type or a required one is absent.
pub fn read<R: Row>(schema: &Schema, row: RawRow<'_>) -> Result<R> {
    let Some((attribute, current)) = schema.numbered() else {
        return Ok(R::read(&mut row.entries()?)?);
    };
    if SchemaVersion::number(attribute, row.attribute(attribute)?.as_ref())? == current {
        return Ok(R::read(&mut row.entries()?)?);
    }
    let item = upgraded(schema, row.into_item()?)?;
    Ok(R::read(&mut Entries::from_map(item))?)
}

/// Checks a row of which there are only parts: it has to be of the type's own version, since no upgrade can be run on it.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::value::RawRow;
/// use dynamo_core::version::check;
///
/// let row = RawRow::map(Item::from([("version".to_owned(), AttributeValue::N("1".into()))]));
/// assert!(check(("version", 1), &row).is_ok());
/// assert!(check(("version", 2), &row).is_err_and(|error| error.is_outdated()));
/// ```
///
/// # Errors
/// When it is of another, or its version is no number.
pub fn check((attribute, current): (&str, u32), row: &RawRow<'_>) -> Result<()> {
    match SchemaVersion::number(attribute, row.attribute(attribute)?.as_ref())? {
        found if found == current => Ok(()),
        found => Err(Error::new(ErrorKind::Outdated { found, current })),
    }
}

/// The upgrades from a version on, in order.
fn steps(numbered: &Numbered, found: u32) -> impl Iterator<Item = Step> {
    numbered.upgrades.iter().filter(move |(from, _)| *from >= found).map(|(_, step)| *step)
}
