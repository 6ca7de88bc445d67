//! Primary keys: made, shown, parsed and matched.

use dynamo_core::prelude::*;
use dynamo_core::value::Bytes;

use crate::fixtures::{Order, Profile, Story, order, profile, story};
use crate::plain::{b, item, n, s};

/// A field in both keys, and a number that is not padded.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "visits")]
#[pk("SITE#{site}")]
#[sk("{site}#VISIT#{number}")]
struct Visit {
    site: String,
    number: u32,
}

/// A key that is the same for every item, so that there is one.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "app", pk_attr = "hash", sk_attr = "range")]
#[pk("CONFIG")]
#[sk("MAIN")]
struct Config {
    limit: u32,
}

/// A number and bytes.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "counters")]
struct Counter {
    #[pk]
    bucket: i64,
    #[sk]
    digest: Bytes,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "tags", key_escape = "percent")]
#[pk("TAG#{tag}")]
#[sk("{group}#{name}")]
struct Tag {
    tag: String,
    group: String,
    name: String,
}

/// One key only, plain, which a pattern sort key repeats.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "rooms")]
#[sk("ROOM#{house}#{room}")]
struct Room {
    #[pk]
    house: u32,
    room: String,
}

#[test]
fn a_key_is_the_key_of_the_instance() {
    assert_eq!(order().primary_key(), Order::key("u1", "o1"));
    assert_eq!(story().primary_key(), Story::key("ada", "12", 7));
    assert_eq!(profile().primary_key(), Profile::key("ada"));
    assert_eq!(Config { limit: 1 }.primary_key(), Config::key());
    assert_ne!(Order::key("u1", "o1"), Order::key("u1", "o2"));
    assert_ne!(Story::key("", "12", 7), Story::key("ada", "12", 7));
}

