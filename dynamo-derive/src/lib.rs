//! The derive macros of `dynamo-core`. Depend on that crate, which re-exports them with an example each, and which generated code names.
//!
//! | derive | on | gives |
//! |---|---|---|
//! | [`DynamoTable`](macro@DynamoTable) | a struct with named fields | a table: typed keys, accessors of attributes and indexes, rows |
//! | [`DynamoDocument`](macro@DynamoDocument) | a struct with named fields | a nested map with typed paths |
//! | [`DynamoValue`](macro@DynamoValue) | a newtype, or an enum of unit variants | a single attribute value |
//! | [`Projection`](macro@Projection) | a struct with some fields of a table | a named row, checked against its table or index |
//! | [`DynamoEntities`](macro@DynamoEntities) | an enum of table structs | the kinds that share a table |
//!
//! Every attribute has a page in `docs/attributes` of the repository. What is declared wrong is one error per mistake, on what is wrong, and all
//! of a struct in one build; what is right is generated all the same.
//!
//! ```text
//! attributes -> parse -> resolve -> check -> expand
//! ```
//!
//! Each is a folder; all of them report into one collector of errors (`report.rs`), with the texts of `messages/`.

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
///
/// Words of its own: `#[pk]`, `#[sk]`, `#[gsi(..)]`, `#[lsi(..)]`, `#[ttl]`, `#[version]`, `#[schema_version]`, and all others inside `#[dynamo(..)]`.
#[proc_macro_derive(
    DynamoTable,
    attributes(dynamo, entities, entity_by, gsi, lsi, pk, projection, schema_version, serde, sk, ttl, version)
)]
pub fn dynamo_table(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    generated(&input, declare::table, expand::table, expand::fallback::table)
}

/// A nested map with typed paths: a struct that is the type of an attribute.
///
/// Its fields take what fields of a table take, except for keys and what the library fills in.
#[proc_macro_derive(
    DynamoDocument,
    attributes(dynamo, entities, entity_by, gsi, lsi, pk, projection, schema_version, serde, sk, ttl, version)
)]
pub fn dynamo_document(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    generated(&input, declare::document, expand::document, expand::fallback::value)
}

/// A single attribute value: a newtype, or an enum of unit variants.
///
/// A newtype is stored as what it holds; `#[dynamo(try_from = "..", into = "..")]` checks it. An enum is stored as text, or by its discriminants
/// with `#[dynamo(number)]`.
#[proc_macro_derive(
    DynamoValue,
    attributes(dynamo, entities, entity_by, gsi, lsi, pk, projection, schema_version, serde, sk, ttl, version)
)]
pub fn dynamo_value(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    generated(&input, declare::value, expand::value, expand::fallback::value)
}

/// A named row of a table or an index: a struct with some of its fields.
///
/// `#[projection(Order)]` or `#[projection(Order::by_status)]` says which; every field is checked against it.
#[proc_macro_derive(
    Projection,
    attributes(dynamo, entities, entity_by, gsi, lsi, pk, projection, schema_version, serde, sk, ttl, version)
)]
pub fn projection(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    generated(&input, declare::projection, expand::projection, expand::fallback::projection)
}

/// The kinds of item that share a table: an enum with one table struct in each variant.
///
/// A variant with `#[entities(other)]` holds items of no kind as they are; `#[entity_by(f)]` lets a function choose first.
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
