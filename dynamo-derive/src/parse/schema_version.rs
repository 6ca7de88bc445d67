//! `#[schema_version]` and `#[schema_version(3, upgrade(1 => f, 2 => g))]`.

use proc_macro2::{Ident, TokenStream};
use syn::parse::{ParseStream, Parser};
use syn::{LitInt, Path, Token, parse2};

use super::options::{self, Args, Opt, split};
use super::value_of::list;
use crate::messages;
use crate::report::Report;
use crate::symbol;

pub(crate) struct RawSchemaVersion {
    /// The attribute's word.
    pub word: Ident,
    pub number: Option<(LitInt, u32)>,
    /// Something in it could not be read and was reported.
    pub broken: bool,
    pub upgrades: Vec<RawUpgrade>,
}

pub(crate) struct RawUpgrade {
    pub lit: LitInt,
    pub from: u32,
    pub step: Path,
}

/// Reads the attribute; without a value it stands for a fingerprint.
pub(crate) fn schema_version(option: &Opt, report: &mut Report) -> RawSchemaVersion {
    let mut raw = RawSchemaVersion { word: option.word.clone(), number: None, broken: false, upgrades: Vec::new() };
    let pieces = match &option.args {
        Args::None => return raw,
        Args::Eq(value) => vec![value.clone()],
        Args::List(group) => split(group.stream()),
    };
    let mut pieces = pieces.into_iter();
    match pieces.next() {
        Some(first) => raw.number = version(first, report),
        None => report.at(&option.args, messages::wants_schema_version()),
    }
    raw.broken = raw.number.is_none();
    for piece in pieces {
        if let Some(option) = options::option(piece, report) {
            raw.read(&option, report);
        }
    }
    raw
}

fn version(piece: TokenStream, report: &mut Report) -> Option<(LitInt, u32)> {
    let number =
        parse2::<LitInt>(piece.clone()).ok().and_then(|lit| lit.base10_parse().ok().map(|number| (lit, number)));
    if number.is_none() {
        report.at(piece, messages::wants_schema_version());
    }
    number
}

impl RawSchemaVersion {
    fn read(&mut self, option: &Opt, report: &mut Report) {
        if !option.is(symbol::UPGRADE) {
            options::unknown(&option.word, symbol::SCHEMA_VERSION, &[symbol::UPGRADE], report);
            return;
        }
        let steps = list(option, report).map(split).unwrap_or_default();
        for step in steps {
            match upgrade.parse2(step.clone()) {
                Ok(upgrade) => self.upgrades.push(upgrade),
                Err(_) => {
                    self.broken = true;
                    report.at(&step, messages::wants_upgrade(&step));
                }
            }
        }
    }
}

fn upgrade(input: ParseStream<'_>) -> syn::Result<RawUpgrade> {
    let lit: LitInt = input.parse()?;
    let from = lit.base10_parse()?;
    input.parse::<Token![=>]>()?;
    let step = input.parse()?;
    Ok(RawUpgrade { lit, from, step })
}
