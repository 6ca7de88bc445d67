use syn::{Ident, Path, Type};

/// An enum with `#[derive(DynamoEntities)]`.
pub(crate) struct Entities {
    pub ident: Ident,
    pub krate: Path,
    pub variants: Vec<EntityVariant>,
    /// The variant with `#[entities(other)]`; it holds an `Item`.
    pub other: Option<EntityVariant>,
    /// `#[entity_by(f)]`: `fn(&Item) -> Option<&'static str>` naming the variant.
    pub entity_by: Option<Path>,
}

pub(crate) struct EntityVariant {
    pub ident: Ident,
    pub ty: Type,
}
