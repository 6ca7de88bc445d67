//! Fields with a default, and newtypes that may be absent.

use std::collections::HashMap;

use dynamo_core::expr::{Check, Select, Selection, Update};
use dynamo_core::prelude::*;
use dynamo_core::request::{Change, Source};
use dynamo_core::table::DynamoTable as _;

use crate::plain::{item, map, n, s};
use aws_sdk_dynamodb::types::AttributeValue;

fn seven() -> u32 {
    7
}

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
struct Options {
    #[dynamo(default = seven)]
    retries: u32,
    #[dynamo(default)]
    label: String,
    needed: bool,
}

fn options() -> Options {
    Options { retries: 3, label: "by default".into(), needed: true }
}

#[derive(Debug, Clone, PartialEq, DynamoValue)]
struct Note(Option<String>);

#[derive(Debug, Clone, PartialEq, DynamoValue)]
struct Required(String);

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "jobs")]
#[gsi(by_group, pk = "G#{group}")]
struct Job {
    #[pk]
    id: String,
    #[dynamo(default)]
    count: u64,
    #[dynamo(default = seven)]
    tries: u32,
    #[dynamo(default)]
    group: String,
    #[dynamo(default = options)]
    options: Options,
    plain: Options,
    maybe: Option<Options>,
    by_name: HashMap<String, Options>,
    note: Note,
    #[dynamo(null)]
    nullable: Note,
    required: Required,
}

fn job() -> Job {
    Job {
        id: "j".into(),
        count: 1,
        tries: 1,
        group: "g".into(),
        options: options(),
        plain: options(),
        maybe: None,
        by_name: HashMap::new(),
        note: Note(None),
        nullable: Note(None),
        required: Required("r".into()),
    }
}

#[test]
fn selecting_an_absent_attribute_gives_its_default() {
    let job = Job::fields::<Select<Job>>();
    let none = Item::new();
    assert_eq!((job.count(), job.tries(), job.group()).pick(&none).unwrap(), (0, 7, String::new()));
    assert_eq!(job.options().pick(&none).unwrap(), options());
    assert_eq!(job.count().pick(&item([("count", n(5))])).unwrap(), 5);
    // A member: of what is there, of a default, and of what a projection leaves out because nothing of it was asked.
    assert_eq!(job.plain().retries().pick(&item([("plain", map([]))])).unwrap(), 7);
    assert_eq!(job.plain().retries().pick(&none).unwrap(), 7);
    assert_eq!(job.options().retries().pick(&none).unwrap(), 3);
    assert!(job.options().needed().pick(&none).unwrap());
    assert_eq!(job.options().retries().pick(&item([("options", map([]))])).unwrap(), 7);
    assert!(job.plain().needed().pick(&item([("plain", map([]))])).is_err());
}

#[test]
fn below_what_may_be_absent_a_default_needs_its_parent() {
    let job = Job::fields::<Select<Job>>();
    assert_eq!(job.maybe().retries().pick(&Item::new()).unwrap(), None);
    assert_eq!(job.maybe().retries().pick(&item([("maybe", map([]))])).unwrap(), Some(7));
    let named = item([("by_name", map([("x", map([("retries", n(2))]))]))]);
    assert_eq!(job.by_name().key("x").label().pick(&named).unwrap(), Some(String::new()));
    assert_eq!(job.by_name().key("y").label().pick(&named).unwrap(), None);
}

fn changes<A: dynamo_core::expr::Actions<Update<Job>>>(
    actions: impl FnOnce(&JobFields<Update<Job>>) -> A,
) -> Vec<(String, Change)> {
    let request = Db::offline().update(Job::key("j")).set(actions).request().unwrap();
    request.actions.into_iter().map(|action| (action.path.to_string(), action.change)).collect()
}

#[test]
fn what_has_a_default_can_be_removed() {
    let removed = changes(|j| (j.count().remove(), j.group().remove(), j.options().retries().remove()));
    let names: Vec<_> = removed.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["count", "group", "options.retries", "BY_GROUPPK"]);
    assert!(removed.iter().all(|(_, change)| *change == Change::Remove));
    assert_eq!(changes(|j| j.tries().set_opt(None::<u32>)), [("tries".to_owned(), Change::Remove)]);
    let set = Change::Set(Source::Value(n(4)));
    assert_eq!(changes(|j| j.tries().set_opt(Some(4u32))), [("tries".to_owned(), set)]);
    assert_eq!(changes(|j| j.options().remove()), [("options".to_owned(), Change::Remove)]);
    // Everything else works as without a default.
    let counted = changes(|j| (j.count().increment(1u64), j.options().needed().set(true)));
    assert_eq!(counted.len(), 2);
    let condition = Job::fields::<Check<Job>>().tries().lt(Job::fields::<Check<Job>>().plain().retries());
    assert!(condition.into_tree().is_ok());
}

#[test]
fn a_newtype_around_an_option_may_be_absent_and_null() {
    let stored = job().to_item().unwrap();
    assert_eq!(stored.get("note"), None);
    assert_eq!(stored.get("nullable"), Some(&AttributeValue::Null(true)));
    assert_eq!(Job::from_item(stored).unwrap(), job());
    let full = Job { nullable: Note(Some("x".into())), ..job() };
    assert_eq!(Job::from_item(full.to_item().unwrap()).unwrap(), full);
    assert_eq!(changes(|j| j.note().remove()), [("note".to_owned(), Change::Remove)]);
    let null = |value| [("nullable".to_owned(), Change::Set(Source::Value(value)))];
    assert_eq!(changes(|j| j.nullable().set(Note(None))), null(AttributeValue::Null(true)));
    assert_eq!(changes(|j| j.nullable().set(Note(Some("x".into())))), null(s("x")));
    let some = Note(Some("x".into()));
    assert_eq!(changes(|j| j.nullable().set(&some)), null(s("x")));
    assert_eq!(changes(|j| j.nullable().set_opt(None::<Note>)), null(AttributeValue::Null(true)));
}
