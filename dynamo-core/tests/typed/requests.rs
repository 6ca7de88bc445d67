//! Whole requests: what the builders of the design lower into.

use dynamo_core::key::SortRange;
use dynamo_core::prelude::*;
use dynamo_core::request::Comparison::Gt;
use dynamo_core::request::{self, Condition, KeyAttributes, KeyCondition, Operand, Presence, VersionCheck, Write};
use dynamo_core::table::DynamoTable as _;

use crate::fixtures::{AppItem, Order, Profile, Status, Story, Summary, order, profile, story};
use crate::plain::{at, n, path, s, value};

fn db() -> Db {
    Db::offline()
}

#[test]
fn get() {
    let get = db().get(Order::key("u1", "o1")).select(|o| (o.status(), o.address().zip())).consistent();
    let request = get.request().unwrap();
    assert_eq!((&*request.table, request.consistent), ("orders", true));
    assert_eq!(request.key, KeyAttributes::new(("user_id", s("u1")), Some(("order_id", s("o1")))));
    assert_eq!(request.projection.unwrap().paths(), [path("status"), path("address.postcode"), path("expires_at")]);
    assert_eq!(db().get(Order::key("u1", "o1")).request().unwrap().projection, None);
}

#[test]
fn put_and_create() {
    let request = db().put(&order()).only_if(|o| o.total().gt(1)).request().unwrap();
    let mut stored = order().to_item().unwrap();
    stored.insert("rev".into(), n(4)); // one more than the version that is checked
    assert_eq!(request.item.to_item(), stored);
    assert_eq!((request.presence, request.version), (Presence::Any, VersionCheck::Is(3)));
    assert_eq!(request.condition, Some(Condition::Compare(Gt, at("total"), value(n(1)))));
    let request = db().create(&story()).request().unwrap();
    assert_eq!((request.presence, request.version), (Presence::Refused, VersionCheck::None));
    // Absent wins: no item has a version to compare with.
    let request = db().create(&order()).request().unwrap();
    assert_eq!((request.presence, request.version), (Presence::Refused, VersionCheck::None));
}

#[test]
fn update_and_delete() {
    let by_item = db().update(&order()).set(|o| o.total().set(1)).request().unwrap();
    assert_eq!((by_item.presence, by_item.version), (Presence::Required, VersionCheck::Is(3)));
    assert_eq!(by_item.key, KeyAttributes::new(("user_id", s("u1")), Some(("order_id", s("o1")))));
    let by_key = db().update(Order::key("u1", "o1")).set(|o| o.total().set(1));
    assert_eq!(by_key.at_version(9).request().unwrap().version, VersionCheck::Is(9));
    let by_key = db().update(Order::key("u1", "o1")).unversioned().set(|o| o.total().set(1));
    assert_eq!(by_key.request().unwrap().version, VersionCheck::None);
    let upsert = db().upsert(Profile::key("u1")).set(|p| p.name().set("Ada")).request().unwrap();
    let key = KeyAttributes::new(("PK", s("USER#u1")), Some(("SK", s("PROFILE"))));
    assert_eq!((upsert.presence, upsert.key), (Presence::Unexpired, key));
    assert_eq!(db().delete(&order()).request().unwrap().version, VersionCheck::Is(3));
    assert_eq!(db().delete(&profile()).request().unwrap().version, VersionCheck::None);
}

#[test]
fn query_and_scan() {
    let query = db()
        .query(Order::by_status().partition(Status::Pending).sk(|s| s.ge("2025")))
        .filter(|o| o.total().gt(10))
        .project::<Summary>()
        .descending()
        .page_size(20)
        .request()
        .unwrap();
    assert_eq!((query.index, query.descending, query.page_size), (Some("gsi-status-date"), true, Some(20)));
    let from_2025 = KeyCondition { attribute: "created_at", range: SortRange::Ge(s("2025")) };
    assert_eq!(query.keys, [KeyCondition::equal("status", s("pending")), from_2025]);
    // The keys of table and index come with every row: cursors are made of them.
    let paths = ["user_id", "total", "order_id", "status", "created_at"].map(path);
    assert_eq!(query.projection.unwrap().paths(), paths);
    let entities = db().query(Story::partition("u1")).entities::<AppItem>().request().unwrap();
    assert_eq!((entities.index, entities.projection), (None, None));
    let scan = db().scan_index(Order::by_amount()).consistent().request().unwrap();
    assert_eq!((scan.index, scan.consistent, scan.keys.len()), (Some("lsi-amount"), true, 0));
    let error = db().scan::<Order>().page_size(0).request().unwrap_err();
    let text = "a page size of 0 asks for nothing; leave it out, or say at least 1 (table `orders`)";
    assert_eq!(error.to_string(), text);
}