#[test]
fn a_key_shows_its_values() {
    let key = Story::key("ada", "12", 7);
    assert_eq!(key.pk().unwrap(), &s("USER#ada"));
    assert_eq!(key.sk().unwrap(), Some(&s("STORY#12#RUN#0000000007")));
    assert_eq!(format!("{key:?}"), r##"StoryKey { pk: "USER#ada", sk: "STORY#12#RUN#0000000007" }"##);
    assert_eq!(format!("{:?}", Counter::key(-5, b"\x01\x02")), "CounterKey { pk: -5, sk: B(Blob { inner: 0102 }) }");
    assert_eq!(Counter::key(-5, b"x").sk().unwrap(), Some(&b(b"x")));
}

#[test]
fn keys_are_stored_under_their_attributes() {
    let stored = story().to_item().unwrap();
    assert_eq!((&stored["PK"], &stored["SK"]), (&s("USER#ada"), &s("STORY#12#RUN#0000000007")));
    assert_eq!((&stored["owner"], &stored["run_id"]), (&s("ada"), &n(7)));
    let stored = Config { limit: 1 }.to_item().unwrap();
    assert_eq!(stored, item([("hash", s("CONFIG")), ("range", s("MAIN")), ("limit", n(1))]));
    let stored = order().to_item().unwrap();
    assert!(!stored.contains_key("PK") && !stored.contains_key("SK"), "plain keys are their fields");
}

#[test]
fn parsing_is_the_inverse_of_rendering() {
    assert_eq!(Story::parse_key(&story().to_item().unwrap()).unwrap(), ("ada".to_owned(), "12".to_owned(), 7));
    assert_eq!(Order::parse_key(&order().to_item().unwrap()).unwrap(), ("u1".to_owned(), "o1".to_owned()));
    assert_eq!(Profile::parse_key(&profile().to_item().unwrap()).unwrap(), "ada");
    let counter = Counter { bucket: -5, digest: b"x".into() };
    assert_eq!(Counter::parse_key(&counter.to_item().unwrap()).unwrap(), (-5, b"x".into()));
    let visit = Visit { site: "s".into(), number: 7 };
    assert_eq!(Visit::parse_key(&visit.to_item().unwrap()).unwrap(), ("s".to_owned(), 7));
    Config::parse_key(&Config { limit: 1 }.to_item().unwrap()).unwrap();
}

#[test]
fn a_key_is_read_from_its_key_attributes_alone() {
    let keys = item([("PK", s("USER#u")), ("SK", s("STORY#s#RUN#0000000001"))]);
    assert_eq!(Story::parse_key(&keys).unwrap(), ("u".to_owned(), "s".to_owned(), 1));
    let no_keys = item([("owner", s("u")), ("story_id", s("s")), ("run_id", n(1))]);
    let error = Story::parse_key(&no_keys).unwrap_err();
    assert!(error.is_invalid_key());
    assert_eq!(error.to_string(), r##"key `PK`: not of the pattern "USER#{owner}" (table `app`)"##);
}

#[test]
fn what_is_not_rendered_so_is_no_key() {
    for sk in
        ["s#VISIT#007", "s#VISIT#+7", "s#VISIT#7.0", "s#VISIT#-7", "s#VISIT#7e0", "s#VISIT#4294967296", "s#VISIT#x"]
    {
        let error = Visit::parse_key(&item([("PK", s("SITE#s")), ("SK", s(sk))])).unwrap_err();
        let text = format!(r##"key `SK` = "{sk}": not of the pattern "{{site}}#VISIT#{{number}}" (table `visits`)"##);
        assert_eq!(error.to_string(), text);
        assert!(!Visit::is_match("SITE#s", sk), "{sk}");
    }
    for sk in ["STORY#12#RUN#7", "STORY#12#RUN#00000000007", "STORY#12#RUN#9999999999", "STORY##RUN#0000000007"] {
        assert!(!Story::is_match("USER#ada", sk), "{sk}");
    }
}

#[test]
fn matching() {
    assert!(Story::is_match("USER#ada", "STORY#12#RUN#0000000007"));
    assert!(Story::is_match("USER#USER", "STORY#STORY#RUN#0000000000"));
    for (pk, sk) in [
        ("user#ada", "STORY#12#RUN#0000000007"),
        ("USER#ada", "story#12#RUN#0000000007"),
        ("USER#", "STORY#12#RUN#0000000007"),
        ("USER#a#b", "STORY#12#RUN#0000000007"),
        ("USER#ada", "PROFILE"),
        ("USER#ada", ""),
    ] {
        assert!(!Story::is_match(pk, sk), "{pk} {sk}");
    }
    assert!(Profile::is_match("USER#ada", "PROFILE"));
    assert!(!Profile::is_match("USER#ada", "PROFILE#") && !Profile::is_match("USER#ada", "profile"));
}

#[test]
fn a_key_without_fields_matches_itself_only() {
    assert!(Config::is_match("CONFIG", "MAIN"));
    assert!(!Config::is_match("CONFIG", "OTHER") && !Config::is_match("config", "MAIN"));
    assert!(Config::parse_key(&item([("hash", s("CONFIG")), ("range", s("x"))])).is_err());
}

#[test]
fn a_field_in_both_keys_has_one_value() {
    assert!(Visit::is_match("SITE#s", "s#VISIT#7"));
    assert!(!Visit::is_match("SITE#s", "t#VISIT#7") && !Visit::is_match("SITE#s", "S#VISIT#7"));
    let key = Visit::key("s", 7);
    assert_eq!((key.pk().unwrap(), key.sk().unwrap()), (&s("SITE#s"), Some(&s("s#VISIT#7"))));
    assert!(Room::is_match("7", "ROOM#7#a") && !Room::is_match("7", "ROOM#8#a"));
    assert_eq!(Room::parse_key(&item([("house", n(7)), ("SK", s("ROOM#7#a"))])).unwrap(), (7, "a".to_owned()));
    assert!(Room::parse_key(&item([("house", n(7)), ("SK", s("ROOM#07#a"))])).is_err());
}

#[test]
fn numbers_that_are_keys_themselves_compare_by_value() {
    assert_eq!(Counter::parse_key(&item([("bucket", n("7.0")), ("digest", b(b"x"))])).unwrap(), (7, b"x".into()));
    assert!(Counter::parse_key(&item([("bucket", n("7.5")), ("digest", b(b"x"))])).is_err());
    assert!(Counter::parse_key(&item([("bucket", s("7")), ("digest", b(b"x"))])).is_err());
}

#[test]
fn escaped_delimiters_come_back() {
    let tag = Tag { tag: "a#b%$".into(), group: "#".into(), name: "%23".into() };
    let stored = tag.to_item().unwrap();
    assert_eq!((&stored["PK"], &stored["SK"]), (&s("TAG#a%23b%25%24"), &s("%23#%2523")));
    assert_eq!(Tag::parse_key(&stored).unwrap(), ("a#b%$".to_owned(), "#".to_owned(), "%23".to_owned()));
    assert_eq!(tag.primary_key(), Tag::key("a#b%$", "#", "%23"));
    assert!(!Tag::is_match("TAG#a%2", "x#y") && !Tag::is_match("TAG#a%26", "x#y"));
    assert_eq!(Tag::sk_prefix(|t| t.group("a#")).unwrap(), "a%23#");
}

#[test]
fn prefixes() {
    assert_eq!(Story::sk_prefix(|s| s.story_id("12")).unwrap(), "STORY#12#RUN#");
    assert_eq!(Story::sk_prefix(|s| s.story_id_prefix("12")).unwrap(), "STORY#12");
    assert_eq!(Story::sk_prefix(|s| s.story_id("12").run_id(7)).unwrap(), "STORY#12#RUN#0000000007");
    assert_eq!(Story::sk_prefix(|s| s).unwrap(), "STORY#");
    assert_eq!(Order::sk_prefix(|s| s.begins_with("o")).unwrap(), "o");
    let error = Story::sk_prefix(|s| s.story_id("12").run_id_between(1, 9)).unwrap_err();
    assert_eq!(error.to_string(), "this is no prefix of a sort key made of text (table `app`)");
    assert!(Story::sk_prefix(|s| s.story_id("1#2")).unwrap_err().is_invalid_key());
}

#[cfg(feature = "uuid")]
#[test]
fn uuids_have_one_spelling() {
    #[derive(DynamoTable)]
    #[dynamo(table = "tickets")]
    #[pk("TICKET#{id}")]
    struct Ticket {
        id: uuid::Uuid,
    }
    let id = uuid::Uuid::from_u128(0x67e5_5044_10b1_426f_9247_bb68_0e5f_e0c8);
    assert_eq!(Ticket::key(id).pk().unwrap(), &s("TICKET#67e55044-10b1-426f-9247-bb680e5fe0c8"));
    assert!(Ticket::is_match("TICKET#67e55044-10b1-426f-9247-bb680e5fe0c8", ""));
    assert!(!Ticket::is_match("TICKET#67E55044-10B1-426F-9247-BB680E5FE0C8", ""));
    assert!(!Ticket::is_match("TICKET#67e5504410b1426f9247bb680e5fe0c8", ""));
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "blobs")]
struct Blob {
    #[pk]
    id: Bytes,
    #[sk]
    hash: [u8; 4],
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "users")]
struct User {
    #[pk]
    id: String,
}

#[test]
fn bytes_match_as_those_of_the_text() {
    assert!(Blob::is_match("any", "four"));
    assert!(!Blob::is_match("any", "more than four") && !Blob::is_match("", "four"));
}

#[test]
fn a_table_without_sort_key_is_given_none() {
    assert!(User::is_match("u", ""));
    assert!(!User::is_match("u", "x") && !User::is_match("", ""));
}
