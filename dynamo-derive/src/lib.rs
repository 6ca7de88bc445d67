//! The derive macros of `dynamo-core`; depend on that crate, which re-exports them.

mod check;
mod declare;
mod messages;
// Read by the generator only.
#[allow(dead_code, unused_imports)]
mod model;
mod parse;
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
    attributes(
        dynamo,
        entities,
        entity_by,
        gsi,
        lsi,
        pk,
        projection,
        schema_version,
        serde,
        sk,
        ttl,
        version
    )
)]
pub fn dynamo_table(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    only_errors(declare::table(&input))
}

/// A nested map with typed paths: a struct that is the type of an attribute.
#[proc_macro_derive(
    DynamoDocument,
    attributes(
        dynamo,
        entities,
        entity_by,
        gsi,
        lsi,
        pk,
        projection,
        schema_version,
        serde,
        sk,
        ttl,
        version
    )
)]
pub fn dynamo_document(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    only_errors(declare::document(&input))
}

/// A single attribute value: a newtype, or an enum of unit variants.
#[proc_macro_derive(
    DynamoValue,
    attributes(
        dynamo,
        entities,
        entity_by,
        gsi,
        lsi,
        pk,
        projection,
        schema_version,
        serde,
        sk,
        ttl,
        version
    )
)]
pub fn dynamo_value(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    only_errors(declare::value(&input))
}

/// A named row of a table or an index: a struct with some of its fields.
#[proc_macro_derive(
    Projection,
    attributes(
        dynamo,
        entities,
        entity_by,
        gsi,
        lsi,
        pk,
        projection,
        schema_version,
        serde,
        sk,
        ttl,
        version
    )
)]
pub fn projection(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    only_errors(declare::projection(&input))
}

/// The kinds of item that share a table: an enum with one table struct in each variant.
#[proc_macro_derive(
    DynamoEntities,
    attributes(
        dynamo,
        entities,
        entity_by,
        gsi,
        lsi,
        pk,
        projection,
        schema_version,
        serde,
        sk,
        ttl,
        version
    )
)]
pub fn dynamo_entities(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    only_errors(declare::entities(&input))
}

fn only_errors<T>((_, report): (Option<T>, Report)) -> TokenStream {
    report.into_compile_errors().into()
}
