//! A field: its stored name, its encoding and the rest of its options.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned;

use super::case::Case;
use crate::messages;
use crate::model::{Default, Encoding, Field, Stamp};
use crate::parse::{RawField, RawSerdeRename, RawSerdeSkip};
use crate::report::Report;
use crate::symbol;

/// The model of a field; `number` of the field stays what it was among the raw ones.
pub(super) fn field(raw: &RawField, case: Option<Case>, report: &mut Report) -> Field {
    let name = match (&raw.rename, &raw.serde.rename) {
        (Some(lit), _) | (None, Some(RawSerdeRename::Both(lit))) => lit.value(),
        (None, Some(RawSerdeRename::Differs(tokens))) => {
            report.at(tokens, messages::serde_names_differ("rename"));
            raw.word.clone()
        }
        (None, None) => match case {
            Some(case) => case.of_field(&raw.word),
            None => raw.word.clone(),
        },
    };
    without_serde_name(raw, name)
}

/// The field of a projection struct: its rename is ours, or there is none.
pub(super) fn projected(raw: &RawField) -> Field {
    let name = match &raw.rename {
        Some(lit) => lit.value().trim_start_matches("r#").to_owned(),
        None => raw.word.clone(),
    };
    let mut field = without_serde_name(raw, name);
    // Serde's words speak of what is made from the row, not of what is read.
    field.skipped = raw.has(symbol::SKIP);
    field
}

fn without_serde_name(raw: &RawField, name: String) -> Field {
    Field {
        ident: raw.ident.clone(),
        word: raw.word.clone(),
        vis: raw.vis.clone(),
        ty: raw.ty.clone(),
        span: raw.ty.span(),
        forwarded: raw.forwarded.clone(),
        name,
        skipped: skip_word(raw).is_some(),
        encoding: encoding(raw),
        null: raw.has(symbol::NULL),
        default: default(raw),
        sensitive: raw.has(symbol::SENSITIVE),
        readonly: raw.has(symbol::READONLY),
        narrow: raw.has(symbol::NARROW),
        stamp: stamp(raw),
        flatten: raw.has(symbol::FLATTEN),
    }
}

/// What an absent attribute reads as. An item without a version has version 0.
fn default(raw: &RawField) -> Option<Default> {
    let has_default = raw.has(symbol::DEFAULT) || raw.has(symbol::VERSION);
    has_default.then(|| raw.default.clone().map_or(Default::Trait, Default::Path))
}

/// Where the stored name was given.
pub(crate) fn name_tokens(raw: &RawField) -> TokenStream {
    match (&raw.rename, &raw.serde.rename) {
        (Some(lit), _) | (None, Some(RawSerdeRename::Both(lit))) => lit.to_token_stream(),
        _ => raw.ident.to_token_stream(),
    }
}

/// The word that keeps the field out of the table: ours, or serde's unless `store` overrules it.
pub(crate) fn skip_word(raw: &RawField) -> Option<&Ident> {
    match (raw.option(symbol::SKIP), &raw.serde.skip) {
        (Some(word), _) => Some(word),
        (None, Some(RawSerdeSkip::Both(word))) if !raw.has(symbol::STORE) => Some(word),
        _ => None,
    }
}

fn encoding(raw: &RawField) -> Encoding {
    if raw.has(symbol::BINARY) {
        Encoding::Binary
    } else if raw.has(symbol::LIST) {
        Encoding::List
    } else if raw.has(symbol::NUMBER) {
        Encoding::Number(raw.number)
    } else if raw.has(symbol::SERDE) {
        Encoding::Serde
    } else {
        Encoding::Own
    }
}

fn stamp(raw: &RawField) -> Option<Stamp> {
    if raw.has(symbol::CREATED_AT) {
        Some(Stamp::CreatedAt)
    } else if raw.has(symbol::UPDATED_AT) {
        Some(Stamp::UpdatedAt)
    } else {
        raw.computed.clone().map(Stamp::Computed)
    }
}
