//! `DynamoValue`.

use std::fmt::Display;

pub(crate) fn value_of_several_fields(ident: &dyn Display) -> String {
    format!("`{ident}` is no newtype: for a struct of several fields derive `DynamoDocument`")
}

pub(crate) fn variant_with_data(variant: &dyn Display) -> String {
    format!("`DynamoValue` needs unit variants: `{variant}` carries data; mark fields of this type `#[dynamo(serde)]`")
}

pub(crate) fn empty_enum(ident: &dyn Display) -> String {
    format!("`{ident}` has no variants, so no value could be stored; add one")
}

pub(crate) fn bad_discriminant(variant: &dyn Display) -> String {
    format!("`{variant}` is stored as its discriminant, which must be an integer literal that fits `i64`")
}

pub(crate) fn same_stored_text(stored: &str, first: &dyn Display, second: &dyn Display) -> String {
    format!("two variants are stored as `{stored}`: `{first}` and `{second}`; rename one of them")
}

pub(crate) fn two_encodings(first: &dyn Display, second: &dyn Display) -> String {
    format!("`{first}` and `{second}` cannot stand together: a value is stored in one way")
}

pub(crate) fn encoding_of_enum(word: &dyn Display) -> String {
    format!("`{word}` is for newtypes; an enum is stored as text, or as a number by `#[dynamo(number)]`")
}

pub(crate) fn encoding_of_converted(word: &dyn Display) -> String {
    format!("`{word}` has no effect: the value is stored as the type it is converted into")
}

pub(crate) fn unit_of_enum() -> String {
    "the unit of `number` is for date-times; an enum is stored by its discriminants".into()
}

pub(crate) fn renamed_value(word: &str) -> String {
    format!("`{word}` has no effect: only variants stored as text have names; remove it")
}

pub(crate) fn conversion_missing(given: &dyn Display, missing: &str) -> String {
    format!("`{given}` goes one way only; add `{missing} = \"…\"` with the same type")
}

pub(crate) fn from_and_try_from() -> String {
    "`from` and `try_from` cannot stand together: a value is read in one way".into()
}

pub(crate) fn conversions_differ(given: &dyn Display) -> String {
    format!("`{given}` and `into` must name one type, written the same way: it is what is stored")
}
