//! What the rows of a read are turned into: the type parameter of a read's builder.

use std::marker::PhantomData;

use super::sight::{Seen, Sight, holds, telling};
use crate::error::{Error, Result};
use crate::expr::Selection;
use crate::request::{DocumentPath, Projection, Returns};
use crate::schema::{Projected as Projects, Schema};
use crate::table::{DynamoEntities, DynamoTable, Key, ProjectionOf, Source};
use crate::value::{Item, RawRow, Row};
use crate::version;

/// Whole rows of the table or index.
pub struct Whole;
/// The attributes that a selection names.
pub struct Selected<R>(pub(super) R);
/// Rows of a named projection.
pub struct Projected<P>(PhantomData<fn() -> P>);
/// Whole items as they are stored.
pub(super) struct Stored;
/// Whole items, which DynamoDB fetches from the table where a local index does not hold them.
pub struct Fetched;
/// The keys of items.
pub(super) struct Keys;
/// Rows of every kind that an enum of entities has.
pub struct Entity<E>(PhantomData<fn() -> E>);

impl<P> Projected<P> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<E> Entity<E> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

/// What is asked of DynamoDB for rows of this form.
pub trait Asks<Ix> {
    /// Whether the rows are all of one kind, so that a query is narrowed to what its sort keys begin with.
    const ONE_KIND: bool = true;

    /// The kinds that rows may be of, where they are not those of one type.
    #[doc(hidden)]
    #[must_use]
    fn kinds() -> Option<&'static [&'static Schema]> {
        None
    }

    /// In what form DynamoDB is to hand the rows back.
    #[doc(hidden)]
    const RETURNS: Returns = Returns::Rows;

    /// The paths; `None` for all there is.
    fn projection(&self) -> Option<Projection>;
}

impl<Ix> Asks<Ix> for Whole {
    fn projection(&self) -> Option<Projection> {
        None
    }
}

impl<Ix> Asks<Ix> for Stored {
    fn projection(&self) -> Option<Projection> {
        None
    }
}

impl<Ix> Asks<Ix> for Fetched {
    const RETURNS: Returns = Returns::WholeItems;

    fn projection(&self) -> Option<Projection> {
        None
    }
}

/// The keys come with every row.
impl<Ix> Asks<Ix> for Keys {
    fn projection(&self) -> Option<Projection> {
        Some(Projection::default())
    }
}

impl<Ix, E: DynamoEntities> Asks<Ix> for Entity<E> {
    const ONE_KIND: bool = false;

    fn kinds() -> Option<&'static [&'static Schema]> {
        Some(E::SCHEMAS)
    }

    fn projection(&self) -> Option<Projection> {
        None
    }
}

impl<Ix: Source, R: Selection<Ix>> Asks<Ix> for Selected<R> {
    fn projection(&self) -> Option<Projection> {
        let mut paths = Vec::new();
        self.0.paths(&mut paths);
        Some(with_version::<Ix>(paths))
    }
}

impl<Ix: Source, P: ProjectionOf<Ix>> Asks<Ix> for Projected<P> {
    fn projection(&self) -> Option<Projection> {
        let paths = P::ATTRIBUTES.iter().map(|name| DocumentPath::root(*name));
        Some(with_version::<Ix>(paths))
    }
}

/// The projection, with the attribute that tells the schema version.
fn with_version<Ix: Source>(paths: impl IntoIterator<Item = DocumentPath>) -> Projection {
    let version = version_in::<Ix>().map(|(attribute, _)| DocumentPath::root(attribute));
    Projection::covering(paths.into_iter().chain(version))
}

/// The attribute and number of the schema version, where rows of this table or index hold it.
fn version_in<Ix: Source>() -> Option<(&'static str, u32)> {
    Ix::Table::SCHEMA.numbered().filter(|(attribute, _)| holds::<Ix>(attribute))
}

/// Refuses a row of another schema version than the type's: there are only parts of it, and no upgrade can be run on them.
fn check_version<Ix: Source>(row: &RawRow<'_>) -> Result<()> {
    version_in::<Ix>().map_or(Ok(()), |version| version::check(version, row))
}

