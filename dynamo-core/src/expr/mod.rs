//! Typed expressions over plain trees.

mod action;
mod any;
mod compare;
mod condition;
mod operand;
mod path;
mod scope;
mod selection;
mod source;

pub use action::{Action, Actions, ElementPath, Removable};
pub use any::{AnyFields, set_field};
pub use compare::{IntoSize, Size};
pub use condition::{Cond, IntoCondition, all, any};
pub use operand::IntoOperand;
pub use path::{Path, TypedPath, field, member};
pub use scope::{
    Allows, Check, Computes, Filter, Filters, Holds, Keyed, Maybe, NoKey, Scan, Scope, Select, Update, Updates, Values,
};
pub use selection::{SelectScope, Selection};
pub use source::{Arithmetic, IntoSource};
