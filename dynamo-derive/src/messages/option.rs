//! Attributes and options as words.

use std::fmt::Display;

use proc_macro2::TokenStream;

use super::{did_you_mean, listed};
use crate::symbol::Place;

pub(crate) fn dynamo_without_options() -> String {
    "`#[dynamo]` needs options in brackets: `#[dynamo(rename = \"…\")]`".into()
}

pub(crate) fn misplaced_option(word: &str, place: Place, allowed: &[Place]) -> String {
    let here = place.noun();
    let in_this_derive = allowed.iter().find(|allowed| allowed.derive() == place.derive());
    match (in_this_derive, allowed.first()) {
        (Some(there), _) => format!("`{word}` goes on {}, not on {here}", there.noun()),
        (None, Some(other)) => {
            format!("`{word}` is an option of `{}`; `{}` has no use for it", other.derive(), place.derive())
        }
        (None, None) => format!("`{word}` has no place on {here}"),
    }
}

pub(crate) fn unknown_option(word: &str, attribute: &str, near: Option<&str>, known: &[&str]) -> String {
    let hint = match near {
        Some(_) => did_you_mean(near),
        None => format!("\nit takes {}", listed(known, "and")),
    };
    format!("unknown option `{word}` in `#[{attribute}]`{hint}")
}

pub(crate) fn not_an_option(piece: &TokenStream) -> String {
    let text = piece.to_string();
    format!("`{text}` is no option: write `word`, `word = value` or `word(…)`")
}

pub(crate) fn value_missing(word: &dyn Display) -> String {
    format!("`{word} =` needs a value")
}

pub(crate) fn given_twice(word: &dyn Display) -> String {
    format!("`{word}` is given twice; remove one of them")
}

pub(crate) fn takes_no_value(word: &dyn Display) -> String {
    format!("`{word}` takes no value: write `{word}` alone")
}

pub(crate) fn wants_text(word: &dyn Display) -> String {
    format!("`{word}` wants a text: `{word} = \"…\"`")
}

pub(crate) fn wants_path(word: &dyn Display) -> String {
    format!("`{word}` wants a path, such as `module::name`")
}

pub(crate) fn wants_type(word: &dyn Display) -> String {
    format!("`{word}` wants a type: `{word} = \"…\"`")
}

pub(crate) fn wants_ident(word: &dyn Display) -> String {
    format!("`{word}` wants an identifier: `{word} = \"…\"`")
}

pub(crate) fn wants_number(word: &dyn Display) -> String {
    format!("`{word}` wants a number: `{word} = 30`")
}

pub(crate) fn wants_list(word: &dyn Display) -> String {
    format!("`{word}` wants a list in brackets: `{word}(…)`")
}

pub(crate) fn unknown_case(text: &str, near: Option<&str>, known: &[&str]) -> String {
    let hint = match near {
        Some(_) => did_you_mean(near),
        None => format!("\nit is one of {}", listed(known, "and")),
    };
    format!("`rename_all` knows no case `{text}`{hint}")
}

pub(crate) fn serde_names_differ(word: &str) -> String {
    format!("serde uses different names for writing and reading; name one with `#[dynamo({word} = \"…\")]`")
}

pub(crate) fn rename_of_unknown_fn(word: &str, near: Option<&str>) -> String {
    let hint = did_you_mean(near);
    format!("`rename_fn` names `{word}`, which is neither `key`, `partition` nor an index{hint}")
}

pub(crate) fn empty_option() -> String {
    "this cannot be empty; give a name or remove the option".into()
}

pub(crate) fn entity_attr_without_entity() -> String {
    "`entity_attr` has no effect without `entity = \"…\"`; add it or remove this".into()
}

pub(crate) fn function_twice(name: &dyn Display) -> String {
    format!("two functions would be called `{name}`; rename one with `#[dynamo(rename_fn({name} = \"…\"))]`")
}

pub(crate) fn type_twice(name: &dyn Display) -> String {
    format!(
        "two types would be called `{name}`; rename one with `#[dynamo(fields = \"…\")]` or `row = \"…\"` in the index"
    )
}
