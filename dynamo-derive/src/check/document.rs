//! Rules for `#[derive(DynamoDocument)]`.

use super::{field, names};
use crate::model::Document;
use crate::parse::RawDocument;
use crate::report::Report;

pub(crate) fn document(raw: &RawDocument, document: &Document, report: &mut Report) {
    field::all(&raw.fields, report);
    names::stored_twice(&raw.fields, &document.fields, report);
}
