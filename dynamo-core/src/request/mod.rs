//! Requests as plain data: what is sent, before anybody knows to whom.

mod action;
mod batch_write;
mod condition;
mod create_table;
mod delete;
mod describe_table;
mod expectation;
mod expression;
mod get;
mod key_condition;
mod operation;
mod path;
mod projection;
mod put;
mod query;
mod set_ttl;
mod shown;
mod update;

pub use action::{Action, Change, Source};
pub use batch_write::{BatchWrite, Write};
pub use condition::{AttributeType, Comparison, Condition, Operand};
pub use create_table::CreateTable;
pub use delete::Delete;
pub use describe_table::DescribeTable;
pub use expectation::{Presence, VersionCheck, expected};
pub use expression::Placeholders;
pub use get::Get;
pub use key_condition::KeyCondition;
pub use operation::Request;
pub use path::{DocumentPath, PathError, Step};
pub use projection::Projection;
pub use put::Put;
pub use query::Query;
pub use set_ttl::SetTtl;
pub use update::Update;