/// Expired items are left out by the engine where its filters can do it, and else behind it.
#[test]
fn expired_items_are_filtered_out() {
    let filter = |query: request::Query| query.filter.map(|filter| format!("{filter:?}")).unwrap_or_default();
    let by_engine = filter(db().query(Order::partition("u1")).request().unwrap());
    assert!(by_engine.starts_with("Not(Between(Path(DocumentPath { root: \"expires_at\""), "{by_engine}");
    assert_eq!(filter(db().query(Order::partition("u1")).include_expired().request().unwrap()), "");
    // A narrow index of keys does not hold it.
    assert_eq!(filter(db().query(Order::by_region().partition("eu")).request().unwrap()), "");
    assert_eq!(filter(db().query(Story::partition("u1")).entities::<AppItem>().request().unwrap()), "");
}

/// A scan of one kind is narrowed by what its keys begin with, and looks at the keys of every row.
#[test]
fn a_scan_is_narrowed_to_its_kind() {
    let scan = db().scan::<Story>().select(|o| o.title()).request().unwrap();
    let begins = |name, text: &str| Condition::BeginsWith(path(name), Operand::Value(s(text)));
    assert_eq!(scan.filter, Some(begins("PK", "USER#").and(begins("SK", "STORY#"))));
    assert_eq!(scan.projection.unwrap().paths(), ["title", "schema_version", "PK", "SK"].map(path));
}

/// A query of entities reads every kind, so no sort key of one kind narrows it.
#[test]
fn a_query_of_entities_is_not_narrowed_to_one() {
    let of_kind = db().query(Story::partition("u1")).request().unwrap();
    assert_eq!(of_kind.keys.len(), 2);
    let of_all = db().query(Story::partition("u1")).entities::<AppItem>().request().unwrap();
    assert_eq!(of_all.keys, [KeyCondition::equal("PK", s("USER#u1"))]);
    let narrowed = db().query(Story::partition("u1").sk(|s| s.story_id("1"))).entities::<AppItem>();
    assert_eq!(narrowed.request().unwrap().keys.len(), 2, "what the caller says stays");
}

#[test]
fn batches() {
    let batch =
        db().batch_write().put_all(&[story(), Story { run_id: 8, ..story() }]).put(&profile()).overwrite(&order());
    let request = batch.delete(Order::key("u1", "o3")).request().unwrap();
    let tables = request.writes.iter().map(|write| match write {
        Write::Put { table, .. } => (true, &**table),
        Write::Delete { table, .. } => (false, &**table),
    });
    let expected = [(true, "app"), (true, "app"), (true, "app"), (true, "orders"), (false, "orders")];
    assert_eq!(tables.collect::<Vec<_>>(), expected);
}

/// Each table stands in a batch once, with all that is asked of it, and each key once.
#[test]
fn batches_of_reads() {
    let (db, key) = (db(), || Order::key("u1", "o1"));
    let totals = db.batch_get([key(), Order::key("u1", "o2")]).select(|o| o.total()).include_expired();
    let both = db.batch_get((totals, db.batch_get([key()]).select(|o| o.status()).include_expired().consistent()));
    let request = both.request().unwrap();
    let [table] = &request.tables[..] else { panic!("{request:?}") };
    assert_eq!((table.keys.len(), table.consistent, &*table.table), (2, true, "orders"));
    let names: Vec<_> = table.projection.as_ref().unwrap().paths().iter().map(ToString::to_string).collect();
    assert_eq!(names, ["total", "user_id", "order_id", "status"]);
    // Who wants all of an item, and who wants a part, get all of it.
    let whole = db.batch_get((db.batch_get([key()]).select(|o| o.total()), key(), Story::key("u", "1", 1)));
    let request = whole.request().unwrap();
    assert_eq!((request.tables.len(), request.len(), &request.tables[0].projection), (2, 2, &None));
    assert!(db.batch_get([key()]).explain().unwrap().to_string().starts_with("BatchGetItem on orders"));
}

