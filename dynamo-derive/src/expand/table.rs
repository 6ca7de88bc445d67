use proc_macro2::TokenStream;
use quote::quote;

use super::{accessors, index, keys, scope, sort, source};
use crate::model::Table;

/// Everything that `#[derive(DynamoTable)]` generates.
pub(crate) fn table(table: &Table) -> TokenStream {
    let krate = &table.krate;
    let private = &quote!(#krate::__private);
    let ident = &table.ident;
    let accessors = accessors::accessors(private, table);
    let scopes = scope::scopes(private, table);
    let source = source::source(private, table);
    let key_functions = keys::functions(private, table);
    let index_functions = index::functions(table);
    let sort = sort::table(private, table);
    let indexes = index::indexes(private, table);
    let checks = keys::pattern_checks(private, table);
    let types = super::checks::checks(private, table);
    quote! {
        #accessors
        #scopes
        #source

        #[allow(dead_code)]
        impl #ident {
            #key_functions
            #index_functions
        }

        #sort
        #indexes
        #checks
        #types
    }
}
