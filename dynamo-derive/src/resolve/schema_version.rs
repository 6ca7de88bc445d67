//! The schema version: which field holds it, and the steps up to it.

use crate::messages;
use crate::model::{SchemaVersion, Upgrade};
use crate::parse::{RawSchemaVersion, RawTable};
use crate::report::Report;

/// The schema version of a table, its upgrades by rising version.
pub(super) fn schema_version(raw: &RawTable, report: &mut Report) -> Option<SchemaVersion> {
    let mut on_fields =
        raw.fields.iter().enumerate().filter_map(|(number, field)| Some((number, field.schema_version.as_ref()?)));
    let on_struct = raw.options.schema_version.as_ref();
    let Some((field, on_field)) = on_fields.next() else {
        if let Some(on_struct) = on_struct {
            report.at(&on_struct.word, messages::schema_version_without_field());
        }
        return None;
    };
    let declared = match on_struct {
        Some(on_struct) if on_field.number.is_some() => {
            report.at(&on_struct.word, messages::given_twice(&on_struct.word));
            on_field
        }
        Some(on_struct) => on_struct,
        None => on_field,
    };
    if declared.broken && declared.number.is_none() {
        return None;
    }
    Some(SchemaVersion {
        field,
        number: declared.number.as_ref().map(|(_, number)| *number),
        upgrades: upgrades(declared, report),
    })
}

fn upgrades(raw: &RawSchemaVersion, report: &mut Report) -> Vec<Upgrade> {
    let Some((lit, number)) = &raw.number else {
        return Vec::new();
    };
    if *number == 0 {
        report.at(lit, messages::schema_version_zero());
        return Vec::new();
    }
    let mut upgrades: Vec<Upgrade> = Vec::new();
    for upgrade in &raw.upgrades {
        if upgrade.from == 0 || upgrade.from >= *number {
            report.at(&upgrade.lit, messages::upgrade_out_of_range(upgrade.from, *number));
        } else if upgrades.iter().any(|known| known.from == upgrade.from) {
            report.at(&upgrade.lit, messages::upgrade_twice(upgrade.from));
        } else {
            upgrades.push(Upgrade { from: upgrade.from, step: upgrade.step.clone() });
        }
    }
    upgrades.sort_by_key(|upgrade| upgrade.from);
    if !raw.broken {
        upgrade_gap(raw, *number, &upgrades, report);
    }
    upgrades
}

fn upgrade_gap(raw: &RawSchemaVersion, number: u32, upgrades: &[Upgrade], report: &mut Report) {
    // A few are enough to see what is wrong, and the number may be a mistyped huge one.
    let missing: Vec<u32> =
        (1..number).filter(|from| upgrades.iter().all(|upgrade| upgrade.from != *from)).take(4).collect();
    if !missing.is_empty() {
        report.at(&raw.word, messages::upgrade_gap(number, &missing));
    }
}
