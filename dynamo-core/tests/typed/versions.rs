//! Schema versions: numbered ones with their upgrades, and fingerprints.

use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;
use dynamo_core::table::DynamoTable as _;

use crate::fixtures::{AppItem, Profile, Story, profile, story};
use crate::plain::{item, n, s};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "people")]
struct Person {
    #[pk]
    id: String,
    full_name: String,
    age: u32,
    #[schema_version(3, upgrade(1 => join_names, 2 => age_as_number))]
    version: u64,
}

fn text(item: &mut Item, name: &str) -> String {
    item.remove(name).and_then(|value| value.as_s().ok().cloned()).unwrap_or_default()
}

fn join_names(mut item: Item) -> Result<Item> {
    let name = format!("{} {}", text(&mut item, "first"), text(&mut item, "last"));
    item.insert("full_name".to_owned(), s(&name));
    Ok(item)
}

fn age_as_number(mut item: Item) -> Result<Item> {
    let age = text(&mut item, "age");
    if age.is_empty() {
        return Err(Error::invalid_request("there is no age"));
    }
    item.insert("age".to_owned(), n(age));
    Ok(item)
}

fn person() -> Person {
    Person { id: "p".into(), full_name: "Ada Lovelace".into(), age: 36, version: 3 }
}

#[test]
fn the_current_number_is_written_whatever_the_field_holds() {
    let stored = Person { version: 0, ..person() }.to_item().unwrap();
    assert_eq!(stored["version"], n(3));
    assert_eq!(Person::from_item(stored).unwrap(), person());
}

#[test]
fn older_items_are_upgraded_step_by_step() {
    let first = || item([("id", s("p")), ("first", s("Ada")), ("last", s("Lovelace")), ("age", s("36"))]);
    // From before there were versions, and with the number 1.
    assert_eq!(Person::from_item(first()).unwrap(), person());
    let mut one = first();
    one.insert("version".to_owned(), n(1));
    assert_eq!(Person::from_item(one).unwrap(), person());
    let two = item([("id", s("p")), ("full_name", s("Ada Lovelace")), ("age", s("36")), ("version", n(2))]);
    assert_eq!(Person::from_item(two).unwrap(), person());
    let mut old = story().to_item().unwrap();
    old.remove("schema_version");
    let title = old.remove("title").unwrap();
    old.insert("name".to_owned(), title);
    assert_eq!(Story::from_item(old.clone()).unwrap(), story());
    assert_eq!(AppItem::from_item(old).unwrap(), AppItem::Story(story()));
}

#[test]
fn a_newer_item_is_refused() {
    let newer = item([("id", s("p")), ("full_name", s("x")), ("age", n(1)), ("version", n(4))]);
    let error = Person::from_item(newer).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Outdated { found: 4, current: 3 });
    let text = "the item has schema version 4, and the type has 3 (table `people`, key id=\"p\")";
    assert_eq!(error.to_string(), text);
    let mut newer = story().to_item().unwrap();
    newer.insert("schema_version".to_owned(), n(3));
    let error = AppItem::from_item(newer).unwrap_err();
    assert_eq!((error.kind(), error.table()), (&ErrorKind::Outdated { found: 3, current: 2 }, Some("app")));
    assert!(error.key().is_some());
}

#[test]
fn what_goes_wrong_names_the_item() {
    let no_age = item([("id", s("p")), ("full_name", s("x")), ("version", n(2))]);
    let text = "there is no age (table `people`, key id=\"p\")";
    assert_eq!(Person::from_item(no_age).unwrap_err().to_string(), text);
    let no_number = item([("id", s("p")), ("version", s("3"))]);
    let text = "attribute `version`: expected a schema version (N), found S (table `people`, key id=\"p\")";
    assert_eq!(Person::from_item(no_number).unwrap_err().to_string(), text);
    let no_number = item([("id", s("p")), ("version", n("2.5"))]);
    let text = "attribute `version`: expected a schema version (N), found 2.5 (table `people`, key id=\"p\")";
    assert_eq!(Person::from_item(no_number).unwrap_err().to_string(), text);
}

#[test]
fn the_fingerprint_is_always_ours() {
    let ours = Profile::SCHEMA.fingerprint().to_string();
    for schema in ["", "v1-0000000000000000", "anything"] {
        let stored = Profile { schema: schema.into(), ..profile() }.to_item().unwrap();
        assert_eq!(stored["schema"], s(&ours));
    }
    // One that an older program wrote is read as it is.
    let mut stored = profile().to_item().unwrap();
    stored.insert("schema".to_owned(), s("v1-0000000000000000"));
    assert_eq!(Profile::from_item(stored).unwrap().schema, "v1-0000000000000000");
}

/// What was read says whether it was stored by this version of the type.
#[test]
fn an_item_knows_whether_it_is_current() {
    assert!(!Profile { schema: "anything".into(), ..profile() }.is_current());
    let stored = profile().to_item().unwrap();
    assert!(Profile::from_item(stored.clone()).unwrap().is_current());
    let mut stale = stored;
    stale.insert("schema".to_owned(), s("v1-0000000000000000"));
    assert!(!Profile::from_item(stale).unwrap().is_current());
    assert!(person().is_current());
    assert!(!Person { version: 2, ..person() }.is_current());
    // It was upgraded on its way.
    let two = item([("id", s("p")), ("full_name", s("Ada Lovelace")), ("age", s("36")), ("version", n(2))]);
    assert!(Person::from_item(two).unwrap().is_current());
}
