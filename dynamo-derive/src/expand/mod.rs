//! From the model to tokens. One file for each generated thing.

mod accessors;
mod attribute;
mod checks;
mod columns;
mod decode;
mod document;
mod entities;
pub(crate) mod fallback;
mod generated;
mod index;
mod keys;
mod projection;
mod row;
mod schema;
mod scope;
mod sort;
mod source;
mod table;
mod value;

pub(crate) use document::document;
pub(crate) use entities::entities;
pub(crate) use projection::projection;
pub(crate) use table::table;
pub(crate) use value::value;
