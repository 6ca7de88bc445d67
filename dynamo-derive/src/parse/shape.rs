//! What kind of item a derive stands on.

use syn::punctuated::Punctuated;
use syn::{Data, DataEnum, DeriveInput, Field, Fields, Token};

use crate::messages;
use crate::report::Report;

/// The named fields of a struct without generics; anything else is reported.
pub(crate) fn named_struct<'a>(
    input: &'a DeriveInput,
    derive: &str,
    report: &mut Report,
) -> Option<&'a Punctuated<Field, Token![,]>> {
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => not_generic(input, derive, report).then_some(&fields.named),
            Fields::Unnamed(fields) => {
                report.at(fields, messages::tuple_struct(derive));
                None
            }
            Fields::Unit => {
                report.at(&input.ident, messages::unit_struct(derive));
                None
            }
        },
        Data::Enum(data) => {
            report.at(data.enum_token, messages::enum_for_struct(derive));
            None
        }
        Data::Union(data) => {
            report.at(data.union_token, messages::union(derive));
            None
        }
    }
}

/// An enum without generics.
pub(crate) fn plain_enum<'a>(input: &'a DeriveInput, derive: &str, report: &mut Report) -> Option<&'a DataEnum> {
    match &input.data {
        Data::Enum(data) => not_generic(input, derive, report).then_some(data),
        Data::Struct(data) => {
            report.at(data.struct_token, messages::struct_for_enum(derive));
            None
        }
        Data::Union(data) => {
            report.at(data.union_token, messages::union(derive));
            None
        }
    }
}

/// Lifetimes count as generics: what is read from a table is owned.
pub(crate) fn not_generic(input: &DeriveInput, derive: &str, report: &mut Report) -> bool {
    let plain = input.generics.params.is_empty() && input.generics.where_clause.is_none();
    if !input.generics.params.is_empty() {
        report.at(&input.generics, messages::generic(derive));
    } else if let Some(clause) = &input.generics.where_clause {
        report.at(clause, messages::generic(derive));
    }
    plain
}
