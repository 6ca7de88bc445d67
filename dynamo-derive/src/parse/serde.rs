//! What serde's own attributes say about names and skipping.
//!
//! Nothing is reported here: serde's derive, if there is one, reports its own mistakes.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::{Attribute, LitStr, Meta, parse2};

use super::options::split;
use crate::symbol;

#[derive(Default)]
pub(crate) struct RawSerde {
    pub rename: Option<RawSerdeRename>,
    pub rename_all: Option<RawSerdeRename>,
    pub skip: Option<RawSerdeSkip>,
}

pub(crate) enum RawSerdeRename {
    Both(LitStr),
    /// `rename(serialize = "a", deserialize = "b")` with two names, or with one of them only.
    Differs(TokenStream),
}

pub(crate) enum RawSerdeSkip {
    Both(Ident),
    OneWay(Ident),
}

pub(crate) fn of_item(attrs: &[Attribute]) -> RawSerde {
    let mut serde = RawSerde::default();
    let mut one_way: Vec<Ident> = Vec::new();
    for piece in attrs.iter().filter_map(list).flat_map(split) {
        let mut tokens = piece.clone().into_iter();
        let Some(TokenTree::Ident(word)) = tokens.next() else {
            continue;
        };
        match word.to_string().as_str() {
            "rename" => serde.rename = rename(tokens.collect(), piece),
            "rename_all" => serde.rename_all = rename(tokens.collect(), piece),
            "skip" => serde.skip = Some(RawSerdeSkip::Both(word)),
            "skip_serializing" | "skip_deserializing" => one_way.push(word),
            _ => {}
        }
    }
    if serde.skip.is_none() {
        serde.skip = match one_way.as_slice() {
            [] => None,
            [only] => Some(RawSerdeSkip::OneWay(only.clone())),
            [first, ..] => Some(RawSerdeSkip::Both(first.clone())),
        };
    }
    serde
}

fn list(attr: &Attribute) -> Option<TokenStream> {
    match &attr.meta {
        Meta::List(list) if attr.path().is_ident(symbol::SERDE) => Some(list.tokens.clone()),
        _ => None,
    }
}

fn rename(args: Vec<TokenTree>, whole: TokenStream) -> Option<RawSerdeRename> {
    match args.as_slice() {
        [TokenTree::Punct(_), value] => parse2(value.clone().into()).ok().map(RawSerdeRename::Both),
        [TokenTree::Group(group)] => {
            let names: Vec<Option<LitStr>> = split(group.stream())
                .into_iter()
                .map(|piece| piece.into_iter().last())
                .map(|value| parse2(value?.into()).ok())
                .collect();
            match names.as_slice() {
                [Some(first), Some(second)] if first.value() == second.value() => {
                    Some(RawSerdeRename::Both(first.clone()))
                }
                _ => Some(RawSerdeRename::Differs(whole)),
            }
        }
        _ => None,
    }
}
