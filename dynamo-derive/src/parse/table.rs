//! `#[derive(DynamoTable)]`.

use proc_macro2::Ident;
use syn::{DeriveInput, LitStr, Path, Visibility, parse2};

use super::field::{RawField, fields};
use super::index::{RawIndex, index};
use super::options::{self, Args, Opt};
use super::pattern::{RawPattern, pattern};
use super::schema_version::{RawSchemaVersion, schema_version};
use super::serde::{self, RawSerde};
use super::shape::named_struct;
use super::value_of::{flag, ident, list, number, path, put, text};
use crate::messages;
use crate::report::Report;
use crate::symbol::{self, Place};

pub(crate) struct RawTable {
    pub ident: Ident,
    pub vis: Visibility,
    pub options: RawTableOptions,
    pub indexes: Vec<RawIndex>,
    pub fields: Vec<RawField>,
    pub serde: RawSerde,
}

#[derive(Default)]
pub(crate) struct RawTableOptions {
    pub krate: Option<Path>,
    pub table: Option<LitStr>,
    pub rename_all: Option<LitStr>,
    pub pk: Option<RawPattern>,
    pub sk: Option<RawPattern>,
    pub pk_attr: Option<LitStr>,
    pub sk_attr: Option<LitStr>,
    pub entity: Option<LitStr>,
    pub entity_attr: Option<LitStr>,
    pub key_escape: Option<LitStr>,
    pub validate: Option<Path>,
    pub fields: Option<Ident>,
    /// The word `row` and the name of the one narrow row.
    pub row: Option<(Ident, Ident)>,
    pub max_gsi: Option<usize>,
    pub no_prelude: Option<Ident>,
    pub rename_fn: Vec<(Ident, Ident)>,
    pub schema_version: Option<RawSchemaVersion>,
    /// A partition or sort key was given and could not be read.
    pub broken_pk: bool,
    pub broken_sk: bool,
}

const DERIVE: &str = "DynamoTable";

/// Reads a struct with `#[derive(DynamoTable)]`.
pub(crate) fn table(input: &DeriveInput, report: &mut Report) -> Option<RawTable> {
    let named = named_struct(input, DERIVE, report)?;
    let mut options = RawTableOptions::default();
    let mut indexes = Vec::new();
    for option in options::of_item(&input.attrs, Place::TableStruct, report) {
        if option.is(symbol::GSI) || option.is(symbol::LSI) {
            indexes.extend(index(&option, report));
        } else {
            options.read(&option, report);
        }
    }
    Some(RawTable {
        ident: input.ident.clone(),
        vis: input.vis.clone(),
        options,
        indexes,
        fields: fields(named, Place::TableField, report),
        serde: serde::of_item(&input.attrs),
    })
}

impl RawTableOptions {
    fn read(&mut self, option: &Opt, report: &mut Report) {
        let word = &option.word;
        match word.to_string().as_str() {
            symbol::CRATE => put(&mut self.krate, path(option, report), word, report),
            symbol::TABLE => put(&mut self.table, text(option, report), word, report),
            symbol::RENAME_ALL => put(&mut self.rename_all, text(option, report), word, report),
            symbol::PK => put_pattern(&mut self.pk, &mut self.broken_pk, option, report),
            symbol::SK => put_pattern(&mut self.sk, &mut self.broken_sk, option, report),
            symbol::PK_ATTR => put(&mut self.pk_attr, text(option, report), word, report),
            symbol::SK_ATTR => put(&mut self.sk_attr, text(option, report), word, report),
            symbol::ENTITY => put(&mut self.entity, text(option, report), word, report),
            symbol::ENTITY_ATTR => put(&mut self.entity_attr, text(option, report), word, report),
            symbol::KEY_ESCAPE => put(&mut self.key_escape, text(option, report), word, report),
            symbol::VALIDATE => put(&mut self.validate, path(option, report), word, report),
            symbol::FIELDS => put(&mut self.fields, ident(option, report), word, report),
            symbol::ROW => {
                let row = ident(option, report).map(|row| (word.clone(), row));
                put(&mut self.row, row, word, report);
            }
            symbol::MAX_GSI => put(&mut self.max_gsi, number(option, report), word, report),
            symbol::SCHEMA_VERSION => {
                let version = Some(schema_version(option, report));
                put(&mut self.schema_version, version, word, report);
            }
            symbol::NO_PRELUDE => put(&mut self.no_prelude, flag(option, report), word, report),
            symbol::RENAME_FN => self.rename_fn(option, report),
            _ => {}
        }
    }

    fn rename_fn(&mut self, option: &Opt, report: &mut Report) {
        let Some(pairs) = list(option, report) else {
            return;
        };
        for pair in options::of_list(pairs, report) {
            if self.rename_fn.iter().any(|(word, _)| *word == pair.word) {
                report.at(&pair.word, messages::given_twice(&pair.word));
            } else if let Some(name) = ident(&pair, report) {
                self.rename_fn.push((pair.word, name));
            }
        }
    }
}

/// `#[pk("USER#{owner}")]`; `#[dynamo(pk = "…")]` is understood too.
fn put_pattern(slot: &mut Option<RawPattern>, broken: &mut bool, option: &Opt, report: &mut Report) {
    let lit = match &option.args {
        Args::None => None,
        Args::Eq(value) => parse2(value.clone()).ok(),
        Args::List(group) => parse2(group.stream()).ok(),
    };
    match lit {
        Some(_) if slot.is_some() => report.at(&option.word, messages::given_twice(&option.word)),
        Some(lit) => *slot = Some(pattern(lit, report)),
        None => {
            *broken = true;
            match &option.args {
                Args::None => report.at(&option.word, messages::wants_pattern(&option.word)),
                args => report.at(args, messages::wants_pattern(&option.word)),
            }
        }
    }
}
