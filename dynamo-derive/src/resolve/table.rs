//! `#[derive(DynamoTable)]`.

use proc_macro2::Ident;
use quote::format_ident;
use syn::ext::IdentExt;

use super::index::{Context, renamed};
use super::key::{arity, primary_key};
use super::schema_version::schema_version;
use super::{Lookup, case, field, krate};
use crate::messages;
use crate::model::{Encoding, Field, Index, KeyPart, Names, PatternPart, Table};
use crate::parse::RawTable;
use crate::report::Report;
use crate::symbol;

/// A table, and which of the raw indexes each of its indexes came from.
pub(crate) struct ResolvedTable {
    pub table: Table,
    pub sources: Vec<usize>,
    /// A part of the key is missing.
    pub keyless: bool,
}

/// The model of a table.
pub(crate) fn table(raw: &RawTable, report: &mut Report) -> ResolvedTable {
    let options = &raw.options;
    let case = case::of_item(options.rename_all.as_ref(), &raw.serde, report);
    let fields: Vec<Field> = raw.fields.iter().map(|one| field::field(one, case, report)).collect();
    let stored = fields.iter().map(|field| field.name.as_str()).collect();
    let lookup = Lookup::new(&raw.fields, stored);
    let (key, keyless) = primary_key(raw, &lookup, report);
    let schema_version = schema_version(raw, report);
    let ttl = first(raw, symbol::TTL);
    let context = Context {
        raw,
        lookup: &lookup,
        key: &key,
        always: ttl.into_iter().chain(schema_version.as_ref().map(|version| version.field)).collect(),
    };
    let (sources, indexes) = indexes(&context, report);
    let mut table = Table {
        ident: raw.ident.clone(),
        vis: raw.vis.clone(),
        krate: krate(options.krate.as_ref()),
        fields,
        table: options.table.clone(),
        arity: arity(raw, &key),
        key,
        indexes,
        ttl,
        version: first(raw, symbol::VERSION),
        schema_version,
        flatten: first(raw, symbol::FLATTEN),
        entity: options.entity.clone(),
        entity_attr: options.entity_attr.as_ref().map_or("_type".to_owned(), syn::LitStr::value),
        validate: options.validate.clone(),
        escape: options.key_escape.is_some(),
        no_prelude: options.no_prelude.is_some(),
        names: names(raw),
    };
    if let Some(field) = ttl.map(|number| &mut table.fields[number])
        && matches!(field.encoding, Encoding::Own)
    {
        field.encoding = Encoding::Ttl;
    }
    keep_what_is_used(&mut table);
    ResolvedTable { table, sources, keyless }
}

/// The indexes, and which of the raw ones each came from; a second index with the same accessor is left out.
fn indexes(context: &Context<'_>, report: &mut Report) -> (Vec<usize>, Vec<Index>) {
    let raw = &context.raw.indexes;
    raw.iter()
        .enumerate()
        .filter_map(|(number, index)| {
            let resolved = context.index(index, report)?;
            if raw[..number].iter().any(|known| known.accessor == index.accessor) {
                report.at(&index.accessor, messages::two_accessors(&index.accessor));
                return None;
            }
            Some((number, resolved))
        })
        .unzip()
}

fn first(raw: &RawTable, word: &str) -> Option<usize> {
    raw.fields.iter().position(|field| field.has(word))
}

fn names(raw: &RawTable) -> Names {
    let table = raw.ident.unraw();
    let beside = |suffix: &str| format_ident!("{table}{suffix}", span = raw.ident.span());
    let function = |word: &str| renamed(raw, word).unwrap_or_else(|| Ident::new(word, proc_macro2::Span::call_site()));
    Names {
        fields: raw.options.fields.clone().unwrap_or_else(|| beside("Fields")),
        scope: beside("Scope"),
        key: function(symbol::KEY),
        partition: function(symbol::PARTITION),
    }
}

/// A skipped field that is used as a key was reported; it is stored all the same, so that the key stays whole.
fn keep_what_is_used(table: &mut Table) {
    let keys = [Some(&table.key.pk), table.key.sk.as_ref()];
    let index_keys = table.indexes.iter().flat_map(|index| [Some(&index.pk), index.sk.as_ref()]);
    let mut used: Vec<usize> = keys.into_iter().chain(index_keys).flatten().flat_map(key_fields).collect();
    used.extend(table.ttl);
    used.extend(table.version);
    used.extend(table.schema_version.as_ref().map(|version| version.field));
    for number in used {
        table.fields[number].skipped = false;
    }
}

fn key_fields(key: &KeyPart) -> Vec<usize> {
    match key {
        KeyPart::Fields(fields) => fields.clone(),
        KeyPart::Pattern(pattern) => pattern
            .parts
            .iter()
            .filter_map(|part| match part {
                PatternPart::Field { field, .. } => Some(*field),
                PatternPart::Literal(_) => None,
            })
            .collect(),
    }
}
