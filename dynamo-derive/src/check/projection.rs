//! Rules for `#[derive(Projection)]`.

use syn::Ident;

use super::field;
use crate::messages;
use crate::parse::{RawField, RawProjectionStruct};
use crate::report::Report;

pub(crate) fn projection(raw: &RawProjectionStruct, report: &mut Report) {
    for one in &raw.fields {
        field::conflicting_options(one, report);
        projected_name(one, report);
    }
}

/// The rename of a projected field is the name of a field of the table.
fn projected_name(field: &RawField, report: &mut Report) {
    if let Some(lit) = &field.rename
        && !is_field(lit.value().trim_start_matches("r#"))
    {
        report.at(lit, messages::projected_name(&lit.value()));
    }
}

/// Whether a field can have this name, raw if need be.
fn is_field(word: &str) -> bool {
    syn::parse_str::<Ident>(word).is_ok() || syn::parse_str::<Ident>(&format!("r#{word}")).is_ok()
}
