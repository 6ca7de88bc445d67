//! Rules for the fields and patterns that make up keys.

use quote::ToTokens;
use syn::ext::IdentExt;

use super::{Table, field, uses};
use crate::messages;
use crate::model::{KeyPart, PatternPart};
use crate::parse::{RawField, RawIndex, RawKey, RawPart, RawPattern};
use crate::report::Report;
use crate::resolve::skip_word;
use crate::symbol::{
    COMPUTED, CREATED_AT, DEFAULT, LIST, NARROW, NULL, PK, READONLY, SCHEMA_VERSION, SERDE, SK, SKIP, UPDATED_AT,
    VERSION,
};

pub(super) fn skipped_key(table: &Table<'_>, report: &mut Report) {
    for (number, field) in table.raw.fields.iter().enumerate() {
        let Some(word) = skip_word(field) else {
            continue;
        };
        let Some(first) = table.uses.iter().find(|one| one.field == number) else {
            continue;
        };
        let message = messages::skipped_key(&field.word, !field.has(SKIP));
        match first.own {
            true => report.at(word, message),
            false => report.at(&first.tokens, message),
        }
    }
}

pub(super) fn skipped_part(table: &Table<'_>, report: &mut Report) {
    for one in &table.raw.fields {
        let Some(word) = skip_word(one) else {
            continue;
        };
        let role = field::ROLES.iter().take(3).find(|(word, _)| one.has(word)).map(|(_, role)| *role);
        if let Some(role) = role {
            report.at(word, messages::skipped_part(&one.word, role, !one.has(SKIP)));
        }
    }
}

/// Options that make no sense on the table's key, and why.
const NOT_ON_KEY: &[(&str, &str)] = &[
    (DEFAULT, "an item cannot be without its key"),
    (NULL, "an item cannot be without its key"),
    (SERDE, "a key is text, a number or bytes"),
    (LIST, "a key is text, a number or bytes"),
    (READONLY, "a key can never be updated anyway"),
    (CREATED_AT, "a key must be known before it is written"),
    (UPDATED_AT, "a key must be known before it is written"),
    (COMPUTED, "a key must be known before it is written"),
];

pub(super) fn option_on_key(table: &Table<'_>, report: &mut Report) {
    for (number, field) in table.raw.fields.iter().enumerate() {
        let is_key = |one: &super::Use<'_>| one.field == number && one.index.is_none();
        if !table.uses.iter().any(is_key) {
            continue;
        }
        for (word, because) in NOT_ON_KEY {
            if let Some(given) = field.option(word) {
                report.at(given, messages::option_on_key(&field.word, word, because));
            }
        }
    }
}

const NOT_ON_INDEX_KEY: &[(&str, &str)] = &[
    (NULL, "an index skips an item only when the attribute is left out"),
    (SERDE, "a key is text, a number or bytes"),
    (LIST, "a key is text, a number or bytes"),
];

pub(super) fn option_on_index_key(table: &Table<'_>, report: &mut Report) {
    for (number, field) in table.raw.fields.iter().enumerate() {
        let mut uses = table.uses.iter().filter(|one| one.field == number);
        // A key of the table was told so already.
        let Some(first) = uses.next().filter(|first| first.index.is_some()) else {
            continue;
        };
        let Some(index) = first.index else { continue };
        for (word, because) in NOT_ON_INDEX_KEY {
            if let Some(given) = field.option(word) {
                let accessor = index.accessor.unraw().to_string();
                report.at(given, messages::option_on_index_key(&field.word, &accessor, word, because));
            }
        }
    }
}

/// An update counts the version where it is stored, and does not know what it will be.
pub(super) fn counted_in_pattern(table: &Table<'_>, report: &mut Report) {
    for (index, pattern, free) in index_patterns(table) {
        for field in free.into_iter().filter(|field| field.has(VERSION)) {
            let accessor = index.accessor.unraw().to_string();
            report.at(&pattern.lit, messages::counted_in_pattern(&field.word, &accessor));
        }
    }
}

/// What the library fills in.
const FILLED_IN: &[&str] = &[UPDATED_AT, SCHEMA_VERSION, COMPUTED];

/// What every write fills in has no setter, so that no update could set it together with the others in the pattern.
pub(super) fn filled_in_beside_others(table: &Table<'_>, report: &mut Report) {
    for (index, pattern, free) in index_patterns(table).filter(|(_, _, free)| free.len() > 1) {
        for field in free.into_iter().filter(|field| FILLED_IN.iter().any(|word| field.has(word))) {
            let accessor = index.accessor.unraw().to_string();
            report.at(&pattern.lit, messages::filled_in_beside_others(&field.word, &accessor));
        }
    }
}

/// The patterns of indexes, with their fields outside the primary key.
fn index_patterns<'a>(table: &'a Table<'a>) -> impl Iterator<Item = (&'a RawIndex, &'a RawPattern, Vec<&'a RawField>)> {
    let primary = |field: &usize| table.uses.iter().any(|one| one.field == *field && one.index.is_none());
    let of_index = move |index: &'a RawIndex| {
        [&index.pk, &index.sk].into_iter().flatten().filter_map(move |key| match key {
            RawKey::Pattern(pattern) => Some((index, pattern)),
            RawKey::Fields(_) => None,
        })
    };
    table.raw.indexes.iter().flat_map(of_index).map(move |(index, pattern)| {
        let mut numbers = uses::of_pattern(table.raw, pattern, Some(index)).map(|one| one.field).collect::<Vec<_>>();
        numbers.retain(|field| !primary(field));
        (index, pattern, numbers.into_iter().map(|field| &table.raw.fields[field]).collect())
    })
}

