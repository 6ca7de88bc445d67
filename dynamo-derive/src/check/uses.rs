//! Which fields are used in keys, and where that is written.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::ext::IdentExt;

use crate::parse::{RawIndex, RawKey, RawPart, RawPattern, RawTable};
use crate::symbol;

/// One use of a field in a key of the table or of an index.
pub(super) struct Use<'a> {
    pub field: usize,
    pub tokens: TokenStream,
    /// `None` for the table's own key.
    pub index: Option<&'a RawIndex>,
    /// The field itself says that it is the key.
    pub own: bool,
}

/// Every use, those of the table first.
pub(super) fn of_table(raw: &RawTable) -> Vec<Use<'_>> {
    let mut uses = Vec::new();
    for (field, one) in raw.fields.iter().enumerate() {
        for word in [symbol::PK, symbol::SK] {
            if let Some(word) = one.option(word) {
                uses.push(Use { field, tokens: word.to_token_stream(), index: None, own: true });
            }
        }
    }
    for pattern in [&raw.options.pk, &raw.options.sk].into_iter().flatten() {
        uses.extend(of_pattern(raw, pattern, None));
    }
    for index in &raw.indexes {
        for key in [&index.pk, &index.sk].into_iter().flatten() {
            match key {
                RawKey::Pattern(pattern) => uses.extend(of_pattern(raw, pattern, Some(index))),
                RawKey::Fields(names) => uses.extend(names.iter().filter_map(|name| {
                    Some(Use {
                        field: number(raw, &name.unraw().to_string())?,
                        tokens: name.to_token_stream(),
                        index: Some(index),
                        own: false,
                    })
                })),
            }
        }
    }
    uses
}

pub(super) fn of_pattern<'a>(
    raw: &'a RawTable,
    pattern: &'a RawPattern,
    index: Option<&'a RawIndex>,
) -> impl Iterator<Item = Use<'a>> {
    pattern.parts.iter().filter_map(move |part| match part {
        RawPart::Literal(_) => None,
        RawPart::Placeholder { name, .. } => {
            Some(Use { field: number(raw, name)?, tokens: pattern.lit.to_token_stream(), index, own: false })
        }
    })
}

/// The number of the field called `word`.
pub(super) fn number(raw: &RawTable, word: &str) -> Option<usize> {
    raw.fields.iter().position(|field| field.word == word)
}
