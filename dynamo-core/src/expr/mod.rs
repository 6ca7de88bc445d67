//! Typed expressions over plain trees.

mod path;
mod scope;

pub use path::{Path, TypedPath, field, member};
pub use scope::{Allows, Check, Filter, Filters, Holds, Maybe, Scan, Scope, Select, Update, Updates};
