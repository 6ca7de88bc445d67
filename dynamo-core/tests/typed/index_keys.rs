//! Keys of indexes: sparse, of several attributes, shared, and read back out of narrow rows.

use dynamo_core::key::SortRange;
use dynamo_core::prelude::*;
use dynamo_core::request::KeyCondition;
use dynamo_core::schema::Projected;
use dynamo_core::table::{DynamoTable as _, Row};
use dynamo_core::value::Entries;

use crate::fixtures::{Order, OrderByRegion, OrderByStatus, Status, StoryGsi1, full_order, order, story};
use crate::plain::{item, n, s};

#[allow(clippy::duplicated_attributes, reason = "two indexes share a partition key, and clippy looks no further")]
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "devices", entity = "device")]
#[pk("SITE#{site}")]
#[sk("DEVICE#{name}")]
#[gsi(by_owner, pk = "OWNER#{owner}", sk = "SEEN#{seen}", include(model))]
#[gsi(by_kind, pk = "OWNER#{owner}", sk = "KIND#{kind}#{size:03}", pk_attr = "BY_OWNERPK", keys_only)]
#[gsi(by_rack, pk = (rack, row), sk = (slot, height), keys_only)]
struct Device {
    site: String,
    name: String,
    owner: Option<String>,
    seen: Option<String>,
    kind: String,
    #[dynamo(narrow)]
    size: u8,
    model: String,
    rack: String,
    row: Option<u32>,
    slot: u32,
    height: Option<u32>,
    #[ttl]
    expires: Option<Ttl>,
    #[schema_version(1)]
    layout: u32,
}

fn device() -> Device {
    Device {
        site: "s".into(),
        name: "d".into(),
        owner: Some("o".into()),
        seen: Some("2026".into()),
        kind: "k".into(),
        size: 7,
        model: "m".into(),
        rack: "r".into(),
        row: Some(1),
        slot: 2,
        height: Some(3),
        expires: None,
        layout: 1,
    }
}

#[test]
fn index_keys_are_stored() {
    let stored = device().to_item().unwrap();
    let keys =
        ["PK", "SK", "BY_OWNERPK", "BY_OWNERSK", "BY_KINDSK", "_type"].map(|key| stored[key].as_s().unwrap().as_str());
    assert_eq!(keys, ["SITE#s", "DEVICE#d", "OWNER#o", "SEEN#2026", "KIND#k#007", "device"]);
    assert!(!stored.contains_key("BY_KINDPK"), "the attribute is shared");
    assert_eq!((&stored["rack"], &stored["row"], &stored["slot"], &stored["height"]), (&s("r"), &n(1), &n(2), &n(3)));
    assert_eq!(Device::from_item(stored).unwrap(), device());
}

#[test]
fn none_leaves_out_what_it_stands_in() {
    let stored = Device { seen: None, row: None, ..device() }.to_item().unwrap();
    assert!(!stored.contains_key("BY_OWNERSK") && !stored.contains_key("row"));
    assert!(
        stored.contains_key("BY_OWNERPK") && stored.contains_key("BY_KINDSK"),
        "the other index still has the item"
    );
    let stored = Device { owner: None, ..device() }.to_item().unwrap();
    assert!(!stored.contains_key("BY_OWNERPK"));
    assert!(stored.contains_key("BY_OWNERSK") && stored.contains_key("BY_KINDSK"));
    // A text that no key could hold does not matter where there is no key.
    Device { owner: None, seen: None, ..device() }.to_item().unwrap();
}

#[test]
fn several_attributes_are_conditions_of_their_own() {
    let keys = Db::offline().query(Order::by_tenant().partition("t1", "eu")).request().unwrap().keys;
    let partition = [KeyCondition::equal("tenant", s("t1")), KeyCondition::equal("region", s("eu"))];
    assert_eq!(keys, partition);
    let sk = |range| KeyCondition { attribute: "created_at", range };
    let query = Order::by_tenant().partition("t1", "eu").sk(|s| s.status(Status::Paid).created_at_ge("2026"));
    let keys = Db::offline().query(query).request().unwrap().keys;
    assert_eq!(keys[..2], partition);
    assert_eq!(keys[2..], [KeyCondition::equal("status", s("paid")), sk(SortRange::Ge(s("2026")))]);
    let query = Device::by_rack().partition("r", 1).sk(|s| s.slot_between(1, 9));
    let keys = Db::offline().query(query).request().unwrap().keys;
    assert_eq!(keys[2..], [KeyCondition { attribute: "slot", range: SortRange::Between(n(1), n(9)) }]);
}

