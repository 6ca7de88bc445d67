//! What the rows of a read are turned into: the type parameter of a read's builder.

use std::marker::PhantomData;

use crate::expr::Selection;
use crate::request::{DocumentPath, Projection};
use crate::table::ProjectionOf;

/// Whole rows of the table or index.
pub struct Whole;
/// The attributes that a selection names.
pub struct Selected<R>(pub(super) R);
/// Rows of a named projection.
pub struct Projected<P>(PhantomData<fn() -> P>);
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