/// How rows of this form are decoded.
pub trait Reads<Ix: Source>: Asks<Ix> + Send + Sync + 'static {
    /// What one row gives.
    type Output: Send + 'static;

    /// Decodes a row.
    ///
    /// # Errors
    /// When a stored value does not fit its type, or a required one is absent.
    fn read(&self, row: RawRow<'_>) -> Result<Self::Output>;

    /// Decodes a row, if it is one that was asked for.
    ///
    /// # Errors
    /// As [`read`](Self::read), naming the row's key.
    #[doc(hidden)]
    fn see(&self, row: RawRow<'_>, sight: Sight) -> Result<Seen<Self::Output>> {
        let schema = Ix::Table::SCHEMA;
        let seen = |row: RawRow<'_>| match sight.of::<Ix>(&row)? {
            Seen::Row(()) => self.read(row).map(Seen::Row),
            Seen::Hidden => Ok(Seen::Hidden),
            Seen::Foreign => Ok(Seen::Foreign),
        };
        row.blaming(
            || telling(schema).collect(),
            seen,
            |error, known| match Key::<Ix::Table>::of_stored(known) {
                key if key.check().is_ok() => error.for_key(key.to_string()),
                _ => error,
            },
        )
    }
}

impl<Ix: Source> Reads<Ix> for Stored {
    type Output = Item;

    fn read(&self, row: RawRow<'_>) -> Result<Item> {
        Ok(row.into_item()?)
    }
}

impl<Ix: Source<Row: Send>> Reads<Ix> for Whole {
    type Output = Ix::Row;

    fn read(&self, row: RawRow<'_>) -> Result<Ix::Row> {
        match Ix::index() {
            Some(index) if index.projected != Projects::All => {
                check_version::<Ix>(&row)?;
                Ok(Ix::Row::read(&mut row.entries()?)?)
            }
            _ => version::read(Ix::Table::SCHEMA, row),
        }
    }
}

impl<Ix: Source, R> Reads<Ix> for Selected<R>
where
    R: Selection<Ix, Output: Send + 'static> + Send + Sync + 'static,
{
    type Output = R::Output;

    fn read(&self, row: RawRow<'_>) -> Result<R::Output> {
        check_version::<Ix>(&row)?;
        Ok(self.0.pick(&row.into_item()?)?)
    }
}

impl<Ix: Source, P: ProjectionOf<Ix> + Send + 'static> Reads<Ix> for Projected<P> {
    type Output = P;

    fn read(&self, row: RawRow<'_>) -> Result<P> {
        check_version::<Ix>(&row)?;
        Ok(P::read(&mut row.entries()?)?)
    }
}

impl<Ix: Source<Table: Send>> Reads<Ix> for Fetched {
    type Output = Ix::Table;

    fn read(&self, row: RawRow<'_>) -> Result<Ix::Table> {
        version::read(Ix::Table::SCHEMA, row)
    }
}

impl<Ix: Source> Reads<Ix> for Keys {
    type Output = Key<Ix::Table>;

    fn read(&self, row: RawRow<'_>) -> Result<Key<Ix::Table>> {
        let key = Key::of_stored(&row.into_item()?);
        key.check()?;
        Ok(key)
    }
}

/// An index that does not hold whole items has no rows of entities.
impl<Ix, E> Reads<Ix> for Entity<E>
where
    Ix: Source<Row = <Ix as Source>::Table>,
    E: DynamoEntities + Send + 'static,
{
    type Output = E;

    fn read(&self, row: RawRow<'_>) -> Result<E> {
        E::read_item(row.into_item()?)
    }

    fn see(&self, row: RawRow<'_>, sight: Sight) -> Result<Seen<E>> {
        let item = row.into_item().map_err(Error::from)?;
        let schema = E::kind_of(&item).and_then(|kind| E::SCHEMAS.get(kind));
        if schema.is_some_and(|schema| sight.hides_item(schema, &item)) {
            return Ok(Seen::Hidden);
        }
        E::read_item(item).map(Seen::Row)
    }
}
