//! Options of fields and structs, as items show them.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_core::prelude::*;
use dynamo_core::table::DynamoTable as _;
use dynamo_core::value::Bytes;

use crate::codec::{each, round_trip};
use crate::plain::{b, item, list, map, n, s};
use aws_sdk_dynamodb::types::AttributeValue::{Bs, Null, Ss};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "options", rename_all = "camelCase")]
struct Named {
    #[pk]
    user_id: String,
    long_name: String,
    #[dynamo(rename = "other")]
    renamed: String,
    #[dynamo(skip)]
    not_stored: u8,
    #[dynamo(default)]
    copies: u32,
    #[dynamo(default = three)]
    retries: u32,
    #[dynamo(default)]
    labels: BTreeMap<String, u32>,
}

fn three() -> u32 {
    3
}

fn named() -> Named {
    Named {
        user_id: "u".into(),
        long_name: "n".into(),
        renamed: "o".into(),
        not_stored: 0,
        copies: 1,
        retries: 2,
        labels: [("a".to_owned(), 1)].into(),
    }
}

#[test]
fn names_and_defaults() {
    let stored = round_trip(&named());
    let mut names: Vec<_> = stored.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["copies", "labels", "longName", "other", "retries", "userId"]);
    let read = Named::from_item(item([("userId", s("u")), ("longName", s("n")), ("other", s("o"))])).unwrap();
    assert_eq!(read, Named { copies: 0, retries: 3, labels: BTreeMap::new(), ..named() });
    // What is there is not the default, and has to fit.
    let wrong = item([("userId", s("u")), ("longName", s("n")), ("other", s("o")), ("retries", s("x"))]);
    let error = Named::from_item(wrong).unwrap_err();
    let text = "attribute `retries`: expected a number (N), found S (table `options`, key userId=\"u\")";
    assert_eq!(error.to_string(), text);
}

#[test]
fn skipped_fields_are_not_stored() {
    let stored = Named { not_stored: 5, ..named() }.to_item().unwrap();
    assert!(!stored.contains_key("notStored"));
    let mut present = stored;
    present.insert("notStored".to_owned(), n(5));
    assert_eq!(Named::from_item(present).unwrap(), named(), "not read either");
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "stored")]
struct Encoded {
    #[pk]
    id: String,
    #[dynamo(null)]
    null: Option<u32>,
    #[dynamo(binary)]
    bytes: Vec<u8>,
    #[dynamo(binary)]
    maybe_bytes: Option<Vec<u8>>,
    #[dynamo(list)]
    digits: Vec<u8>,
    #[dynamo(serde)]
    foreign: (u8, Vec<bool>),
    #[dynamo(serde)]
    maybe_foreign: Option<(u8, bool)>,
    #[dynamo(serde, null)]
    null_foreign: Option<(u8, bool)>,
    #[dynamo(number = "millis")]
    millis: Option<std::time::SystemTime>,
    blobs: BTreeSet<Bytes>,
    priority: Priority,
}

#[derive(Debug, Clone, PartialEq, DynamoValue)]
#[dynamo(number)]
enum Priority {
    Low = -1,
    High = 10,
}

fn encoded() -> Encoded {
    Encoded {
        id: "e".into(),
        null: None,
        bytes: vec![1],
        maybe_bytes: Some(vec![2]),
        digits: vec![3],
        foreign: (4, vec![true]),
        maybe_foreign: None,
        null_foreign: None,
        millis: Some(std::time::UNIX_EPOCH + std::time::Duration::from_millis(1500)),
        blobs: [b"x".into()].into(),
        priority: Priority::High,
    }
}

