//! The tables of the design, and one with an attribute of every kind.

use std::collections::{BTreeMap, HashSet};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamo_core::prelude::*;
use dynamo_core::value::Bytes;

#[derive(Debug, Clone, PartialEq, DynamoValue)]
#[dynamo(rename_all = "lowercase")]
pub(crate) enum Status {
    Pending,
    Paid,
}

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
pub(crate) struct Address {
    pub(crate) city: String,
    #[dynamo(rename = "postcode")]
    pub(crate) zip: String,
}

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
pub(crate) struct Line {
    pub(crate) sku: String,
    pub(crate) qty: u32,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_status, name = "gsi-status-date", pk = status, sk = created_at, include(total, items_count))]
#[gsi(by_region, name = "gsi-region", pk = region, keys_only)]
#[gsi(by_tenant, pk = (tenant, region), sk = (status, created_at))]
#[lsi(by_amount, name = "lsi-amount", sk = total)]
pub(crate) struct Order {
    #[pk]
    pub(crate) user_id: String,
    #[sk]
    pub(crate) order_id: String,
    pub(crate) status: Status,
    pub(crate) created_at: String,
    pub(crate) region: Option<String>,
    pub(crate) tenant: String,
    pub(crate) total: u64,
    pub(crate) items_count: u32,
    pub(crate) description: Option<String>,
    pub(crate) tags: HashSet<String>,
    pub(crate) address: Address,
    pub(crate) lines: Vec<Line>,
    #[ttl]
    pub(crate) expires_at: Option<Ttl>,
    #[version]
    pub(crate) rev: u64,
    #[dynamo(flatten)]
    pub(crate) rest: Item,
}

pub(crate) fn order() -> Order {
    Order {
        user_id: "u1".into(),
        order_id: "o1".into(),
        status: Status::Paid,
        created_at: "2026-01-31".into(),
        region: None,
        tenant: "t1".into(),
        total: 70,
        items_count: 2,
        description: None,
        tags: HashSet::new(),
        address: Address { city: "Oslo".into(), zip: "0150".into() },
        lines: vec![Line { sku: "a".into(), qty: 1 }, Line { sku: "b".into(), qty: 2 }],
        expires_at: None,
        rev: 3,
        rest: Item::new(),
    }
}

/// The order with everything that may be absent.
pub(crate) fn full_order() -> Order {
    Order {
        region: Some("eu".into()),
        description: Some("d".into()),
        tags: ["x".to_owned()].into(),
        expires_at: Some(1_800_000_000.into()),
        rest: crate::plain::item([("unknown", crate::plain::n(5)), ("a.b", crate::plain::s("x"))]),
        ..order()
    }
}

pub(crate) fn story_v1_to_v2(mut item: Item) -> Result<Item> {
    if let Some(title) = item.remove("name") {
        item.insert("title".to_owned(), title);
    }
    Ok(item)
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("STORY#{story_id}#RUN#{run_id:010}")]
#[gsi(gsi1, pk = "ORG#{org}", sk = "{created_at}", keys_only)]
pub(crate) struct Story {
    pub(crate) owner: String,
    pub(crate) story_id: String,
    pub(crate) run_id: u32,
    pub(crate) org: String,
    pub(crate) created_at: String,
    pub(crate) title: String,
    #[schema_version(2, upgrade(1 => story_v1_to_v2))]
    pub(crate) schema_version: u32,
}

pub(crate) fn story() -> Story {
    Story {
        owner: "ada".into(),
        story_id: "12".into(),
        run_id: 7,
        org: "acme".into(),
        created_at: "2026".into(),
        title: "t".into(),
        schema_version: 2,
    }
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("PROFILE")]
pub(crate) struct Profile {
    pub(crate) owner: String,
    pub(crate) name: String,
    #[schema_version]
    pub(crate) schema: String,
}

pub(crate) fn profile() -> Profile {
    Profile { owner: "ada".into(), name: "Ada".into(), schema: String::new() }
}

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
pub(crate) enum AppItem {
    Story(Story),
    Profile(Profile),
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(Order::by_status)]
pub(crate) struct Summary {
    pub(crate) user_id: String,
    pub(crate) total: u64,
}

/// An attribute of every kind that has operators of its own, and the ways to store one.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "kinds")]
#[gsi(by_text, pk = text)]
#[gsi(by_number, pk = number, include(flag))]
pub(crate) struct Kinds {
    #[pk]
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) other_text: String,
    pub(crate) number: u64,
    pub(crate) other: u64,
    pub(crate) float: f64,
    pub(crate) flag: bool,
    pub(crate) bytes: Bytes,
    pub(crate) list: Vec<u32>,
    pub(crate) texts: HashSet<String>,
    pub(crate) numbers: HashSet<u32>,
    pub(crate) map: BTreeMap<String, u32>,
    pub(crate) status: Status,
    pub(crate) address: Address,
    pub(crate) lines: Vec<Line>,
    pub(crate) by_name: BTreeMap<String, Line>,
    pub(crate) maybe: Option<String>,
    pub(crate) maybe_number: Option<u64>,
    pub(crate) maybe_address: Option<Address>,
    #[dynamo(null)]
    pub(crate) nullable: Option<String>,
    #[dynamo(serde)]
    pub(crate) opaque: (u8, String),
    #[dynamo(binary)]
    pub(crate) blob: Vec<u8>,
    #[dynamo(list)]
    pub(crate) digits: Vec<u8>,
    #[dynamo(number)]
    pub(crate) time: SystemTime,
    #[dynamo(flatten)]
    pub(crate) rest: Item,
}

pub(crate) fn kinds() -> Kinds {
    Kinds {
        id: "k".into(),
        text: "t".into(),
        other_text: "t2".into(),
        number: 1,
        other: 2,
        float: 0.5,
        flag: true,
        bytes: b"\x00\xff".into(),
        list: vec![1, 2],
        texts: ["x".to_owned()].into(),
        numbers: [1].into(),
        map: [("m".to_owned(), 1)].into(),
        status: Status::Pending,
        address: Address { city: "Oslo".into(), zip: "0150".into() },
        lines: vec![Line { sku: "a".into(), qty: 1 }],
        by_name: [("a".to_owned(), Line { sku: "a".into(), qty: 1 })].into(),
        maybe: Some("m".into()),
        maybe_number: None,
        maybe_address: Some(Address { city: "Bergen".into(), zip: "5003".into() }),
        nullable: None,
        opaque: (1, "o".into()),
        blob: vec![1, 2],
        digits: vec![3, 4],
        time: UNIX_EPOCH + Duration::from_secs(5),
        rest: Item::new(),
    }
}
