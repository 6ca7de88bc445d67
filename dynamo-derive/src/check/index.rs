//! Rules for the names, sizes and projections of indexes.

use quote::ToTokens;
use syn::ext::IdentExt;

use super::{Table, uses};
use crate::messages;
use crate::model::{IndexProjection, KeyPart};
use crate::parse::{RawIndex, RawProjection};
use crate::report::Report;
use crate::resolve::{is_narrow, skip_word};

/// 3 to 255 letters, digits, `_`, `-` and `.`.
fn is_good_name(name: &str) -> bool {
    (3..=255).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b))
}

pub(super) fn bad_table_name(table: &Table<'_>, report: &mut Report) {
    if let Some(lit) = &table.raw.options.table
        && !is_good_name(&lit.value())
    {
        report.at(lit, messages::bad_table_name(&lit.value()));
    }
}

pub(super) fn bad_index_name(table: &Table<'_>, report: &mut Report) {
    for raw in &table.raw.indexes {
        match &raw.name {
            Some(lit) if !is_good_name(&lit.value()) => {
                report.at(lit, messages::bad_index_name(&lit.value(), false));
            }
            None if !is_good_name(&default_name(raw)) => {
                let message = messages::bad_index_name(&default_name(raw), true);
                report.at(&raw.accessor, message);
            }
            _ => {}
        }
    }
}

fn default_name(raw: &RawIndex) -> String {
    raw.accessor.unraw().to_string()
}

pub(super) fn two_index_names(table: &Table<'_>, report: &mut Report) {
    let indexes: Vec<_> = table.indexes().collect();
    for (at, (raw, index)) in indexes.iter().enumerate() {
        let known = indexes[..at].iter().find(|(_, known)| known.name == index.name);
        if let Some((first, _)) = known {
            let message = messages::two_index_names(&index.name, &first.accessor, &raw.accessor);
            match &raw.name {
                Some(lit) => report.at(lit, message),
                None => report.at(&raw.accessor, message),
            }
        }
    }
}

const GSIS: usize = 20;
const LSIS: usize = 5;
const INCLUDED: usize = 100;

pub(super) fn too_many_gsis(table: &Table<'_>, report: &mut Report) {
    let limit = table.raw.options.max_gsi.unwrap_or(GSIS);
    let mut global = table.raw.indexes.iter().filter(|raw| !raw.is_local());
    if let Some(raw) = global.nth(limit) {
        report.at(&raw.accessor, messages::too_many_gsis(limit));
    }
}

pub(super) fn too_many_lsis(table: &Table<'_>, report: &mut Report) {
    let mut local = table.raw.indexes.iter().filter(|raw| raw.is_local());
    if let Some(raw) = local.nth(LSIS) {
        report.at(&raw.accessor, messages::too_many_lsis(LSIS));
    }
}

/// The attributes named in all `include(..)` lists of a table count together; keys do not.
pub(super) fn too_many_included(table: &Table<'_>, report: &mut Report) {
    let key = &table.resolved.table.key;
    let tag = usize::from(table.resolved.table.entity.is_some());
    let mut total = 0;
    for (raw, index) in table.indexes() {
        let (IndexProjection::Include(fields), Some(RawProjection::Include { word, .. })) =
            (&index.projection, &raw.projection)
        else {
            continue;
        };
        let keys = [Some(&key.pk), key.sk.as_ref(), Some(&index.pk), index.sk.as_ref()];
        let is_key = |field: &usize| {
            keys.iter().flatten().any(|key| matches!(key, KeyPart::Fields(fields) if fields.contains(field)))
        };
        let before = total;
        total += tag + fields.iter().filter(|field| !is_key(field)).count();
        if before <= INCLUDED && total > INCLUDED {
            report.at(word, messages::too_many_included(total, INCLUDED));
        }
    }
}

pub(super) fn include_of_skipped(table: &Table<'_>, report: &mut Report) {
    for raw in &table.raw.indexes {
        let Some(RawProjection::Include { fields, .. }) = &raw.projection else {
            continue;
        };
        for name in fields {
            let word = name.unraw().to_string();
            let Some(number) = uses::number(table.raw, &word) else {
                continue;
            };
            // As a key it was reported already.
            let is_key = table.uses.iter().any(|one| one.field == number);
            if !is_key && skip_word(&table.raw.fields[number]).is_some() {
                report.at(name, messages::include_of_skipped(&word));
            }
        }
    }
}

pub(super) fn row_of_whole_index(table: &Table<'_>, report: &mut Report) {
    for raw in &table.raw.indexes {
        if let Some(row) = &raw.row
            && !is_narrow(raw)
        {
            report.at(row.to_token_stream(), messages::row_of_whole_index(&table.raw.ident));
        }
    }
}

pub(super) fn row_of_which_index(table: &Table<'_>, report: &mut Report) {
    let narrow = table.raw.indexes.iter().filter(|raw| is_narrow(raw));
    match (&table.raw.options.row, narrow.count()) {
        (None, _) | (Some(_), 1) => {}
        (Some((word, _)), count) => report.at(word, messages::row_of_which_index(count)),
    }
}
