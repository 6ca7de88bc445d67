//! Short words that belong to another derive on the same item.

use proc_macro2::TokenTree;
use syn::{Attribute, Data, DeriveInput, Meta};

use super::options::split;
use crate::symbol;

/// Helpers that may be given more than once; a mix of the two spellings is then no sign of another owner.
const REPEATED: &[&str] = &[symbol::GSI, symbol::LSI];

/// The item without foreign attributes: whoever writes `#[dynamo(pk)]` has left `#[pk]` to another derive.
pub(crate) fn without_foreign(input: &DeriveInput) -> DeriveInput {
    let mut input = input.clone();
    let mut inside: Vec<String> = Vec::new();
    for attrs in all_attributes(&mut input) {
        inside.extend(attrs.iter().flat_map(words_inside_dynamo));
    }
    let is_foreign = |attr: &Attribute| {
        symbol::HELPERS
            .iter()
            .filter(|word| !REPEATED.contains(word))
            .any(|word| attr.path().is_ident(word) && inside.iter().any(|given| given == word))
    };
    for attrs in all_attributes(&mut input) {
        attrs.retain(|attr| !is_foreign(attr));
    }
    input
}

fn all_attributes(input: &mut DeriveInput) -> Vec<&mut Vec<Attribute>> {
    let mut all = vec![&mut input.attrs];
    match &mut input.data {
        Data::Struct(data) => all.extend(data.fields.iter_mut().map(|field| &mut field.attrs)),
        Data::Enum(data) => {
            all.extend(data.variants.iter_mut().map(|variant| &mut variant.attrs));
        }
        Data::Union(_) => {}
    }
    all
}

fn words_inside_dynamo(attr: &Attribute) -> Vec<String> {
    match &attr.meta {
        Meta::List(list) if attr.path().is_ident(symbol::DYNAMO) => split(list.tokens.clone())
            .into_iter()
            .filter_map(|piece| match piece.into_iter().next() {
                Some(TokenTree::Ident(word)) => Some(word.to_string()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}