/// DynamoDB wants different attributes in one key.
pub(super) fn same_key_twice(table: &Table<'_>, report: &mut Report) {
    for field in &table.raw.fields {
        if let (true, Some(sk)) = (field.has(PK), field.option(SK)) {
            report.at(sk, messages::same_key_twice(&field.word));
        }
    }
    for (index, _) in table.indexes() {
        let mut seen: Vec<String> = Vec::new();
        if index.is_local() {
            let own = table.raw.fields.iter().filter(|field| field.has(PK));
            seen.extend(own.map(|field| field.word.clone()));
        }
        for key in [&index.pk, &index.sk].into_iter().flatten() {
            let RawKey::Fields(names) = key else { continue };
            for name in names {
                let word = name.unraw().to_string();
                if seen.contains(&word) {
                    report.at(name, messages::same_key_twice(&word));
                }
                seen.push(word);
            }
        }
    }
}

const LONGEST_KEY_NAME: usize = 255;

pub(super) fn key_name_too_long(table: &Table<'_>, report: &mut Report) {
    let options = &table.raw.options;
    let of_table = [&options.pk_attr, &options.sk_attr];
    let of_indexes = table.raw.indexes.iter().flat_map(|index| [&index.pk_attr, &index.sk_attr]);
    for lit in of_table.into_iter().chain(of_indexes).flatten() {
        if lit.value().len() > LONGEST_KEY_NAME {
            report.at(lit, messages::key_name_too_long(LONGEST_KEY_NAME));
        }
    }
    for (number, field) in table.raw.fields.iter().enumerate() {
        let name = &table.resolved.table.fields[number].name;
        let is_key = table.uses.iter().any(|one| one.field == number);
        if is_key && name.len() > LONGEST_KEY_NAME {
            report.at(crate::resolve::name_tokens(field), messages::key_name_too_long(LONGEST_KEY_NAME));
        }
    }
}

pub(super) fn narrow_without_width(table: &Table<'_>, report: &mut Report) {
    let model = &table.resolved.table;
    let of_indexes = model.indexes.iter().flat_map(|index| [Some(&index.pk), index.sk.as_ref()]);
    let padded: Vec<usize> =
        [Some(&model.key.pk), model.key.sk.as_ref()].into_iter().chain(of_indexes).flatten().flat_map(padded).collect();
    for (number, field) in table.raw.fields.iter().enumerate() {
        if let Some(word) = field.option(NARROW)
            && skip_word(field).is_none()
            && !padded.contains(&number)
        {
            report.at(word, messages::narrow_without_width(&field.word));
        }
    }
}

fn padded(key: &KeyPart) -> Vec<usize> {
    match key {
        KeyPart::Fields(_) => Vec::new(),
        KeyPart::Pattern(pattern) => pattern
            .parts
            .iter()
            .filter_map(|part| match part {
                PatternPart::Field { field, width: Some(_) } => Some(*field),
                _ => None,
            })
            .collect(),
    }
}

const ESCAPE: &str = "percent";
/// `%` begins what is escaped, so it delimits nothing.
const DELIMITERS: &str = "#$";

pub(super) fn unknown_escape(table: &Table<'_>, report: &mut Report) {
    if let Some(lit) = &table.raw.options.key_escape
        && lit.value() != ESCAPE
    {
        report.at(lit, messages::unknown_escape(&lit.value()));
    }
}

pub(super) fn escape_without_pattern(table: &Table<'_>, report: &mut Report) {
    if let Some(lit) = &table.raw.options.key_escape
        && patterns(table).next().is_none()
    {
        report.at(lit, messages::escape_without_pattern());
    }
}

pub(super) fn escape_of_other_delimiter(table: &Table<'_>, report: &mut Report) {
    let Some(option) = table.raw.options.key_escape.as_ref() else {
        return;
    };
    if option.value() != ESCAPE {
        return;
    }
    for pattern in patterns(table) {
        if let Some(other) = delimiters(pattern).find(|delimiter| !DELIMITERS.contains(*delimiter)) {
            let text = pattern.lit.value();
            report.at(option.to_token_stream(), messages::escape_of_other_delimiter(&text, other));
        }
    }
}

fn patterns<'a>(table: &Table<'a>) -> impl Iterator<Item = &'a RawPattern> {
    let options = &table.raw.options;
    let of_table = [options.pk.as_ref(), options.sk.as_ref()];
    let of_indexes =
        table.raw.indexes.iter().flat_map(|index| [index.pk.as_ref(), index.sk.as_ref()]).map(|key| match key {
            Some(RawKey::Pattern(pattern)) => Some(pattern),
            _ => None,
        });
    of_table.into_iter().chain(of_indexes).flatten()
}

/// The characters a value may not hold: the first after each placeholder, and the last before the last one.
fn delimiters(pattern: &RawPattern) -> impl Iterator<Item = char> {
    let is_placeholder = |part: &RawPart| matches!(part, RawPart::Placeholder { .. });
    let last = pattern.parts.iter().rposition(is_placeholder);
    let before_last = last
        .and_then(|at| at.checked_sub(1))
        .and_then(|at| literal(&pattern.parts[at]))
        .and_then(|text| text.chars().next_back());
    pattern
        .parts
        .windows(2)
        .filter(move |pair| is_placeholder(&pair[0]))
        .filter_map(|pair| literal(&pair[1]))
        .filter_map(|text| text.chars().next())
        .chain(before_last)
}

fn literal(part: &RawPart) -> Option<&str> {
    match part {
        RawPart::Literal(text) => Some(text),
        RawPart::Placeholder { .. } => None,
    }
}
