//! From `RawX` to the model: names become field numbers, defaults are filled in.
//!
//! What cannot be resolved is reported and left out, so that the rest can still be generated.

mod case;
mod document;
mod entities;
mod field;
mod index;
mod key;
mod lookup;
mod pattern;
mod projection;
mod schema_version;
mod table;
mod value;

use syn::{Path, parse_quote};

pub(crate) use document::document;
pub(crate) use entities::entities;
pub(crate) use field::{name_tokens, skip_word};
pub(crate) use index::is_narrow;
use lookup::Lookup;
pub(crate) use projection::projection;
pub(crate) use table::{ResolvedTable, table};
pub(crate) use value::value;

/// The path generated code reaches the library by.
fn krate(given: Option<&Path>) -> Path {
    given.cloned().unwrap_or_else(|| parse_quote!(::dynamo_core))
}
