use syn::{Ident, Path, Type};

use super::Encoding;

/// A newtype or an enum of unit variants with `#[derive(DynamoValue)]`.
pub(crate) struct Value {
    pub ident: Ident,
    pub krate: Path,
    pub shape: ValueShape,
}

pub(crate) enum ValueShape {
    /// `struct UserId(String);`, stored as its field.
    Newtype {
        inner: Type,
        encoding: Encoding,
        /// The member: `0` or a name.
        member: syn::Member,
    },
    /// `#[dynamo(try_from = "T", into = "T")]`: stored as `T`.
    Converted { stored: Type, fallible: bool },
    /// Variants stored as text.
    Text(Vec<UnitVariant<String>>),
    /// `#[dynamo(number)]`: variants stored as their discriminants.
    Number(Vec<UnitVariant<i64>>),
}

pub(crate) struct UnitVariant<S> {
    pub ident: Ident,
    pub stored: S,
}
