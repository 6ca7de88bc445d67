//! Typed expressions over plain trees.

mod action;
mod any;
mod arithmetic;
mod compare;
mod condition;
mod operand;
mod operand_values;
mod path;
mod removes;
mod scope;
mod selection;

pub use action::{Action, Actions, ElementPath};
pub use any::{AnyFields, set_field};
pub use arithmetic::Arithmetic;
pub use compare::{IntoSize, Size};
pub use condition::{Cond, IntoCondition, all, any};
pub use operand::{Assigned, Comparable, IntoOperand, IntoValue, Values};
pub use path::{FieldPath, FieldPathOr, Path, TypedPath, field, field_or, member, member_or};
pub use removes::Removes;
pub use scope::{
    Allows, AllowsFixed, AllowsKey, Check, Computes, Defaulted, Filter, Filters, Holds, Keyed, Maybe, Scan, Scope,
    Select, Update, Updates,
};
pub use selection::{SelectScope, Selection};
