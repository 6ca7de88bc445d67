//! What a declaration gives: keys, items, expressions and requests, without an engine.

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

fn story_v1_to_v2(item: Item) -> Result<Item> {
    Ok(item)
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

fn story() -> Story {
    Story {
        owner: "ada".into(),
        story_id: "12".into(),
        run_id: 7,
        org: "acme".into(),
        created_at: "2026".into(),
        title: "t".into(),
        schema_version: 0,
    }
}

#[test]
fn an_item_comes_back_equal() {
    let item = story().to_item().unwrap();
    assert_eq!(item["PK"].as_s().unwrap(), "USER#ada");
    assert_eq!(item["SK"].as_s().unwrap(), "STORY#12#RUN#0000000007");
    assert_eq!(item["GSI1PK"].as_s().unwrap(), "ORG#acme");
    assert_eq!(item["GSI1SK"].as_s().unwrap(), "2026");
    let parsed = Story::parse_key(&item).unwrap();
    assert_eq!(parsed, ("ada".to_owned(), "12".to_owned(), 7));
    let back = Story::from_item(item.clone()).unwrap();
    assert_eq!(back, Story { schema_version: 2, ..story() });
    assert!(Story::is_match("USER#ada", "STORY#12#RUN#0000000007"));
    assert!(!Profile::is_match("USER#ada", "STORY#12#RUN#0000000007"));
    assert_eq!(AppItem::from_item(item).unwrap(), AppItem::Story(back));
}

#[test]
fn requests() {
    let db = Db::offline();
    println!("{:#?}", db.get(Order::key("u1", "o1")).select(|o| (o.status(), o.address().zip())).request().unwrap());
    println!(
        "{:#?}",
        db.query(Order::by_status().partition(Status::Pending).sk(|s| s.ge("2025")))
            .filter(|o| o.total().gt(10))
            .select(|o| (o.user_id(), o.total()))
            .request()
            .unwrap()
    );
    println!(
        "{:#?}",
        db.query(Story::partition("u1").sk(|s| s.story_id("12").run_id_between(1, 9))).request().unwrap()
    );
    println!(
        "{:#?}",
        db.update(Order::key("u1", "o1"))
            .at_version(3)
            .set(|o| (
                o.status().set(Status::Paid),
                o.items_count().increment(1),
                o.tags().insert(["new"]),
                o.description().remove(),
                o.lines().append([Line { sku: "b".into(), qty: 2 }]),
                o.address().zip().set("0150"),
                o.total().set(o.total() + 5),
                o.attr::<u64>("unknown thing").set(5),
            ))
            .only_if(|o| o.status().ne(Status::Paid) & (o.total().gt(10) | o.lines().size().eq(0)))
            .request()
            .unwrap()
    );
}