#[test]
fn requests_read_well() {
    let request = db().get(Order::key("u1", "o1")).request().unwrap();
    let text = r#"Get { schema: Schema("Order"), table: "orders", key: [("user_id", S("u1")), ("order_id", S("o1"))], projection: None, consistent: false, metered: false }"#;
    assert_eq!(format!("{request:?}"), text);
    assert_eq!(format!("{:?}", Story::SCHEMA), "Schema(\"Story\")");
}

#[test]
fn a_handle_names_its_tables() {
    let db = Db::builder().table_prefix("test-").offline();
    assert_eq!(db.table_name::<Order>(), "test-orders");
    assert_eq!(db.scan::<Story>().request().unwrap().table, "test-app");
    let several = Db::builder().table_prefix("test-").table_names(|name| name.to_uppercase()).table_suffix("-7");
    let db = several.table::<Order>("mine").offline();
    assert_eq!((db.table_name::<Order>(), db.table_name::<Story>()), ("mine".into(), "TEST-APP-7".into()));
}

#[test]
fn a_sort_key_is_narrowed_once() {
    let partition = Order::partition("u1").sk(|s| s.ge("o1")).sk(|s| s.le("o9"));
    let error = Db::offline().query(partition).request().unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    assert!(error.to_string().starts_with("`.sk(..)` was called twice"), "{error}");
}

#[test]
fn keys_and_what_the_library_writes_are_not_updated_by_name() {
    for name in ["user_id", "order_id", "rev"] {
        let update = Db::offline().update(Order::key("u1", "o1")).unversioned();
        let error = update.set(|o| o.attr::<String>(name).set("x")).request().unwrap_err();
        assert!(error.to_string().starts_with(&format!("`{name}` is a key")), "{error}");
    }
}

#[test]
fn an_element_named_twice_is_inserted_once() {
    let update = Db::offline().update(Order::key("u1", "o1")).unversioned();
    let request = update.set(|o| o.tags().insert(["a", "b", "a"])).request().unwrap();
    let set =
        dynamo_core::request::Change::Insert(aws_sdk_dynamodb::types::AttributeValue::Ss(vec!["a".into(), "b".into()]));
    assert_eq!(request.actions[0].change, set);
}

/// What is nested too deeply has no size that could be added up: the engine refuses it.
#[test]
fn a_transaction_with_an_item_that_is_too_deep_is_looked_at() {
    use dynamo_core::request::TransactOperation;
    use dynamo_core::value::{AttributeValue, EncodedItem};

    let transaction = db().transact_write().put(&order()).put(&Order { user_id: "u2".into(), ..order() });
    let mut request = transaction.request().unwrap();
    let TransactOperation::Put(put) = &mut request.operations[0].operation else { panic!("a put") };
    let deep = (0..40).fold(AttributeValue::Null(true), |value, _| AttributeValue::L(vec![value]));
    let mut item = put.item.to_item();
    item.insert("deep".to_owned(), deep);
    put.item = EncodedItem::from(item);
    request.check().unwrap();
}

/// The fields of a key's pattern are attributes of their own: changed by name, they would say otherwise than the key does.
#[test]
fn a_field_of_a_key_is_not_updated_by_its_name() {
    #[derive(DynamoTable)]
    #[dynamo(table = "app")]
    #[pk("USER#{owner}")]
    #[sk("NOTE#{number:05}")]
    struct Note {
        #[dynamo(rename = "by")]
        #[allow(dead_code, reason = "named by the pattern")]
        owner: String,
        #[allow(dead_code, reason = "named by the pattern")]
        number: u16,
        #[dynamo(flatten)]
        rest: dynamo_core::value::Item,
    }
    for name in ["PK", "SK", "by", "number"] {
        let update = db().update(Note::key("ada", 7)).set(|n| n.attr::<String>(name).set("x"));
        let text = update.request().unwrap_err().to_string();
        assert!(text.starts_with(&format!("`{name}` is a key, or is written by the library")), "{text}");
    }
    for name in ["owner", "numbers"] {
        let update = db().update(Note::key("ada", 7)).set(|n| n.attr::<String>(name).set("x"));
        assert!(update.request().is_ok(), "{name}");
    }
}
