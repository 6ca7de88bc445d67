use syn::{Ident, LitStr, Path, Visibility};

use super::{Field, Index, PrimaryKey};

/// A struct with `#[derive(DynamoTable)]`.
pub(crate) struct Table {
    pub ident: Ident,
    pub vis: Visibility,
    /// The path generated code reaches the library by: `::dynamo_core` unless `crate = path`.
    pub krate: Path,
    /// In declaration order; skipped and flattened fields included.
    pub fields: Vec<Field>,
    /// `None`: the `Db` gives the name.
    pub table: Option<LitStr>,
    pub key: PrimaryKey,
    /// What `key(..)` takes of a table whose key could not be read whole.
    pub arity: Option<Arity>,
    pub indexes: Vec<Index>,
    /// Field numbers of the attributes with a part of their own.
    pub ttl: Option<usize>,
    pub version: Option<usize>,
    pub schema_version: Option<SchemaVersion>,
    pub flatten: Option<usize>,
    /// `entity = "…"`: the tag written to `entity_attr`.
    pub entity: Option<LitStr>,
    /// `_type` unless `entity_attr = "…"`.
    pub entity_attr: String,
    pub validate: Option<Path>,
    /// `key_escape = "percent"`.
    pub escape: bool,
    /// `no_prelude`: the module knows no `#[diagnostic::…]`, so errors are the compiler's own.
    pub no_prelude: bool,
    pub names: Names,
}

/// How many values, of whatever types.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Arity {
    pub partition: usize,
    pub key: usize,
}

/// The identifiers of everything generated beside the struct.
pub(crate) struct Names {
    /// `OrderFields`, or `#[dynamo(fields = "…")]`.
    pub fields: Ident,
    /// `OrderScope`.
    pub scope: Ident,
    /// `key`, or `#[dynamo(rename_fn(key = "…"))]`.
    pub key: Ident,
    /// `partition`, or `#[dynamo(rename_fn(partition = "…"))]`.
    pub partition: Ident,
}

pub(crate) struct SchemaVersion {
    /// The field that holds it.
    pub field: usize,
    /// `None`: a fingerprint on a text field. `Some(n)`: a number on an integer field.
    pub number: Option<u32>,
    /// `upgrade(1 => f, 2 => g)`, by rising version, without gaps up to `number - 1`.
    pub upgrades: Vec<Upgrade>,
}

pub(crate) struct Upgrade {
    pub from: u32,
    pub step: Path,
}
