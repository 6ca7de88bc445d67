use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;

use super::attribute::{attribute_type, respanned};
use crate::model::Table;

/// What only the compiler knows: whether the types of special fields are of the right kind. Each check stands on the
/// field's type. (Those of timestamps are checked where the schema names them.)
pub(super) fn checks(private: &Ident, table: &Table) -> TokenStream {
    let version = table
        .schema_version
        .as_ref()
        .map(|version| (version.field, if version.number.is_some() { "schema_number" } else { "schema_text" }));
    let lock = table.version.map(|number| (number, "version"));
    let special = lock.into_iter().chain(version);
    special
        .map(|(number, check)| {
            let field = &table.fields[number];
            let span = field.span;
            let (ty, check) = (attribute_type(field), Ident::new(check, span));
            let private = respanned(private, span);
            quote_spanned!(span=> const _: () = #private::checks::#check::<#ty>();)
        })
        .collect()
}
