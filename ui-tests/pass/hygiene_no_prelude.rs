//! Nothing of the standard prelude in scope.
#![no_implicit_prelude]

#[derive(::std::fmt::Debug, ::std::clone::Clone, ::dynamo_core::DynamoValue)]
enum Status {
    Pending,
    Paid,
}

#[derive(::std::fmt::Debug, ::std::clone::Clone, ::dynamo_core::DynamoDocument)]
struct Address {
    city: ::std::string::String,
}

#[derive(::std::fmt::Debug, ::std::clone::Clone, ::dynamo_core::DynamoTable)]
#[dynamo(table = "orders", no_prelude)]
#[gsi(by_status, pk = status, sk = created_at, include(total))]
#[gsi(by_region, pk = region, keys_only)]
#[gsi(by_both, pk = (status, created_at))]
#[lsi(by_total, sk = total)]
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
    lines: ::std::vec::Vec<::std::string::String>,
    address: Address,
    #[ttl]
    expires_at: ::std::option::Option<::dynamo_core::value::Ttl>,
    #[version]
    rev: u64,
    #[dynamo(default)]
    seen: bool,
    #[dynamo(flatten)]
    rest: ::dynamo_core::value::Item,
}

#[derive(::dynamo_core::DynamoTable)]
#[dynamo(table = "app", no_prelude)]
#[pk("USER#{owner}")]
#[sk("STORY#{story_id}#RUN#{run_id:010}")]
#[gsi(gsi1, pk = "ORG#{org}", sk = "{owner}", keys_only)]
struct Story {
    owner: ::std::string::String,
    story_id: ::std::string::String,
    run_id: u32,
    org: ::std::option::Option<::std::string::String>,
    #[schema_version]
    schema: ::std::string::String,
}

#[derive(::dynamo_core::Projection)]
#[projection(Order::by_status)]
struct Summary {
    total: u64,
}

#[derive(::dynamo_core::DynamoEntities)]
enum Items {
    Story(Story),
}
