//! `#[derive(DynamoEntities)]`.

use proc_macro2::Ident;
use syn::{DeriveInput, Fields, Path, Type, Variant};

use super::options;
use super::shape::plain_enum;
use super::value_of::{flag, list, path, put};
use crate::messages;
use crate::report::Report;
use crate::symbol::{self, Place};

pub(crate) struct RawEntities {
    pub ident: Ident,
    pub krate: Option<Path>,
    pub entity_by: Option<Path>,
    pub variants: Vec<RawEntity>,
}

pub(crate) struct RawEntity {
    pub ident: Ident,
    /// The one type it holds; `None` was reported.
    pub ty: Option<Type>,
    /// The word `other`.
    pub other: Option<Ident>,
}

const DERIVE: &str = "DynamoEntities";

/// Reads an enum with `#[derive(DynamoEntities)]`.
pub(crate) fn entities(input: &DeriveInput, report: &mut Report) -> Option<RawEntities> {
    let data = plain_enum(input, DERIVE, report)?;
    let mut raw = RawEntities { ident: input.ident.clone(), krate: None, entity_by: None, variants: Vec::new() };
    for option in options::of_item(&input.attrs, Place::EntitiesEnum, report) {
        let value = path(&option, report);
        if option.is(symbol::CRATE) {
            put(&mut raw.krate, value, &option.word, report);
        } else if option.is(symbol::ENTITY_BY) {
            put(&mut raw.entity_by, value, &option.word, report);
        }
    }
    for entity in &data.variants {
        raw.variants.push(variant(entity, report));
    }
    Some(raw)
}

fn variant(variant: &Variant, report: &mut Report) -> RawEntity {
    let mut other = None;
    for option in options::of_item(&variant.attrs, Place::EntitiesVariant, report) {
        let words = list(&option, report).map(|words| options::of_list(words, report)).unwrap_or_default();
        for word in words {
            if word.is(symbol::OTHER) {
                put(&mut other, flag(&word, report), &word.word, report);
            } else {
                options::unknown(&word.word, symbol::ENTITIES, &[symbol::OTHER], report);
            }
        }
    }
    RawEntity { ident: variant.ident.clone(), ty: held(variant, report), other }
}

fn held(variant: &Variant, report: &mut Report) -> Option<Type> {
    if let Fields::Unnamed(fields) = &variant.fields
        && let (1, Some(field)) = (fields.unnamed.len(), fields.unnamed.first())
    {
        return Some(field.ty.clone());
    }
    report.at(variant, messages::entity_without_type(&variant.ident));
    None
}
