//! The front half of each derive: parse, resolve, check.

use syn::DeriveInput;

use crate::repair::repair;
use crate::report::Report;
use crate::{check, model, parse, resolve};

pub(crate) fn table(input: &DeriveInput) -> (Option<model::Table>, Report) {
    let mut report = Report::new();
    let table = parse::table(&parse::without_foreign(input), &mut report).map(|raw| {
        let mut resolved = resolve::table(&raw, &mut report);
        check::table(&raw, &resolved, &mut report);
        if !report.is_empty() {
            repair(&mut resolved.table);
        }
        resolved.table
    });
    (table, report)
}

pub(crate) fn document(input: &DeriveInput) -> (Option<model::Document>, Report) {
    let mut report = Report::new();
    let document = parse::document(&parse::without_foreign(input), &mut report).map(|raw| {
        let document = resolve::document(&raw, &mut report);
        check::document(&raw, &document, &mut report);
        document
    });
    (document, report)
}

pub(crate) fn value(input: &DeriveInput) -> (Option<model::Value>, Report) {
    let mut report = Report::new();
    let value = parse::value(&parse::without_foreign(input), &mut report).and_then(|raw| {
        let value = resolve::value(&raw, &mut report)?;
        check::value(&raw, &value, &mut report);
        Some(value)
    });
    (value, report)
}

pub(crate) fn projection(input: &DeriveInput) -> (Option<model::Projection>, Report) {
    let mut report = Report::new();
    let projection = parse::projection(&parse::without_foreign(input), &mut report).and_then(|raw| {
        let projection = resolve::projection(&raw, &mut report);
        check::projection(&raw, &mut report);
        projection
    });
    (projection, report)
}

pub(crate) fn entities(input: &DeriveInput) -> (Option<model::Entities>, Report) {
    let mut report = Report::new();
    let entities = parse::entities(&parse::without_foreign(input), &mut report)
        .and_then(|raw| resolve::entities(&raw, &mut report));
    (entities, report)
}