#[test]
fn shared_attributes_are_queried_by_each_index() {
    let by_owner = Db::offline().query(Device::by_owner().partition("o")).request().unwrap();
    assert_eq!(by_owner.index, Some("by_owner"));
    let of_kind = |attribute, text| KeyCondition { attribute, range: SortRange::BeginsWith(s(text)) };
    assert_eq!(by_owner.keys, [KeyCondition::equal("BY_OWNERPK", s("OWNER#o")), of_kind("BY_OWNERSK", "SEEN#")]);
    let by_kind = Db::offline().query(Device::by_kind().partition("o").sk(|s| s.kind("k"))).request().unwrap();
    assert_eq!(by_kind.keys, [KeyCondition::equal("BY_OWNERPK", s("OWNER#o")), of_kind("BY_KINDSK", "KIND#k#")]);
}

#[test]
fn narrow_rows_read_what_the_index_holds() {
    let stored = full_order().to_item().unwrap();
    let row = OrderByStatus::read(&mut Entries::from_item(&stored)).unwrap();
    let OrderByStatus { user_id, order_id, status, created_at, total, items_count, expires_at } = row;
    assert_eq!((&*user_id, &*order_id, status, &*created_at), ("u1", "o1", Status::Paid, "2026-01-31"));
    assert_eq!((total, items_count, expires_at), (70, 2, Some(1_800_000_000.into())));
    let OrderByRegion { user_id, order_id, region } = OrderByRegion::read(&mut Entries::from_item(&stored)).unwrap();
    assert_eq!((&*user_id, &*order_id, region.as_deref()), ("u1", "o1", Some("eu")));
}

#[test]
fn narrow_rows_read_their_fields_out_of_the_keys() {
    let mut stored = story().to_item().unwrap();
    stored.retain(|name, _| ["PK", "SK", "GSI1PK", "GSI1SK"].contains(&name.as_str()));
    let row = StoryGsi1::read(&mut Entries::from_map(stored)).unwrap();
    let StoryGsi1 { owner, story_id, run_id, org, created_at } = row.clone();
    assert_eq!((&*owner, &*story_id, run_id, &*org, &*created_at), ("ada", "12", 7, "acme", "2026"));
    assert_eq!(row, row.clone());
    let shown = r#"StoryGsi1 { owner: "ada", story_id: "12", run_id: 7, org: "acme", created_at: "2026" }"#;
    assert_eq!(format!("{row:?}"), shown);
    let mut stored = device().to_item().unwrap();
    let kept = ["PK", "SK", "BY_OWNERPK", "BY_OWNERSK", "model", "expires", "layout", "_type"];
    stored.retain(|name, _| kept.contains(&name.as_str()));
    let row = DeviceByOwner::read(&mut Entries::from_map(stored)).unwrap();
    assert_eq!(
        (row.owner.as_deref(), row.seen.as_deref(), &*row.site, &*row.name),
        (Some("o"), Some("2026"), "s", "d")
    );
    assert_eq!((&*row.model, row.expires, row.layout), ("m", None, 1));
}

#[test]
fn a_narrow_row_with_another_key_is_an_error() {
    let foreign = item([("PK", s("USER#ada")), ("SK", s("PROFILE")), ("GSI1PK", s("ORG#a")), ("GSI1SK", s("2026"))]);
    let error = StoryGsi1::read(&mut Entries::from_map(foreign)).unwrap_err();
    let text =
        r##"attribute `SK`: expected a key of the pattern "STORY#{story_id}#RUN#{run_id:010}", found "PROFILE""##;
    assert_eq!(error.to_string(), text);
    let no_sk = item([("PK", s("USER#ada"))]);
    let error = StoryGsi1::read(&mut Entries::from_map(no_sk)).unwrap_err();
    assert_eq!(error.to_string(), "attribute `story_id`: expected text (S), found nothing");
}

#[test]
fn narrow_indexes_hold_what_reads_need() {
    let projected = |schema: &'static dynamo_core::schema::Schema, index: usize| schema.indexes[index].projected;
    assert_eq!(projected(Order::SCHEMA, 0), Projected::Include(&["total", "items_count", "expires_at"]));
    assert_eq!(projected(Order::SCHEMA, 1), Projected::KeysOnly);
    assert_eq!(projected(Order::SCHEMA, 2), Projected::All);
    assert_eq!(projected(Device::SCHEMA, 0), Projected::Include(&["model", "expires", "layout", "_type"]));
}

#[test]
fn an_absent_region_is_in_no_index_of_regions() {
    let stored = order().to_item().unwrap();
    assert!(!stored.contains_key("region"));
    let stored = full_order().to_item().unwrap();
    assert_eq!(stored["region"], s("eu"));
}
