//! What the rows of a read are turned into: the type parameter of a read's builder.

use std::marker::PhantomData;

use crate::error::Result;
use crate::expr::Selection;
use crate::request::{DocumentPath, Projection};
use crate::table::{DynamoTable, ProjectionOf, Source};
use crate::value::{Item, RawRow};
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

impl<Ix, R: Selection<Ix>> Asks<Ix> for Selected<R> {
    fn projection(&self) -> Option<Projection> {
        let mut paths = Vec::new();
        self.0.paths(&mut paths);
        Some(Projection::covering(paths))
    }
}

impl<Ix, P: ProjectionOf<Ix>> Asks<Ix> for Projected<P> {
    fn projection(&self) -> Option<Projection> {
        let paths = P::ATTRIBUTES.iter().map(|name| DocumentPath::root(*name));
        Some(Projection::covering(paths))
    }
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
        version::read(Ix::Table::SCHEMA, row)
    }
}

impl<Ix, R> Reads<Ix> for Selected<R>
where
    R: Selection<Ix, Output: Send + 'static> + Send + Sync + 'static,
{
    type Output = R::Output;

    fn read(&self, row: RawRow<'_>) -> Result<R::Output> {
        Ok(self.0.pick(&row.into_item()?)?)
    }
}

impl<Ix, P: ProjectionOf<Ix> + Send + 'static> Reads<Ix> for Projected<P> {
    type Output = P;

    fn read(&self, row: RawRow<'_>) -> Result<P> {
        Ok(P::read(&mut row.entries()?)?)
    }
}
