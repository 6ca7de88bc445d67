//! Attributes as a flat list of options, whichever way each was spelt.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Attribute, Meta};

use crate::messages;
use crate::report::Report;
use crate::suggest::nearest;
use crate::symbol::{self, Place};

/// One option: `null`, `rename = "…"` or `include(a, b)`.
pub(crate) struct Opt {
    pub word: Ident,
    pub args: Args,
}

pub(crate) enum Args {
    None,
    Eq(TokenStream),
    List(Group),
}

impl Opt {
    pub(crate) fn is(&self, word: &str) -> bool {
        self.word == word
    }
}

impl ToTokens for Args {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Args::None => {}
            Args::Eq(value) => value.to_tokens(tokens),
            Args::List(group) => group.to_tokens(tokens),
        }
    }
}

/// The options of an item: those inside `#[dynamo(…)]` and the helpers that stand alone.
pub(crate) fn of_item(attrs: &[Attribute], place: Place, report: &mut Report) -> Vec<Opt> {
    let mut options = Vec::new();
    for attr in attrs {
        let Some(word) = attr.path().get_ident() else {
            continue;
        };
        if word == symbol::DYNAMO {
            options.extend(inside_dynamo(attr, report));
        } else if symbol::HELPERS.iter().any(|helper| word == helper) {
            options.push(helper(word, &attr.meta));
        }
    }
    options.retain(|option| may_stand_at(option, place, report));
    options
}

fn inside_dynamo(attr: &Attribute, report: &mut Report) -> Vec<Opt> {
    match &attr.meta {
        Meta::List(list) => of_list(list.tokens.clone(), report),
        Meta::Path(_) | Meta::NameValue(_) => {
            report.at(&attr.meta, messages::dynamo_without_options());
            Vec::new()
        }
    }
}

fn helper(word: &Ident, meta: &Meta) -> Opt {
    let args = match meta {
        Meta::Path(_) => Args::None,
        Meta::List(list) => {
            let mut group = Group::new(Delimiter::Parenthesis, list.tokens.clone());
            group.set_span(list.delimiter.span().join());
            Args::List(group)
        }
        Meta::NameValue(pair) => Args::Eq(pair.value.to_token_stream()),
    };
    Opt { word: word.clone(), args }
}

fn may_stand_at(option: &Opt, place: Place, report: &mut Report) -> bool {
    let word = option.word.unraw().to_string();
    match symbol::places(&word) {
        Some(allowed) if allowed.contains(&place) => return true,
        Some(allowed) => report.at(&option.word, messages::misplaced_option(&word, place, allowed)),
        None => unknown(&option.word, symbol::DYNAMO, &symbol::words_at(place), report),
    }
    false
}

/// Reports a word that is no option of `attribute`.
pub(crate) fn unknown(word: &Ident, attribute: &str, known: &[&str], report: &mut Report) {
    let text = word.unraw().to_string();
    let near = nearest(&text, known.iter().copied());
    report.at(word, messages::unknown_option(&text, attribute, near, known));
}

/// The options of a list; what is no option is reported and left out.
pub(crate) fn of_list(tokens: TokenStream, report: &mut Report) -> Vec<Opt> {
    split(tokens).into_iter().filter_map(|piece| option(piece, report)).collect()
}

/// Reads `word`, `word = value` or `word(list)`.
pub(crate) fn option(piece: TokenStream, report: &mut Report) -> Option<Opt> {
    let mut tokens = piece.clone().into_iter();
    let Some(TokenTree::Ident(word)) = tokens.next() else {
        report.at(&piece, messages::not_an_option(&piece));
        return None;
    };
    let rest: Vec<TokenTree> = tokens.collect();
    let args = match rest.as_slice() {
        [] => Args::None,
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => Args::List(group.clone()),
        [TokenTree::Punct(eq)] if eq.as_char() == '=' => {
            report.at(&piece, messages::value_missing(&word));
            return None;
        }
        [TokenTree::Punct(eq), value @ ..] if eq.as_char() == '=' => Args::Eq(value.iter().cloned().collect()),
        _ => {
            report.at(&piece, messages::not_an_option(&piece));
            return None;
        }
    };
    Some(Opt { word, args })
}

/// Cuts at the commas that are not inside brackets of any kind.
pub(crate) fn split(tokens: TokenStream) -> Vec<TokenStream> {
    let mut pieces = vec![TokenStream::new()];
    let mut angles = 0_usize;
    let mut before = ' ';
    for token in tokens {
        let punct = match &token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        match punct {
            '<' => angles += 1,
            // Not the head of an arrow.
            '>' if before != '-' && before != '=' => angles = angles.saturating_sub(1),
            _ => {}
        }
        before = punct;
        if punct == ',' && angles == 0 {
            pieces.push(TokenStream::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.extend([token]);
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}
