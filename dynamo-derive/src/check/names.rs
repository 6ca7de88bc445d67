//! Rules against two things of one name: attributes, generated functions, generated types.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::LitStr;

use super::Table;
use crate::messages;
use crate::model::{Field, KeyPart, Pattern, PatternPart};
use crate::parse::RawField;
use crate::report::Report;
use crate::resolve::name_tokens;

pub(super) fn same_attribute_name(table: &Table<'_>, report: &mut Report) {
    stored_twice(&table.raw.fields, &table.resolved.table.fields, report);
}

/// The rule itself, for tables and documents.
pub(super) fn stored_twice(raw: &[RawField], fields: &[Field], report: &mut Report) {
    for (second, field) in fields.iter().enumerate() {
        let first = fields[..second].iter().position(|known| has_attribute(known) && known.name == field.name);
        let (Some(first), true) = (first, has_attribute(field)) else {
            continue;
        };
        let message = messages::same_attribute_name(&field.name, &raw[first].word, &raw[second].word);
        let renamed = is_renamed(&raw[first]) && !is_renamed(&raw[second]);
        let at = if renamed { first } else { second };
        report.at(name_tokens(&raw[at]), message);
    }
}

fn has_attribute(field: &Field) -> bool {
    !field.skipped && !field.flatten
}

fn is_renamed(raw: &RawField) -> bool {
    raw.rename.is_some() || raw.serde.rename.is_some()
}

/// A pattern key and where its attribute's name was given.
struct KeyAttr<'a> {
    pattern: &'a Pattern,
    tokens: TokenStream,
}

fn key_attr<'a>(key: &'a KeyPart, given: Option<&LitStr>) -> Option<KeyAttr<'a>> {
    match key {
        KeyPart::Fields(_) => None,
        KeyPart::Pattern(pattern) => Some(KeyAttr { pattern, tokens: given.unwrap_or(&pattern.lit).to_token_stream() }),
    }
}

/// The pattern keys of the table, then of each index; partition key first.
fn key_attrs<'a>(table: &Table<'a>) -> Vec<[Option<KeyAttr<'a>>; 2]> {
    let options = &table.raw.options;
    let key = &table.resolved.table.key;
    let mut keys = vec![[
        key_attr(&key.pk, options.pk_attr.as_ref()),
        key.sk.as_ref().and_then(|sk| key_attr(sk, options.sk_attr.as_ref())),
    ]];
    for (raw, index) in table.indexes() {
        // A local index repeats the table's partition key.
        let pk = match index.local {
            true => None,
            false => key_attr(&index.pk, raw.pk_attr.as_ref()),
        };
        let sk = index.sk.as_ref();
        keys.push([pk, sk.and_then(|sk| key_attr(sk, raw.sk_attr.as_ref()))]);
    }
    keys
}

pub(super) fn named_like_key_attribute(table: &Table<'_>, report: &mut Report) {
    let mut attrs: Vec<&str> = Vec::new();
    let keys = key_attrs(table);
    for key in keys.iter().flatten().flatten() {
        attrs.push(&key.pattern.attr);
    }
    for (field, raw) in table.resolved.table.fields.iter().zip(&table.raw.fields) {
        if has_attribute(field) && attrs.contains(&field.name.as_str()) {
            report.at(name_tokens(raw), messages::named_like_key_attribute(&raw.word, &field.name));
        }
    }
}

pub(super) fn one_attribute_for_two_keys(table: &Table<'_>, report: &mut Report) {
    for keys in key_attrs(table) {
        if let [Some(pk), Some(sk)] = keys
            && pk.pattern.attr == sk.pattern.attr
        {
            report.at(sk.tokens, messages::one_attribute_for_two_keys(&sk.pattern.attr));
        }
    }
}

/// Keys of different indexes may share an attribute if they write the same into it, as an inverted index does.
pub(super) fn shared_key_attribute(table: &Table<'_>, report: &mut Report) {
    let keys = key_attrs(table);
    for (at, own) in keys.iter().enumerate() {
        for key in own.iter().flatten() {
            let other = keys[..at]
                .iter()
                .flatten()
                .flatten()
                .filter(|known| known.pattern.attr == key.pattern.attr)
                .find(|known| !same_text(known.pattern, key.pattern));
            if let Some(other) = other {
                let message = messages::shared_key_attribute(
                    &key.pattern.attr,
                    &other.pattern.lit.value(),
                    &key.pattern.lit.value(),
                );
                report.at(&key.tokens, message);
            }
        }
    }
}

fn same_text(one: &Pattern, other: &Pattern) -> bool {
    let same = |pair: (&PatternPart, &PatternPart)| match pair {
        (PatternPart::Literal(a), PatternPart::Literal(b)) => a == b,
        (PatternPart::Field { field: a, width: v }, PatternPart::Field { field: b, width: w }) => a == b && v == w,
        _ => false,
    };
    one.parts.len() == other.parts.len() && one.parts.iter().zip(&other.parts).all(same)
}

pub(super) fn entity_attribute_taken(table: &Table<'_>, report: &mut Report) {
    let Some(entity) = &table.raw.options.entity else {
        return;
    };
    let model = &table.resolved.table;
    let attr = &model.entity_attr;
    let by_field =
        model.fields.iter().find(|field| has_attribute(field) && field.name == *attr).map(|field| field.word.clone());
    let by_key = key_attrs(table)
        .into_iter()
        .flatten()
        .flatten()
        .find(|key| key.pattern.attr == *attr)
        .map(|key| key.pattern.lit.value());
    if let Some(holder) = by_field.or(by_key) {
        let given = table.raw.options.entity_attr.as_ref().unwrap_or(entity);
        report.at(given, messages::entity_attribute_taken(attr, &holder));
    }
}

pub(super) fn function_twice(table: &Table<'_>, report: &mut Report) {
    let names = &table.resolved.table.names;
    let indexes = &table.resolved.table.indexes;
    let functions = [&names.key, &names.partition].into_iter().chain(indexes.iter().map(|index| &index.accessor));
    for name in repeated(functions) {
        report.at(name, messages::function_twice(name));
    }
}

pub(super) fn type_twice(table: &Table<'_>, report: &mut Report) {
    let model = &table.resolved.table;
    let rows = table.indexes().filter(|(raw, _)| crate::resolve::is_narrow(raw)).map(|(_, index)| &index.row);
    let types = [&model.ident, &model.names.scope, &model.names.fields].into_iter().chain(rows);
    for name in repeated(types) {
        report.at(name, messages::type_twice(name));
    }
}

/// Those that were seen before.
fn repeated<'a>(names: impl Iterator<Item = &'a Ident>) -> Vec<&'a Ident> {
    let mut seen: Vec<&Ident> = Vec::new();
    let mut twice = Vec::new();
    for name in names {
        match seen.contains(&name) {
            true => twice.push(name),
            false => seen.push(name),
        }
    }
    twice
}
