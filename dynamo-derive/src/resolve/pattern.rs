//! A pattern whose placeholders are fields, with a literal between every two of them.

use super::lookup::{Found, Lookup};
use crate::messages;
use crate::model::{Pattern, PatternPart};
use crate::parse::{RawPart, RawPattern};
use crate::report::Report;

/// Stands where a literal is missing, after that was reported.
const SEPARATOR: &str = "#";

/// The model of a pattern that is stored in `attr`.
pub(super) fn pattern(raw: &RawPattern, attr: String, lookup: &Lookup<'_>, report: &mut Report) -> Pattern {
    adjacent_placeholders(raw, report);
    let mut parts = Vec::new();
    for part in &raw.parts {
        match part {
            RawPart::Literal(text) => push_literal(&mut parts, text),
            RawPart::Placeholder { name, width } => {
                if let Some(field) = placeholder(raw, name, &parts, lookup, report) {
                    push_field(&mut parts, field, *width);
                }
            }
        }
    }
    if parts.is_empty() {
        push_literal(&mut parts, SEPARATOR);
    }
    Pattern { lit: raw.lit.clone(), attr, parts }
}

fn adjacent_placeholders(raw: &RawPattern, report: &mut Report) {
    for pair in raw.parts.windows(2) {
        if let [RawPart::Placeholder { name: first, .. }, RawPart::Placeholder { name: second, .. }] = pair {
            report.at(&raw.lit, messages::adjacent_placeholders(first, second));
        }
    }
}

fn placeholder(
    raw: &RawPattern,
    name: &str,
    before: &[PatternPart],
    lookup: &Lookup<'_>,
    report: &mut Report,
) -> Option<usize> {
    let text = raw.lit.value();
    match lookup.find(name) {
        Found::Unknown(near) => {
            report.at(&raw.lit, messages::unknown_placeholder(name, &text, near));
            // Taken for what was meant, so that uses of the key fit.
            let meant = near.filter(|near| !raw.has(near)).map(|near| lookup.find(near));
            if let Some(Found::Field(number)) = meant { Some(number) } else { None }
        }
        Found::Flattened => {
            report.at(&raw.lit, messages::flattened_key(name));
            None
        }
        Found::Field(number) => {
            let twice = before.iter().any(|part| matches!(part, PatternPart::Field { field, .. } if *field == number));
            if twice {
                report.at(&raw.lit, messages::placeholder_twice(name, &text));
            }
            (!twice).then_some(number)
        }
    }
}

fn push_literal(parts: &mut Vec<PatternPart>, text: &str) {
    match parts.last_mut() {
        Some(PatternPart::Literal(before)) => before.push_str(text),
        _ => parts.push(PatternPart::Literal(text.to_owned())),
    }
}

fn push_field(parts: &mut Vec<PatternPart>, field: usize, width: Option<usize>) {
    if let Some(PatternPart::Field { .. }) = parts.last() {
        push_literal(parts, SEPARATOR);
    }
    parts.push(PatternPart::Field { field, width });
}
