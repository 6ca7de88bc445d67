use proc_macro2::TokenStream;
use quote::quote;

use super::attribute::aliases;
use super::generated::Library;
use super::{accessors, index, keys, scope, sort, source};
use crate::model::Table;

/// Everything that `#[derive(DynamoTable)]` generates.
pub(crate) fn table(table: &Table) -> TokenStream {
    let library = &Library::new(&table.krate);
    let private = &library.short;
    let ident = &table.ident;
    let mut generated = accessors::accessors(library, table);
    generated.impls.extend(aliases(private, &table.fields));
    generated.add(scope::scopes(library, table));
    generated.impls.extend(source::source(private, table));
    let key_functions = keys::functions(private, table);
    let index_functions = index::functions(table);
    generated.impls.extend(quote! {
        impl #ident {
            #key_functions
            #index_functions
        }
    });
    generated.add(sort::table(library, table));
    generated.add(index::indexes(library, table));
    generated.impls.extend(keys::pattern_checks(private, table));
    generated.impls.extend(super::checks::checks(private, table));
    generated.into_tokens(library)
}