#[test]
fn ways_to_store() {
    let stored = round_trip(&encoded());
    let expected = item([
        ("id", s("e")),
        ("null", Null(true)),
        ("bytes", b(&[1])),
        ("maybe_bytes", b(&[2])),
        ("digits", list([n(3)])),
        ("foreign", list([n(4), list([aws_sdk_dynamodb::types::AttributeValue::Bool(true)])])),
        ("null_foreign", Null(true)),
        ("millis", n(1500)),
        ("blobs", Bs(vec![aws_sdk_dynamodb::primitives::Blob::new(b"x")])),
        ("priority", n(10)),
    ]);
    assert_eq!(stored, expected);
    let some = Encoded { null: Some(1), null_foreign: Some((1, true)), maybe_foreign: Some((2, false)), ..encoded() };
    assert_eq!(round_trip(&some)["null"], n(1));
    let mut unknown = stored;
    unknown.insert("priority".to_owned(), n(5));
    let text = "attribute `priority`: expected a variant of `Priority`, found 5 (table `stored`, key id=\"e\")";
    assert_eq!(Encoded::from_item(unknown).unwrap_err().to_string(), text);
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "computed", validate = has_a_title)]
#[gsi(by_search, pk = "SEARCH#{search}")]
struct Computed {
    #[pk]
    id: String,
    title: String,
    #[dynamo(computed = search_text)]
    search: String,
    inner: Inner,
}

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
#[dynamo(validate = positive)]
struct Inner {
    count: i32,
    #[dynamo(default = three)]
    retries: u32,
    #[dynamo(flatten)]
    rest: Item,
}

fn search_text(computed: &Computed) -> String {
    computed.title.to_lowercase()
}

fn has_a_title(computed: &Computed) -> std::result::Result<(), &'static str> {
    if computed.title.is_empty() { Err("there is no title") } else { Ok(()) }
}

fn positive(inner: &Inner) -> std::result::Result<(), String> {
    if inner.count < 0 { Err(format!("{} is negative", inner.count)) } else { Ok(()) }
}

fn computed() -> Computed {
    let inner = Inner { count: 1, retries: 2, rest: item([("more", n(5))]) };
    Computed { id: "c".into(), title: "Title".into(), search: "title".into(), inner }
}

#[test]
fn computed_fields_are_written_and_not_read() {
    let stored = Computed { search: "stale".into(), ..computed() }.to_item().unwrap();
    assert_eq!(stored["search"], s("title"));
    assert_eq!(stored["BY_SEARCHPK"], s("SEARCH#title"), "the key holds what the attribute holds");
    round_trip(&computed());
    let mut stored = computed().to_item().unwrap();
    stored.insert("search".to_owned(), n(5));
    assert_eq!(Computed::from_item(stored.clone()).unwrap(), computed());
    stored.remove("search");
    assert_eq!(Computed::from_item(stored).unwrap(), computed());
}

#[test]
fn validation_runs_before_writes_and_after_reads() {
    let empty = Computed { title: String::new(), search: "x".into(), ..computed() };
    assert_eq!(empty.to_item().unwrap_err().to_string(), "no valid `Computed`: there is no title (table `computed`)");
    assert!(Db::offline().put(&empty).request().is_err());
    // What is not valid can still be found and deleted.
    assert_eq!(empty.primary_key(), Computed::key("c"));
    assert!(Db::offline().delete(&empty).request().is_ok());
    let mut stored = computed().to_item().unwrap();
    stored.insert("title".to_owned(), s(""));
    let text = "expected a valid `Computed`, found there is no title (table `computed`, key id=\"c\")";
    assert_eq!(Computed::from_item(stored).unwrap_err().to_string(), text);
    let negative = Inner { count: -1, retries: 2, rest: Item::new() };
    let error = Computed { inner: negative, ..computed() }.to_item().unwrap_err();
    assert_eq!(error.to_string(), "`inner`: no valid `Inner`: -1 is negative (table `computed`)");
    let mut stored = computed().to_item().unwrap();
    stored.insert("inner".to_owned(), map([("count", n(-1))]));
    let text = "attribute `inner`: expected a valid `Inner`, found -1 is negative (table `computed`, key id=\"c\")";
    assert_eq!(Computed::from_item(stored).unwrap_err().to_string(), text);
}

