//! `#[gsi(…)]` and `#[lsi(…)]`.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{LitStr, parse2};

use super::options::{self, Args, Opt, split};
use super::pattern::{RawPattern, pattern};
use super::value_of::{flag, ident, list, put, text};
use crate::messages;
use crate::report::Report;
use crate::symbol;

pub(crate) struct RawIndex {
    /// `gsi` or `lsi`.
    pub word: Ident,
    pub accessor: Ident,
    pub name: Option<LitStr>,
    pub pk: Option<RawKey>,
    pub sk: Option<RawKey>,
    pub pk_attr: Option<LitStr>,
    pub sk_attr: Option<LitStr>,
    pub projection: Option<RawProjection>,
    pub row: Option<Ident>,
    /// A key was given and could not be read; what follows from its absence is not reported.
    pub broken: bool,
}

pub(crate) enum RawKey {
    Fields(Vec<Ident>),
    Pattern(RawPattern),
}

pub(crate) enum RawProjection {
    All,
    KeysOnly,
    Include { word: Ident, fields: Vec<Ident> },
}

impl RawIndex {
    pub(crate) fn is_local(&self) -> bool {
        self.word == symbol::LSI
    }
}

/// Reads one index; `None` if it has no accessor to be known by.
pub(crate) fn index(option: &Opt, report: &mut Report) -> Option<RawIndex> {
    let pieces = match &option.args {
        Args::List(group) => split(group.stream()),
        _ => Vec::new(),
    };
    let mut pieces = pieces.into_iter();
    let first = pieces.next();
    let Some(accessor) = first.clone().and_then(accessor) else {
        let at = first.unwrap_or_else(|| option.word.to_token_stream());
        report.at(at, messages::index_without_accessor(&option.word));
        return None;
    };
    let mut index = RawIndex {
        word: option.word.clone(),
        accessor,
        name: None,
        pk: None,
        sk: None,
        pk_attr: None,
        sk_attr: None,
        projection: None,
        row: None,
        broken: false,
    };
    for piece in pieces {
        match options::option(piece, report) {
            Some(option) => index.read(&option, report),
            None => index.broken = true,
        }
    }
    Some(index)
}

/// A single word that is not one of the options.
fn accessor(piece: TokenStream) -> Option<Ident> {
    parse2::<Ident>(piece).ok().filter(|word| symbol::GSI_OPTIONS.iter().all(|option| word != option))
}

impl RawIndex {
    fn read(&mut self, option: &Opt, report: &mut Report) {
        let word = &option.word;
        match word.to_string().as_str() {
            symbol::NAME => put(&mut self.name, text(option, report), word, report),
            symbol::PK | symbol::PK_ATTR if self.is_local() => {
                report.at(word, messages::pk_on_lsi(&self.accessor));
            }
            symbol::PK => put_key(&mut self.pk, &mut self.broken, option, report),
            symbol::SK => put_key(&mut self.sk, &mut self.broken, option, report),
            symbol::PK_ATTR => put(&mut self.pk_attr, text(option, report), word, report),
            symbol::SK_ATTR => put(&mut self.sk_attr, text(option, report), word, report),
            symbol::ALL | symbol::KEYS_ONLY | symbol::INCLUDE => self.project(option, report),
            symbol::ROW => put(&mut self.row, ident(option, report), word, report),
            _ => {
                let known = match self.is_local() {
                    true => symbol::LSI_OPTIONS,
                    false => symbol::GSI_OPTIONS,
                };
                options::unknown(word, &self.word.to_string(), known, report);
            }
        }
    }

    fn project(&mut self, option: &Opt, report: &mut Report) {
        let projection = if option.is(symbol::INCLUDE) {
            list(option, report).map(|fields| RawProjection::Include {
                word: option.word.clone(),
                fields: included(option, fields, report),
            })
        } else {
            flag(option, report);
            Some(match option.is(symbol::ALL) {
                true => RawProjection::All,
                false => RawProjection::KeysOnly,
            })
        };
        match self.projection {
            Some(_) => report.at(&option.word, messages::two_projections(&self.accessor)),
            None => self.projection = projection,
        }
    }
}

fn put_key(slot: &mut Option<RawKey>, broken: &mut bool, option: &Opt, report: &mut Report) {
    if slot.is_some() {
        report.at(&option.word, messages::given_twice(&option.word));
        return;
    }
    *slot = match &option.args {
        Args::Eq(value) => key(value.clone(), report),
        _ => None,
    };
    if slot.is_none() {
        *broken = true;
        match &option.args {
            Args::None => report.at(&option.word, messages::wants_key(&option.word)),
            args => report.at(args, messages::wants_key(&option.word)),
        }
    }
}

/// `status`, `"ORG#{org}"` or `(tenant, region)`.
fn key(value: TokenStream, report: &mut Report) -> Option<RawKey> {
    if let Ok(lit) = parse2::<LitStr>(value.clone()) {
        return Some(RawKey::Pattern(pattern(lit, report)));
    }
    let mut tokens = value.clone().into_iter();
    if let (Some(TokenTree::Group(group)), None) = (tokens.next(), tokens.next())
        && group.delimiter() == Delimiter::Parenthesis
    {
        let fields: Option<Vec<Ident>> = split(group.stream()).into_iter().map(|field| parse2(field).ok()).collect();
        return fields.filter(|fields| !fields.is_empty()).map(RawKey::Fields);
    }
    parse2(value).ok().map(|field| RawKey::Fields(vec![field]))
}

fn included(option: &Opt, list: TokenStream, report: &mut Report) -> Vec<Ident> {
    if list.is_empty() {
        report.at(&option.word, messages::empty_include());
    }
    let mut fields: Vec<Ident> = Vec::new();
    for piece in split(list) {
        match (parse2::<Ident>(piece.clone()), first_of_path(&piece)) {
            (Ok(field), _) => fields.push(field),
            (Err(_), Some(first)) => {
                report.at(&piece, messages::include_of_a_path(&piece, &first));
                // The remedy, taken at once; two paths may begin alike.
                if !fields.contains(&first) {
                    fields.push(first);
                }
            }
            (Err(_), None) => report.at(&piece, messages::wants_field(&piece)),
        }
    }
    fields
}

/// `address` of `address.city`.
fn first_of_path(piece: &TokenStream) -> Option<Ident> {
    let mut tokens = piece.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Ident(first)), Some(TokenTree::Punct(dot))) if dot.as_char() == '.' => Some(first),
        _ => None,
    }
}
