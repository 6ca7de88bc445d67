//! Rules for single fields, and for roles that only one field may have.

use super::Table;
use crate::messages;
use crate::model::NumberUnit;
use crate::parse::{RawField, RawSerdeSkip};
use crate::report::Report;
use crate::resolve::{name_tokens, skip_word};
use crate::symbol::{
    BINARY, COMPUTED, CREATED_AT, DEFAULT, FLATTEN, LIST, NARROW, NULL, NUMBER, PK, READONLY, RENAME, SCHEMA_VERSION,
    SENSITIVE, SERDE, SK, SKIP, STORE, TTL, UPDATED_AT, VERSION,
};

const FIELD_RULES: &[fn(&RawField, &mut Report)] =
    &[conflicting_options, skipped_by_serde, serde_skips_one_way, empty_name];

/// The rules for the fields of tables and documents alike.
pub(super) fn all(fields: &[RawField], report: &mut Report) {
    for field in fields {
        for rule in FIELD_RULES {
            rule(field, report);
        }
    }
    two_flattened(fields, report);
}

/// Options that cannot stand together.
struct Conflict {
    word: &'static str,
    with: &'static [&'static str],
    because: &'static str,
}

/// What a skipped field has no use for.
const NOT_SKIPPED: &[&str] = &[
    RENAME, NULL, FLATTEN, BINARY, LIST, NUMBER, SERDE, SENSITIVE, READONLY, NARROW, CREATED_AT, UPDATED_AT, COMPUTED,
];

const COUNTED: &[&str] =
    &[PK, SK, NULL, DEFAULT, READONLY, BINARY, LIST, NUMBER, SERDE, CREATED_AT, UPDATED_AT, COMPUTED];

const CONFLICTS: &[Conflict] = &[
    Conflict { word: SKIP, with: &[STORE], because: "one keeps the field out of the table, the other in it" },
    Conflict { word: SKIP, with: NOT_SKIPPED, because: "a skipped field is neither written nor read" },
    Conflict {
        word: FLATTEN,
        with: &[
            RENAME,
            NULL,
            DEFAULT,
            BINARY,
            LIST,
            NUMBER,
            SERDE,
            SENSITIVE,
            READONLY,
            NARROW,
            CREATED_AT,
            UPDATED_AT,
            COMPUTED,
            PK,
            SK,
            TTL,
            VERSION,
            SCHEMA_VERSION,
        ],
        because: "a flattened field has no attribute of its own",
    },
    Conflict { word: BINARY, with: &[LIST, NUMBER, SERDE], because: "a value is stored in one way" },
    Conflict { word: LIST, with: &[NUMBER, SERDE], because: "a value is stored in one way" },
    Conflict { word: NUMBER, with: &[SERDE], because: "a value is stored in one way" },
    Conflict { word: CREATED_AT, with: &[UPDATED_AT, COMPUTED], because: "a field is filled in by one rule" },
    Conflict { word: UPDATED_AT, with: &[COMPUTED], because: "a field is filled in by one rule" },
    Conflict {
        word: READONLY,
        with: &[UPDATED_AT, COMPUTED],
        because: "the library fills the field in, and it has no setter anyway",
    },
    Conflict { word: TTL, with: &[VERSION, SCHEMA_VERSION], because: "one attribute cannot be both" },
    Conflict { word: TTL, with: &[BINARY, LIST, SERDE], because: "a TTL is stored as a number of seconds" },
    Conflict { word: VERSION, with: &[SCHEMA_VERSION], because: "one attribute cannot be both" },
    Conflict { word: VERSION, with: COUNTED, because: "the library counts the version itself" },
    Conflict { word: SCHEMA_VERSION, with: COUNTED, because: "the library writes the schema version itself" },
];

pub(super) fn conflicting_options(field: &RawField, report: &mut Report) {
    for conflict in CONFLICTS {
        if !field.has(conflict.word) {
            continue;
        }
        for other in conflict.with {
            if let Some(given) = field.option(other) {
                report.at(given, messages::conflicting_options(conflict.word, other, conflict.because));
            }
        }
    }
}

/// serde's `skip` silences the field for us too, so an option of ours beside it must be a misunderstanding.
fn skipped_by_serde(field: &RawField, report: &mut Report) {
    if field.has(SKIP) || skip_word(field).is_none() {
        return;
    }
    for other in NOT_SKIPPED {
        if let Some(given) = field.option(other) {
            report.at(given, messages::skipped_by_serde(&field.word, other));
        }
    }
}

fn serde_skips_one_way(field: &RawField, report: &mut Report) {
    if let Some(RawSerdeSkip::OneWay(word)) = &field.serde.skip
        && !field.has(SKIP)
        && !field.has(STORE)
    {
        report.at(word, messages::serde_skips_one_way(word, &field.word));
    }
}

fn empty_name(field: &RawField, report: &mut Report) {
    if matches!(&field.rename, Some(lit) if lit.value().is_empty()) {
        report.at(name_tokens(field), messages::empty_name());
    }
}

fn two_flattened(fields: &[RawField], report: &mut Report) {
    let mut flattened = fields.iter().filter_map(|field| Some((field, field.option(FLATTEN)?)));
    if let Some((first, _)) = flattened.next() {
        for (_, word) in flattened {
            report.at(word, messages::two_flattened(&first.word));
        }
    }
}

/// Roles that one field of a table has, and their names in a sentence.
pub(super) const ROLES: &[(&str, &str)] = &[
    (TTL, "TTL attribute"),
    (VERSION, "version attribute"),
    (SCHEMA_VERSION, "schema-version attribute"),
    (CREATED_AT, "creation time"),
    (UPDATED_AT, "update time"),
];

pub(super) fn two_of_a_kind(table: &Table<'_>, report: &mut Report) {
    for (word, role) in ROLES {
        let mut holders = table.raw.fields.iter().filter_map(|field| Some((field, field.option(word)?)));
        if let Some((first, _)) = holders.next() {
            for (_, second) in holders {
                report.at(second, messages::two_of_a_kind(role, &first.word));
            }
        }
    }
}

pub(super) fn ttl_in_millis(table: &Table<'_>, report: &mut Report) {
    for field in &table.raw.fields {
        if let (true, Some(number), NumberUnit::Millis) = (field.has(TTL), field.option(NUMBER), field.number) {
            report.at(number, messages::ttl_in_millis());
        }
    }
}
