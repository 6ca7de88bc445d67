//! What the rows of a read are turned into: the type parameter of a read's builder.

use std::marker::PhantomData;

use super::held;
use crate::error::Result;
use crate::expr::Selection;
use crate::request::{DocumentPath, Projection};
use crate::schema::Projected as Holds;
use crate::table::{DynamoTable, ProjectionOf, Source};
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
/// Whole items of the table, fetched by the keys that an index gives.
pub struct Hydrated;
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

impl<Ix> Asks<Ix> for Hydrated {
    fn projection(&self) -> Option<Projection> {
        None
    }
}

impl<Ix, E> Asks<Ix> for Entity<E> {
    const ONE_KIND: bool = false;

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
    Ix::Table::SCHEMA.numbered().filter(|(attribute, _)| held::holds::<Ix>(attribute))
}

/// Refuses a row of another schema version than the type's: there are only parts of it, and no upgrade can be run on them.
fn check_version<Ix: Source>(row: &RawRow<'_>) -> Result<()> {
    version_in::<Ix>().map_or(Ok(()), |version| version::check(version, row))
}

/// How rows of this form are decoded.
pub trait Reads<Ix>: Asks<Ix> + Send + Sync + 'static {
    /// What one row gives.
    type Output: Send + 'static;

    /// Decodes a row.
    ///
    /// # Errors
    /// When a stored value does not fit its type, or a required one is absent.
    fn read(&self, row: RawRow<'_>) -> Result<Self::Output>;
}

impl<Ix> Reads<Ix> for Stored {
    type Output = Item;

    fn read(&self, row: RawRow<'_>) -> Result<Item> {
        Ok(row.into_item()?)
    }
}

impl<Ix: Source<Row: Send>> Reads<Ix> for Whole {
    type Output = Ix::Row;

    fn read(&self, row: RawRow<'_>) -> Result<Ix::Row> {
        match Ix::index() {
            Some(index) if index.projected != Holds::All => {
                check_version::<Ix>(&row)?;
                Ok(Ix::Row::read(&mut row.entries()?)?)
            }
            _ => version::read(Ix::Table::SCHEMA, row),
        }
    }
}

impl<Ix, R> Reads<Ix> for Selected<R>
where
    Ix: Source,
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
