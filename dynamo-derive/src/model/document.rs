use syn::{Ident, Path, Visibility};

use super::Field;

/// A struct with `#[derive(DynamoDocument)]`: a nested map.
pub(crate) struct Document {
    pub ident: Ident,
    pub vis: Visibility,
    pub krate: Path,
    pub fields: Vec<Field>,
    pub validate: Option<Path>,
    /// `AddressPath`, or `#[dynamo(fields = "…")]`.
    pub path: Ident,
}
