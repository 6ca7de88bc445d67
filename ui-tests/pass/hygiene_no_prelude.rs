//! Nothing of the standard prelude in scope. Values and documents only: without the prelude there are no
//! `#[diagnostic]` attributes either, and the traits of a table carry them.
#![no_implicit_prelude]

#[derive(
    ::std::fmt::Debug, ::std::clone::Clone, ::std::cmp::PartialEq, ::dynamo_core::DynamoValue,
)]
enum Status {
    Pending,
    Paid,
}

#[derive(
    ::std::fmt::Debug, ::std::clone::Clone, ::std::cmp::PartialEq, ::dynamo_core::DynamoDocument,
)]
struct Address {
    city: ::std::string::String,
    region: ::std::option::Option<::std::string::String>,
    tags: ::std::collections::HashSet<::std::string::String>,
    lines: ::std::vec::Vec<Status>,
    #[dynamo(default)]
    seen: bool,
    #[dynamo(flatten)]
    rest: ::dynamo_core::value::Item,
}
