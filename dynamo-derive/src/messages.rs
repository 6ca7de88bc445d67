//! What a wrong declaration is told: one text per rule, under the rule's name.
//!
//! Lower case, no full stop, code in backticks, then what to do. The first line has at most 120 characters where
//! the user's own names leave room for it.

mod entity;
mod field;
mod index;
mod key;
mod option;
mod shape;
mod value;

pub(crate) use entity::*;
pub(crate) use field::*;
pub(crate) use index::*;
pub(crate) use key::*;
pub(crate) use option::*;
pub(crate) use shape::*;
pub(crate) use value::*;

/// `; did you mean …?`, if there is something to offer.
fn did_you_mean(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

/// "`a`, `b` and `c`".
fn listed(words: &[&str], last: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [others @ .., end] => format!("{} {last} {end}", others.join(", ")),
    }
}
