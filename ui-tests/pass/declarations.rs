//! The declarations of the design, as a user writes them.

use std::collections::HashSet;

use dynamo_core::prelude::*;

#[derive(Debug, Clone, PartialEq, DynamoValue)]
#[dynamo(rename_all = "lowercase")]
enum Status {
    Pending,
    Paid,
}

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
struct Address {
    city: String,
    #[dynamo(rename = "postcode")]
    zip: String,
}

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
struct Line {
    sku: String,
    qty: u32,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_status, name = "gsi-status-date", pk = status, sk = created_at, include(total, items_count))]
#[gsi(by_region, name = "gsi-region", pk = region, keys_only)]
#[gsi(by_tenant, pk = (tenant, region), sk = (status, created_at))]
#[lsi(by_amount, name = "lsi-amount", sk = total)]
struct Order {
    #[pk]
    user_id: String,
    #[sk]
    order_id: String,
    status: Status,
    created_at: String,
    region: Option<String>,
    tenant: String,
    total: u64,
    items_count: u32,
    description: Option<String>,
    tags: HashSet<String>,
    address: Address,
    lines: Vec<Line>,
    #[ttl]
    expires_at: Option<Ttl>,
    #[version]
    rev: u64,
    #[dynamo(flatten)]
    rest: Item,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("STORY#{story_id}#RUN#{run_id:010}")]
#[gsi(gsi1, pk = "ORG#{org}", sk = "{created_at}", keys_only)]
struct Story {
    owner: String,
    story_id: String,
    run_id: u32,
    org: String,
    created_at: String,
    title: String,
    #[schema_version(2, upgrade(1 => story_v1_to_v2))]
    schema_version: u32,
}

fn story_v1_to_v2(item: Item) -> Result<Item, dynamo_core::Error> {
    Ok(item)
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("PROFILE")]
struct Profile {
    owner: String,
    name: String,
    #[schema_version]
    schema: String,
}

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum AppItem {
    Story(Story),
    Profile(Profile),
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(Order::by_status)]
struct Summary {
    user_id: String,
    total: u64,
}

#[test]
fn keys_of_the_pattern_are_the_keys_of_the_instance() {
    let story = Story {
        owner: "u1".into(),
        story_id: "12".into(),
        run_id: 7,
        org: "o1".into(),
        created_at: "2026-01-31".into(),
        title: "A".into(),
        schema_version: 2,
    };
    assert_eq!(story.primary_key(), Story::key("u1", "12", 7));
    assert_eq!(Story::from_item(story.to_item().unwrap()).unwrap(), story);
}

#[test]
fn a_profile_reads_back() {
    let profile = Profile {
        owner: "u1".into(),
        name: "Ada".into(),
        schema: String::new(),
    };
    let read = Profile::from_item(profile.to_item().unwrap()).unwrap();
    assert_eq!((read.owner, read.name), (profile.owner, profile.name));
}
