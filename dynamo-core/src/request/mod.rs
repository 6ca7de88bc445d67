//! Requests as plain data: what is sent, before anybody knows to whom.

mod condition;
mod key_condition;
mod path;
mod projection;
mod update;

pub use condition::{AttributeType, Comparison, Condition, Operand};
pub use key_condition::KeyCondition;
pub use path::{DocumentPath, PathError, Step};
pub use projection::Projection;
pub use update::{Action, Change, Source};
