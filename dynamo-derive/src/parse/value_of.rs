//! Reading the value of an option; every function reports what does not fit and gives `None`.

use proc_macro2::{Ident, TokenStream};
use syn::parse::Parse;
use syn::{LitInt, LitStr, Path, Type, parse2};

use super::options::{Args, Opt};
use crate::messages;
use crate::report::Report;

/// Keeps the first value of an option and reports the second.
pub(crate) fn put<T>(slot: &mut Option<T>, value: Option<T>, word: &Ident, report: &mut Report) {
    match (slot.is_some(), value) {
        (true, _) => report.at(word, messages::given_twice(word)),
        (false, value) => *slot = value,
    }
}

/// An option that takes no value.
pub(crate) fn flag(option: &Opt, report: &mut Report) -> Option<Ident> {
    match &option.args {
        Args::None => {}
        args => report.at(args, messages::takes_no_value(&option.word)),
    }
    Some(option.word.clone())
}

pub(crate) fn text(option: &Opt, report: &mut Report) -> Option<LitStr> {
    let value = eq(option).and_then(|value| parse2(value.clone()).ok());
    or_report(value, option, report, messages::wants_text)
}

/// `word = path`, `word = "path"` or, for helpers, `word(path)`.
pub(crate) fn path(option: &Opt, report: &mut Report) -> Option<Path> {
    let value = match &option.args {
        Args::None => None,
        Args::Eq(value) => quoted_or_plain(value.clone()),
        Args::List(group) => quoted_or_plain(group.stream()),
    };
    or_report(value, option, report, messages::wants_path)
}

pub(crate) fn ty(option: &Opt, report: &mut Report) -> Option<Type> {
    let value = eq(option).and_then(|value| quoted_or_plain(value.clone()));
    or_report(value, option, report, messages::wants_type)
}

pub(crate) fn ident(option: &Opt, report: &mut Report) -> Option<Ident> {
    let value = eq(option).and_then(|value| quoted_or_plain(value.clone()));
    or_report(value, option, report, messages::wants_ident)
}

pub(crate) fn number(option: &Opt, report: &mut Report) -> Option<usize> {
    let value = eq(option).and_then(|value| integer(value.clone()));
    or_report(value, option, report, messages::wants_number)
}

/// The options in the brackets of `word(…)`.
pub(crate) fn list(option: &Opt, report: &mut Report) -> Option<TokenStream> {
    let value = match &option.args {
        Args::List(group) => Some(group.stream()),
        _ => None,
    };
    or_report(value, option, report, messages::wants_list)
}

fn eq(option: &Opt) -> Option<&TokenStream> {
    match &option.args {
        Args::Eq(value) => Some(value),
        _ => None,
    }
}

fn integer<N>(tokens: TokenStream) -> Option<N>
where
    N: std::str::FromStr,
    N::Err: std::fmt::Display,
{
    parse2::<LitInt>(tokens).ok()?.base10_parse().ok()
}

fn quoted_or_plain<T: Parse>(tokens: TokenStream) -> Option<T> {
    match parse2::<LitStr>(tokens.clone()) {
        Ok(quoted) => quoted.parse().ok(),
        Err(_) => parse2(tokens).ok(),
    }
}

fn or_report<T>(
    value: Option<T>,
    option: &Opt,
    report: &mut Report,
    message: fn(&dyn std::fmt::Display) -> String,
) -> Option<T> {
    if value.is_none() {
        match &option.args {
            Args::None => report.at(&option.word, message(&option.word)),
            args => report.at(args, message(&option.word)),
        }
    }
    value
}
