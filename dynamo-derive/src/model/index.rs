use syn::Ident;

use super::KeyPart;

/// A global or local secondary index.
pub(crate) struct Index {
    /// The accessor function: `by_status`, or what `#[dynamo(rename_fn(by_status = "…"))]` calls it.
    pub accessor: Ident,
    /// The index name as DynamoDB knows it.
    pub name: String,
    /// `true` for `#[lsi]`.
    pub local: bool,
    /// An LSI repeats the table's partition key here.
    pub pk: KeyPart,
    pub sk: Option<KeyPart>,
    pub projection: IndexProjection,
    /// The type of a narrow row, `OrderByStatus`; unused when everything is projected.
    pub row: Ident,
}

pub(crate) enum IndexProjection {
    All,
    KeysOnly,
    /// Field numbers, as listed; keys, TTL, schema version are added by `resolve`. No duplicates.
    Include(Vec<usize>),
}
