//! Rules for `#[derive(Projection)]`.

use syn::Ident;
use syn::ext::IdentExt;
use syn::parse::Parser;

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
        && Ident::parse_any.parse_str(&lit.value()).is_err()
    {
        report.at(lit, messages::projected_name(&lit.value()));
    }
}
