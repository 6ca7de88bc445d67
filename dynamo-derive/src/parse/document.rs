//! `#[derive(DynamoDocument)]`.

use proc_macro2::Ident;
use syn::{DeriveInput, LitStr, Path, Visibility};

use super::field::{RawField, fields};
use super::options;
use super::serde::{self, RawSerde};
use super::shape::named_struct;
use super::value_of::{ident, path, put, text};
use crate::report::Report;
use crate::symbol::{self, Place};

pub(crate) struct RawDocument {
    pub ident: Ident,
    pub vis: Visibility,
    pub krate: Option<Path>,
    pub rename_all: Option<LitStr>,
    pub validate: Option<Path>,
    pub path: Option<Ident>,
    pub fields: Vec<RawField>,
    pub serde: RawSerde,
}

const DERIVE: &str = "DynamoDocument";

/// Reads a struct with `#[derive(DynamoDocument)]`.
pub(crate) fn document(input: &DeriveInput, report: &mut Report) -> Option<RawDocument> {
    let named = named_struct(input, DERIVE, report)?;
    let mut raw = RawDocument {
        ident: input.ident.clone(),
        vis: input.vis.clone(),
        krate: None,
        rename_all: None,
        validate: None,
        path: None,
        fields: Vec::new(),
        serde: serde::of_item(&input.attrs),
    };
    for option in options::of_item(&input.attrs, Place::DocumentStruct, report) {
        let word = &option.word;
        match word.to_string().as_str() {
            symbol::CRATE => put(&mut raw.krate, path(&option, report), word, report),
            symbol::RENAME_ALL => put(&mut raw.rename_all, text(&option, report), word, report),
            symbol::VALIDATE => put(&mut raw.validate, path(&option, report), word, report),
            symbol::FIELDS => put(&mut raw.path, ident(&option, report), word, report),
            _ => {}
        }
    }
    raw.fields = fields(named, Place::DocumentField, report);
    Some(raw)
}
