//! What a declaration means, once every word of it is resolved and checked.
//!
//! `parse` produces `RawX` with tokens and spans, `resolve` turns names into field numbers and fills in defaults,
//! `check` reads the model beside the tokens it came from, and `expand` reads the model only.

mod document;
mod entities;
mod field;
mod index;
mod key;
mod projection;
mod roles;
mod table;
mod value;

pub(crate) use document::Document;
pub(crate) use entities::{Entities, EntityVariant};
pub(crate) use field::{Default, Encoding, Field, NumberUnit, Role, Stamp};
pub(crate) use index::{Index, IndexProjection};
pub(crate) use key::{KeyPart, Pattern, PatternPart, PrimaryKey};
pub(crate) use projection::{Projection, ProjectionSource};
pub(crate) use table::{Arity, Names, SchemaVersion, Table, Upgrade};
pub(crate) use value::{UnitVariant, Value, ValueShape};
