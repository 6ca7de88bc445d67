//! Kinds that share a table: each is read as itself.

use dynamo_core::prelude::*;

use crate::fixtures::{AppItem, Profile, Story, profile, story};
use crate::plain::{item, n, s};

#[test]
fn each_kind_is_read_as_itself() {
    assert_eq!(AppItem::from_item(story().to_item().unwrap()).unwrap(), AppItem::Story(story()));
    let stored = profile().to_item().unwrap();
    let read = Profile::from_item(stored.clone()).unwrap();
    assert_eq!(AppItem::from_item(stored).unwrap(), AppItem::Profile(read));
}

#[test]
fn an_item_of_none_is_an_error_that_names_the_key() {
    let text = |sk: &str| {
        format!(
            "expected an item of one of the declared kinds, found an item of another kind (table `app`, key PK=\"USER#ada\", SK={sk:?})"
        )
    };
    for sk in ["SETTINGS", "profile", "STORY#12", "STORY#12#RUN#7", "STORY#12#RUN#0000000007#MORE"] {
        let stored = item([("PK", s("USER#ada")), ("SK", s(sk))]);
        let error = AppItem::from_item(stored).unwrap_err();
        assert!(error.is_decode());
        assert_eq!(error.to_string(), text(sk));
    }
    assert!(AppItem::from_item(Item::new()).is_err());
    let numbers = item([("PK", n(1)), ("SK", n(2))]);
    assert!(AppItem::from_item(numbers).is_err());
}

/// A parent, its child and its grandchild: every pattern begins with the one before it.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "tree")]
#[pk("ORG#{org}")]
#[sk("ORG#{org}")]
struct Org {
    org: String,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "tree")]
#[pk("ORG#{org}")]
#[sk("TEAM#{team}")]
struct Team {
    org: String,
    team: String,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "tree")]
#[pk("ORG#{org}")]
#[sk("TEAM#{team}#MEMBER#{number}")]
struct Member {
    org: String,
    team: String,
    number: u32,
}

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum Tree {
    Org(Org),
    Team(Team),
    Member(Member),
    #[entities(other)]
    Other(Item),
}

#[test]
fn parents_and_children() {
    let org = Org { org: "o".into() };
    let team = Team { org: "o".into(), team: "t".into() };
    let member = Member { org: "o".into(), team: "t".into(), number: 7 };
    assert_eq!(Tree::from_item(org.to_item().unwrap()).unwrap(), Tree::Org(org));
    assert_eq!(Tree::from_item(team.to_item().unwrap()).unwrap(), Tree::Team(team));
    assert_eq!(Tree::from_item(member.to_item().unwrap()).unwrap(), Tree::Member(member));
    // A team could otherwise be called like a member.
    assert!(Team { org: "o".into(), team: "t#MEMBER#7".into() }.to_item().is_err());
    let partition = Db::offline().query(Team::partition("o").sk(|s| s.team("t"))).request().unwrap();
    assert_eq!(partition.keys[1].range, dynamo_core::key::SortRange::Equal(s("TEAM#t")));
}

#[test]
fn other_items_are_kept_as_they_are() {
    let keys =
        |pk: &str, sk: &str| item([("PK", s(pk)), ("SK", s(sk)), ("org", s("o")), ("team", s("t")), ("number", n(7))]);
    for (pk, sk) in [
        ("ORG#o", "NOTE#1"),
        ("org#o", "TEAM#t"),
        // A field in both keys that does not agree, and a number that is not written as ours are.
        ("ORG#o", "ORG#p"),
        ("ORG#o", "TEAM#t#MEMBER#007"),
        ("ORG#o", "TEAM#t#MEMBER#x"),
    ] {
        assert_eq!(Tree::from_item(keys(pk, sk)).unwrap(), Tree::Other(keys(pk, sk)), "{pk} {sk}");
    }
    let unread = Tree::from_item(item([("PK", s("ORG#o")), ("SK", s("TEAM#t"))])).unwrap_err();
    assert!(unread.is_decode(), "one of a kind that does not fit is no other item");
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "tagged", entity = "cat")]
#[pk("PET#{id}")]
struct Cat {
    id: String,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "tagged", entity = "dog")]
#[pk("PET#{id}")]
struct Dog {
    id: String,
}

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum Pet {
    Cat(Cat),
    Dog(Dog),
}

#[test]
fn kinds_with_one_key_are_told_apart_by_their_tag() {
    let (cat, dog) = (Cat { id: "1".into() }, Dog { id: "1".into() });
    assert_eq!(cat.to_item().unwrap()["_type"], s("cat"));
    assert_eq!(Pet::from_item(cat.to_item().unwrap()).unwrap(), Pet::Cat(cat));
    assert_eq!(Pet::from_item(dog.to_item().unwrap()).unwrap(), Pet::Dog(dog));
    assert!(Pet::from_item(item([("PK", s("PET#1")), ("id", s("1")), ("_type", s("fish"))])).is_err());
    assert!(Pet::from_item(item([("PK", s("PET#1")), ("id", s("1"))])).is_err());
}

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
#[entity_by(by_shape)]
enum Chosen {
    Story(Story),
    Profile(Profile),
    #[entities(other)]
    Other(Item),
}

fn by_shape(item: &Item) -> Option<&'static str> {
    item.contains_key("title").then_some("Story")
}

#[test]
fn a_function_of_the_users_chooses_first() {
    let mut stored = story().to_item().unwrap();
    stored.insert("SK".to_owned(), s("MOVED"));
    assert_eq!(Chosen::from_item(stored).unwrap(), Chosen::Story(story()));
    // Where it does not know, the keys do.
    let stored = profile().to_item().unwrap();
    assert!(matches!(Chosen::from_item(stored).unwrap(), Chosen::Profile(_)));
    let other = item([("PK", s("USER#ada")), ("SK", s("SETTINGS"))]);
    assert_eq!(Chosen::from_item(other.clone()).unwrap(), Chosen::Other(other));
}
