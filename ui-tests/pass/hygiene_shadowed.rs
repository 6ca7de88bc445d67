//! The user's own types and functions are called like those of the standard library.
#![allow(unused_imports)]

use dynamo_core::{DynamoDocument, DynamoEntities, DynamoTable, DynamoValue, Projection};

struct Option;
struct Result;
struct String;
struct Vec;
struct Box;
struct HashMap;
struct Some;
struct None;
struct Ok;
struct Err;
struct Item;
struct Key;
struct Path;
struct Error;
trait Default {}
trait Clone {}
trait Into {}
trait From {}
trait Iterator {}
trait Send {}
trait Sized {}
trait Fn {}
mod std {}
mod core {}
mod alloc {}
mod syn {}

#[derive(Debug, ::std::clone::Clone, PartialEq, DynamoValue)]
enum Status {
    Pending,
    Paid,
}

#[derive(Debug, ::std::clone::Clone, PartialEq, DynamoDocument)]
struct Address {
    city: ::std::string::String,
}

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_status, pk = status, sk = created_at, include(total))]
#[gsi(by_region, pk = region, keys_only)]
struct Order {
    #[pk]
    user_id: ::std::string::String,
    #[sk]
    order_id: u64,
    status: Status,
    created_at: ::std::string::String,
    region: ::std::option::Option<::std::string::String>,
    total: u64,
    tags: ::std::collections::HashSet<::std::string::String>,
    lines: ::std::vec::Vec<Address>,
    #[version]
    rev: u64,
    #[dynamo(skip)]
    cached: u8,
}

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("STORY#{story_id}#RUN#{run_id:010}")]
struct Story {
    owner: ::std::string::String,
    story_id: ::std::string::String,
    run_id: u32,
}

#[derive(Projection)]
#[projection(Order::by_status)]
struct Summary {
    total: u64,
}

#[derive(DynamoEntities)]
enum Items {
    Story(Story),
}
