//! Numbers as types. A number in a type's parameter would be a body of its own for the compiler to check.

use std::marker::PhantomData;

/// Nothing, or the first.
pub struct Zero;
/// One more.
pub struct Next<N>(PhantomData<N>);

/// A number as a type.
pub trait Number {
    /// The number.
    const VALUE: usize;
}

impl Number for Zero {
    const VALUE: usize = 0;
}

impl<N: Number> Number for Next<N> {
    const VALUE: usize = N::VALUE + 1;
}

/// Which index of its table a source is, as a type: [`WholeTable`], or a [`Number`].
pub trait Place {
    /// The number of the index.
    const INDEX: Option<usize>;
}

/// The place of the table itself.
pub struct WholeTable;

impl Place for WholeTable {
    const INDEX: Option<usize> = None;
}

impl Place for Zero {
    const INDEX: Option<usize> = Some(0);
}

impl<N: Number> Place for Next<N> {
    const INDEX: Option<usize> = Some(N::VALUE + 1);
}
