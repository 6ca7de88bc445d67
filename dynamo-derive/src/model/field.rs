use proc_macro2::Span;
use syn::{Attribute, Ident, Path, Type, Visibility};

/// A field of a table or a document.
pub(crate) struct Field {
    pub ident: Ident,
    /// The identifier without `r#`.
    pub word: String,
    pub vis: Visibility,
    pub ty: Type,
    /// Where the type stands, for what is to be blamed on it.
    pub span: Span,
    /// `#[doc]`, `#[cfg]`, `#[deprecated]` and lint attributes that generated accessors repeat.
    pub forwarded: Vec<Attribute>,
    /// The attribute name as stored.
    pub name: String,
    /// `skip`: neither written nor read; filled with its default.
    pub skipped: bool,
    pub encoding: Encoding,
    /// `null`: `None` is written as NULL.
    pub null: bool,
    pub default: Option<Default>,
    pub sensitive: bool,
    pub readonly: bool,
    pub narrow: bool,
    pub stamp: Option<Stamp>,
    /// `flatten`: takes every attribute that no other field names.
    pub flatten: bool,
}

/// How the field's type is turned into an attribute value.
pub(crate) enum Encoding {
    /// By the type's own implementation of `Attribute`.
    Own,
    Binary,
    List,
    Number(NumberUnit),
    Serde,
    /// A TTL field of whatever type: as DynamoDB wants it, in seconds.
    Ttl,
}

/// What `number` counts for a date-time type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NumberUnit {
    Seconds,
    Millis,
}

/// What a missing attribute reads as.
pub(crate) enum Default {
    /// `#[dynamo(default)]`: the type's `Default`.
    Trait,
    /// `#[dynamo(default = path)]`.
    Path(Path),
}

/// Fields the library fills in itself.
pub(crate) enum Stamp {
    CreatedAt,
    UpdatedAt,
    /// `#[dynamo(computed = f)]`: written as `f(&item)`, never read.
    Computed(Path),
}

/// The part a field plays for the whole table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    /// Part of the primary key, as a plain key or a placeholder.
    PrimaryKey,
    /// The field alone decides an index key attribute (or several); setting it rewrites them.
    IndexKey,
    /// One of several free fields of an index key pattern: set together with the others.
    SharedIndexKey,
    Plain,
}
