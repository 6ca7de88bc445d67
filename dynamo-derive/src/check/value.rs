//! Rules for `#[derive(DynamoValue)]`.

use quote::ToTokens;

use crate::messages;
use crate::model::{NumberUnit, Value, ValueShape};
use crate::parse::{RawSerdeRename, RawValue, RawValueShape, RawVariant};
use crate::report::Report;
use crate::symbol::{NUMBER, RENAME, RENAME_ALL};

const RULES: &[fn(&RawValue, &Value, &mut Report)] =
    &[two_encodings, encoding_of_enum, encoding_of_converted, unit_of_enum, renamed_value, same_stored_text];

pub(crate) fn value(raw: &RawValue, value: &Value, report: &mut Report) {
    for rule in RULES {
        rule(raw, value, report);
    }
}

fn two_encodings(raw: &RawValue, value: &Value, report: &mut Report) {
    if let (ValueShape::Newtype { .. }, [first, others @ ..]) = (&value.shape, raw.encodings.as_slice()) {
        for other in others {
            report.at(other, messages::two_encodings(first, other));
        }
    }
}

fn encoding_of_enum(raw: &RawValue, value: &Value, report: &mut Report) {
    if let ValueShape::Text(_) | ValueShape::Number(_) = &value.shape {
        for word in raw.encodings.iter().filter(|word| *word != NUMBER) {
            report.at(word, messages::encoding_of_enum(word));
        }
    }
}

fn encoding_of_converted(raw: &RawValue, value: &Value, report: &mut Report) {
    if let ValueShape::Converted { .. } = &value.shape {
        for word in &raw.encodings {
            report.at(word, messages::encoding_of_converted(word));
        }
    }
}

fn unit_of_enum(raw: &RawValue, value: &Value, report: &mut Report) {
    if let (ValueShape::Number(_), NumberUnit::Millis) = (&value.shape, raw.number) {
        let word = raw.encodings.iter().find(|word| *word == NUMBER);
        report.at(word, messages::unit_of_enum());
    }
}

/// Only an enum stored as text has names to change.
fn renamed_value(raw: &RawValue, value: &Value, report: &mut Report) {
    if let ValueShape::Text(_) = &value.shape {
        return;
    }
    if let Some((word, _)) = &raw.rename_all {
        report.at(word, messages::renamed_value(RENAME_ALL));
    }
    for variant in variants(raw) {
        if let Some(lit) = &variant.rename {
            report.at(lit, messages::renamed_value(RENAME));
        }
    }
}

fn same_stored_text(raw: &RawValue, value: &Value, report: &mut Report) {
    let ValueShape::Text(units) = &value.shape else {
        return;
    };
    for (at, unit) in units.iter().enumerate() {
        let known = units[..at].iter().find(|known| known.stored == unit.stored);
        if let (Some(known), Some(variant)) = (known, variants(raw).get(at)) {
            let tokens = match (&variant.rename, &variant.serde.rename) {
                (Some(lit), _) | (None, Some(RawSerdeRename::Both(lit))) => lit.to_token_stream(),
                _ => variant.ident.to_token_stream(),
            };
            report.at(tokens, messages::same_stored_text(&unit.stored, &known.ident, &unit.ident));
        }
    }
}

fn variants(raw: &RawValue) -> &[RawVariant] {
    match &raw.shape {
        RawValueShape::Enum(variants) => variants,
        _ => &[],
    }
}
