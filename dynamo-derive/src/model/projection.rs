use syn::{Ident, Path};

use super::Field;

/// A struct with `#[derive(Projection)]`: a named row of a table or an index.
pub(crate) struct Projection {
    pub ident: Ident,
    pub krate: Path,
    pub source: ProjectionSource,
    /// `rename` here names the *field* of the table that is read, when it differs from this struct's.
    pub fields: Vec<Field>,
}

/// `#[projection(Order)]` or `#[projection(Order::by_status)]`.
pub(crate) struct ProjectionSource {
    /// `Order`, as written.
    pub table: Path,
    /// `by_status`: the last segment, when it starts with a lower-case letter.
    pub index: Option<Ident>,
}
