use super::DynamoTable;

/// Tables whose items carry a schema version: those with `#[schema_version]`.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(DynamoTable)]
/// # #[dynamo(table = "notes")]
/// # struct Note { #[pk] id: u32, #[schema_version] version: String }
/// use dynamo_core::table::SchemaVersioned;
///
/// fn attribute<T: SchemaVersioned>() -> Option<&'static str> {
///     T::SCHEMA.schema_version.map(|version| version.attribute)
/// }
///
/// assert_eq!(attribute::<Note>(), Some("version"));
/// ```
#[diagnostic::on_unimplemented(
    message = "items of `{Self}` carry no schema version",
    label = "has no `#[schema_version]`",
    note = "mark a field with `#[schema_version]` for a fingerprint, or `#[schema_version(2, upgrade(1 => f))]` for a number"
)]
pub trait SchemaVersioned: DynamoTable {
    /// What is known of how an older item becomes one of the type's own version: [`Steps`] or [`Unsaid`].
    type Way: Default + Send + 'static;
}

/// The version is a number, and there is a step from each older one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Steps;

/// The version is a fingerprint, which says that an item is of another shape, and not how it becomes one of this.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unsaid;
