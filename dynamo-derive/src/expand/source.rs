use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::attribute::{local, module_name, read, validated, writes};
use super::{keys, schema};
use crate::model::Table;

/// The table itself as something to query, to write and to read.
pub(super) fn source(private: &Ident, table: &Table) -> TokenStream {
    let (ident, markers, name) = (&table.ident, module_name(&table.ident, ""), &table.names.fields);
    let fields_type = quote!(#markers::#name);
    let [item, entries] = ["item", "entries"].map(local);
    let lock = if table.version.is_some() { quote!(Versioned) } else { quote!(NoLock) };
    let schema = schema::schema(private, table);
    let (keys, key_fields) = (keys::key_numbers(private, table), keys::key_fields(private, table));
    let writes = writes(private, &table.fields, &item);
    let read = read(private, &table.fields, table.validate.as_ref(), &table.own_attributes());
    let validated = table.validate.as_ref().map(|function| validated(private, function, &item));
    let marks = marks(private, table);
    quote! {
        #marks

        impl #private::Source for #ident {
            type Table = Self;
            type Row = Self;
            type Place = #private::WholeTable;
        }

        impl #private::ConsistentReads for #ident {}

        impl #private::Row for #ident {
            #[inline]
            fn read(#entries: &mut #private::Entries<'_>) -> #private::Result<Self, #private::DecodeError> {
                #read
            }
        }

        impl #private::WriteFields for #ident {
            #[inline]
            fn write(&self, #item: &mut #private::ItemWriter) {
                #validated
                #writes
            }
        }

        impl<P> #private::Described<P> for #ident {
            const DESCRIPTION: &'static #private::Schema = #schema;
        }

        #key_fields

        impl #private::DynamoTable for #ident {
            type Fields<S: #private::Scope> = #fields_type<S>;
            type Keys = #keys;
            type Lock = #private::#lock;
            fn fields<S: #private::Scope>() -> Self::Fields<S> {
                #fields_type(::core::marker::PhantomData)
            }
        }
    }
}

/// What only some tables have.
fn marks(private: &Ident, table: &Table) -> TokenStream {
    let ident = &table.ident;
    let expires = table.ttl.map(|_| quote!(impl #private::Expires for #ident {}));
    let versioned = table.schema_version.as_ref().map(|version| {
        let way = if version.number.is_some() { quote!(Steps) } else { quote!(Unsaid) };
        quote!(impl #private::SchemaVersioned for #ident { type Way = #private::#way; })
    });
    quote!(#expires #versioned)
}
