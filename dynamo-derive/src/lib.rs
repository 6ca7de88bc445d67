//! The derive macros of `dynamo-core`; depend on that crate, which re-exports them.

mod check;
mod declare;
mod expand;
mod messages;
mod model;
mod parse;
mod repair;
mod report;
mod resolve;
mod suggest;
mod symbol;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

use report::Report;

/// A table: a struct whose keys, indexes and attributes are declared on its fields.
#[proc_macro_derive(
    DynamoTable,
    attributes(dynamo, entities, entity_by, gsi, lsi, pk, projection, schema_version, serde, sk, ttl, version)
)]
pub fn dynamo_table(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    generated(&input, declare::table, expand::table, expand::fallback::table)
}

/// A nested map with typed paths: a struct that is the type of an attribute.
#[proc_macro_derive(
    DynamoDocument,
    attributes(dynamo, entities, entity_by, gsi, lsi, pk, projection, schema_version, serde, sk, ttl, version)
)]
pub fn dynamo_document(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    generated(&input, declare::document, expand::document, expand::fallback::value)
}

/// A single attribute value: a newtype, or an enum of unit variants.
#[proc_macro_derive(
    DynamoValue,
    attributes(dynamo, entities, entity_by, gsi, lsi, pk, projection, schema_version, serde, sk, ttl, version)
)]
pub fn dynamo_value(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    generated(&input, declare::value, expand::value, expand::fallback::value)
}

/// A named row of a table or an index: a struct with some of its fields.
#[proc_macro_derive(
    Projection,
    attributes(dynamo, entities, entity_by, gsi, lsi, pk, projection, schema_version, serde, sk, ttl, version)
)]
pub fn projection(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    generated(&input, declare::projection, expand::projection, expand::fallback::projection)
}

/// The kinds of item that share a table: an enum with one table struct in each variant.
#[proc_macro_derive(
    DynamoEntities,
    attributes(dynamo, entities, entity_by, gsi, lsi, pk, projection, schema_version, serde, sk, ttl, version)
)]
pub fn dynamo_entities(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    generated(&input, declare::entities, expand::entities, expand::fallback::entities)
}

/// The errors, and whatever can be generated in spite of them, so that no second wave of errors follows.
fn generated<T>(
    input: &DeriveInput,
    declare: fn(&DeriveInput) -> (Option<T>, Report),
    expand: fn(&T) -> proc_macro2::TokenStream,
    fallback: fn(&DeriveInput) -> proc_macro2::TokenStream,
) -> TokenStream {
    let (model, report) = declare(input);
    let mut tokens = report.into_compile_errors();
    tokens.extend(model.as_ref().map_or_else(|| fallback(input), expand));
    tokens.into()
}
