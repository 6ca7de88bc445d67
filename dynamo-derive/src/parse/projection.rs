//! `#[derive(Projection)]`.

use proc_macro2::Ident;
use syn::{DeriveInput, Path};

use super::field::{RawField, fields};
use super::options;
use super::shape::named_struct;
use super::value_of::{path, put};
use crate::report::Report;
use crate::symbol::{self, Place};

pub(crate) struct RawProjectionStruct {
    pub ident: Ident,
    pub krate: Option<Path>,
    pub source: Option<Path>,
    /// A source was given and could not be read.
    pub broken: bool,
    pub fields: Vec<RawField>,
}

const DERIVE: &str = "Projection";

/// Reads a struct with `#[derive(Projection)]`.
pub(crate) fn projection(input: &DeriveInput, report: &mut Report) -> Option<RawProjectionStruct> {
    let named = named_struct(input, DERIVE, report)?;
    let mut raw = RawProjectionStruct {
        ident: input.ident.clone(),
        krate: None,
        source: None,
        broken: false,
        fields: Vec::new(),
    };
    for option in options::of_item(&input.attrs, Place::ProjectionStruct, report) {
        let value = path(&option, report);
        if option.is(symbol::CRATE) {
            put(&mut raw.krate, value, &option.word, report);
        } else if option.is(symbol::PROJECTION) {
            raw.broken |= value.is_none();
            put(&mut raw.source, value, &option.word, report);
        }
    }
    raw.fields = fields(named, Place::ProjectionField, report);
    Some(raw)
}
