use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::attribute::{attribute_type, on_type, respanned};
use crate::model::Table;

/// What only the compiler knows: whether the types of special fields are of the right kind. Each check stands on the
/// field's type. (Those of timestamps are checked where the schema names them.)
pub(super) fn checks(private: &Ident, table: &Table) -> TokenStream {
    let version = table
        .schema_version
        .as_ref()
        .filter(|version| version.number.is_none())
        .map(|version| (version.field, "schema_text"));
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
        .chain(schema_number(private, table))
        .collect()
}

/// The field of a numbered schema version is of an integer type, which holds the number.
fn schema_number(private: &Ident, table: &Table) -> Option<TokenStream> {
    let version = table.schema_version.as_ref()?;
    let (number, field) = (version.number?, &table.fields[version.field]);
    let (span, private) = on_type(private, field);
    let (ty, shown) = (attribute_type(field), &field.ty);
    let message = format!("schema version {number} does not fit `{}`: use a wider integer", quote!(#shown));
    Some(quote_spanned! {span=>
        const _: () = ::core::assert!(#private::checks::schema_number::<#ty>(#number), "{}", #message);
    })
}
