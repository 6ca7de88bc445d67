//! Requests as plain data: what is sent, before anybody knows to whom.

mod action;
mod batch_write;
mod condition;
mod delete;
mod expectation;
mod get;
mod key_condition;
mod path;
mod projection;
mod put;
mod query;
mod secret;
pub(crate) mod shown;
mod update;

pub use action::{Action, Change, Source};
pub use batch_write::{BatchWrite, Write};
pub use condition::{AttributeType, Comparison, Condition, Operand};
pub use delete::Delete;
pub use expectation::{Presence, VersionCheck};
pub use get::Get;
pub use key_condition::KeyCondition;
pub use path::{DocumentPath, PathError, Step};
pub use projection::Projection;
pub use put::Put;
pub use query::Query;
pub use update::Update;
