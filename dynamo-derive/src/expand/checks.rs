use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::Ident;
use syn::spanned::Spanned;

use super::attribute::attribute_type;
use crate::model::{Stamp, Table};

/// What only the compiler knows: whether the types of special fields are of the right kind. Each check stands on the
/// field's type.
pub(super) fn checks(private: &TokenStream, table: &Table) -> TokenStream {
    let version = table
        .schema_version
        .as_ref()
        .map(|version| (version.field, if version.number.is_some() { "schema_number" } else { "schema_text" }));
    let stamps = table.fields.iter().enumerate().filter_map(|(number, field)| match field.stamp {
        Some(Stamp::CreatedAt | Stamp::UpdatedAt) => Some((number, "timestamp")),
        _ => None,
    });
    let lock = table.version.map(|number| (number, "version"));
    let special = lock.into_iter().chain(version).chain(stamps);
    special
        .map(|(number, check)| {
            let field = &table.fields[number];
            let (ty, check) = (attribute_type(private, field), Ident::new(check, Span::call_site()));
            quote_spanned!(field.ty.span()=> const _: () = #private::checks::#check::<#ty>();)
        })
        .collect()
}