#[test]
fn documents_keep_unknown_members_and_have_defaults() {
    let stored = round_trip(&computed());
    assert_eq!(stored["inner"], map([("count", n(1)), ("retries", n(2)), ("more", n(5))]));
    let mut stored = computed().to_item().unwrap();
    stored.insert("inner".to_owned(), map([("count", n(1))]));
    for read in each::<Computed>(&stored) {
        assert_eq!(read.unwrap().inner, Inner { count: 1, retries: 3, rest: Item::new() });
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, DynamoValue)]
#[dynamo(try_from = "String", into = "String")]
struct Email(String);

impl TryFrom<String> for Email {
    type Error = String;
    fn try_from(text: String) -> std::result::Result<Self, String> {
        if text.contains('@') { Ok(Self(text)) } else { Err(format!("{text:?} has no @")) }
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

#[derive(Debug, Clone, PartialEq, DynamoValue)]
#[dynamo(from = "Option<u32>", into = "Option<u32>")]
struct Level(u32);

impl From<Option<u32>> for Level {
    fn from(level: Option<u32>) -> Self {
        Self(level.unwrap_or(1))
    }
}

impl From<Level> for Option<u32> {
    fn from(level: Level) -> Self {
        Some(level.0)
    }
}

#[derive(Debug, Clone, PartialEq, DynamoValue)]
struct Note(Option<String>);

#[derive(Debug, Clone, PartialEq, DynamoValue)]
struct Tags {
    all: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, DynamoValue)]
#[dynamo(binary)]
struct Hash(Vec<u8>);

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "users")]
#[gsi(by_note, pk = note)]
struct User {
    #[pk]
    email: Email,
    backup: Option<Email>,
    known: BTreeSet<Email>,
    level: Level,
    note: Note,
    tags: Tags,
    hash: Hash,
}

fn user() -> User {
    User {
        email: Email("a@b".into()),
        backup: Some(Email("c@d".into())),
        known: [Email("e@f".into())].into(),
        level: Level(5),
        note: Note(Some("n".into())),
        tags: Tags { all: ["t".to_owned()].into() },
        hash: Hash(vec![1]),
    }
}

#[test]
fn types_of_the_users_own() {
    let stored = round_trip(&user());
    let expected = item([
        ("email", s("a@b")),
        ("backup", s("c@d")),
        ("known", Ss(vec!["e@f".into()])),
        ("level", n(5)),
        ("note", s("n")),
        ("tags", Ss(vec!["t".into()])),
        ("hash", b(&[1])),
    ]);
    assert_eq!(stored, expected);
    assert_eq!(User::key(Email("a@b".into())), user().primary_key());
    let mut wrong = stored;
    wrong.insert("backup".to_owned(), s("x"));
    let text = "attribute `backup`: expected a value that its type accepts, found \"x\" has no @ (table `users`, key email=\"a@b\")";
    assert_eq!(User::from_item(wrong).unwrap_err().to_string(), text);
}

#[test]
fn newtypes_read_an_absent_attribute_as_what_they_hold_does() {
    let none = User { note: Note(None), tags: Tags { all: BTreeSet::new() }, backup: None, known: [].into(), ..user() };
    let stored = round_trip(&none);
    assert!(["note", "tags", "backup", "known"].iter().all(|name| !stored.contains_key(*name)));
    let mut stored = user().to_item().unwrap();
    stored.remove("level");
    assert_eq!(User::from_item(stored).unwrap().level, Level(1), "`None` converts");
}

#[test]
fn the_schema_says_what_may_be_absent() {
    let optional = |name: &str| User::SCHEMA.attribute(name).unwrap().optional;
    assert!(["backup", "known", "note", "tags"].into_iter().all(optional));
    assert!(!optional("email") && !optional("hash"));
    let optional = |name: &str| Named::SCHEMA.attribute(name).unwrap().optional;
    assert!(["copies", "retries", "labels"].into_iter().all(optional) && !optional("longName"));
    assert!(Computed::SCHEMA.attribute("search").unwrap().optional);
}
