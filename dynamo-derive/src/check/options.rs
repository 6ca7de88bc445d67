//! Rules for options of the struct that would have no effect.

use syn::LitStr;
use syn::ext::IdentExt;

use super::Table;
use crate::messages;
use crate::model::KeyPart;
use crate::report::Report;
use crate::suggest::nearest;
use crate::symbol::{KEY, PARTITION, PK_ATTR, SK_ATTR};

pub(super) fn attr_of_plain_key(table: &Table<'_>, report: &mut Report) {
    let options = &table.raw.options;
    let key = &table.resolved.table.key;
    if table.resolved.keyless {
        return;
    }
    let pk = (PK_ATTR, &options.pk_attr, Some(&key.pk));
    let sk = (SK_ATTR, &options.sk_attr, key.sk.as_ref());
    for (word, given, key) in [pk, sk] {
        if let Some(lit) = given
            && !matches!(key, Some(KeyPart::Pattern(_)))
        {
            report.at(lit, messages::attr_of_plain_key(word));
        }
    }
}

pub(super) fn attr_of_plain_index_key(table: &Table<'_>, report: &mut Report) {
    for (raw, index) in table.indexes() {
        let pk = (PK_ATTR, &raw.pk_attr, Some(&index.pk));
        let sk = (SK_ATTR, &raw.sk_attr, index.sk.as_ref());
        for (word, given, key) in [pk, sk] {
            if let Some(lit) = given
                && !matches!(key, Some(KeyPart::Pattern(_)))
            {
                report.at(lit, messages::attr_of_plain_index_key(word));
            }
        }
    }
}

pub(super) fn empty_option(table: &Table<'_>, report: &mut Report) {
    let options = &table.raw.options;
    let of_table = [&options.pk_attr, &options.sk_attr, &options.entity, &options.entity_attr];
    let of_indexes = table.raw.indexes.iter().flat_map(|index| [&index.pk_attr, &index.sk_attr]);
    for lit in of_table.into_iter().chain(of_indexes).flatten() {
        if lit.value().is_empty() {
            report.at(lit, messages::empty_option());
        }
    }
}

pub(super) fn entity_attr_without_entity(table: &Table<'_>, report: &mut Report) {
    if let (Some(lit), None) = (&table.raw.options.entity_attr, &table.raw.options.entity) {
        let lit: &LitStr = lit;
        report.at(lit, messages::entity_attr_without_entity());
    }
}

pub(super) fn rename_of_unknown_fn(table: &Table<'_>, report: &mut Report) {
    let accessors: Vec<String> = table.raw.indexes.iter().map(|index| index.accessor.unraw().to_string()).collect();
    let known: Vec<&str> = [KEY, PARTITION].into_iter().chain(accessors.iter().map(String::as_str)).collect();
    for (word, _) in &table.raw.options.rename_fn {
        let text = word.unraw().to_string();
        if !known.contains(&text.as_str()) {
            let near = nearest(&text, known.iter().copied());
            report.at(word, messages::rename_of_unknown_fn(&text, near));
        }
    }
}
