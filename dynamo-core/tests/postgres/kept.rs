//! What is stored can be read by people and by SQL, and whatever it looks like it comes back.

use std::collections::{BTreeMap, HashSet};

use dynamo_core::backend::postgres::Postgres;
use dynamo_core::prelude::*;
use dynamo_core::value::{AttributeValue, Item, Number};

use crate::{sql, with_database};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "dotted.name-with_dashes")]
#[gsi(by_tag, name = "by.tag-1", pk = tag)]
struct Kept {
    #[pk]
    id: String,
    tag: Option<String>,
    number: Number,
    set: HashSet<String>,
    map: BTreeMap<String, String>,
    #[dynamo(flatten)]
    rest: Item,
}

fn kept(id: &str) -> Kept {
    Kept {
        id: id.into(),
        tag: Some(id.into()),
        number: "12345678901234567890123456789012345678".parse().unwrap(),
        set: HashSet::from(["a".into(), "b".into()]),
        map: BTreeMap::new(),
        rest: Item::new(),
    }
}

const HOSTILE: [&str; 12] = [
    "'; DROP TABLE \"dotted.name-with_dashes\"; --",
    "\"",
    "'",
    "\\",
    "\\'",
    "$1",
    "%s",
    "_",
    "%",
    "E'\\x'",
    "/* x */",
    "\u{202e}🦀\n\t",
];

#[tokio::test]
async fn hostile_keys_and_values_stay_data() {
    with_database(|pool, db| async move {
        db.create_table::<Kept>().await.unwrap();
        for text in HOSTILE {
            let map = BTreeMap::from([(text.to_owned(), text.to_owned())]);
            let rest = Item::from([(format!("x{text}"), AttributeValue::S(text.into()))]);
            let item = Kept { map, rest, ..kept(text) };
            db.put(&item).await.unwrap();
            assert_eq!(db.get(item.primary_key()).await.unwrap().as_ref(), Some(&item), "{text}");
            let changed =
                db.update(&item).set(|k| k.map().key(text).set(format!("{text}2"))).returning_new().await.unwrap();
            assert_eq!(changed.map[text], format!("{text}2"));
            let found = db.query(Kept::by_tag().partition(text)).all().await.unwrap();
            assert_eq!(found, [changed], "{text}");
        }
        assert_eq!(db.scan::<Kept>().count().await.unwrap(), HOSTILE.len() as u64);
        let tables = sql(&pool, "SELECT count(*) FROM pg_class WHERE relname = 'dotted.name-with_dashes'", &[]).await;
        assert_eq!(tables[0].get::<_, i64>(0), 1);
    })
    .await;
}

/// User maps whose names are our tags come back as maps.
#[tokio::test]
async fn maps_that_look_like_tags_are_maps() {
    with_database(|_, db| async move {
        db.create_table::<Kept>().await.unwrap();
        let text = |text: &str| AttributeValue::S(text.into());
        let map = |name: &str, value: AttributeValue| AttributeValue::M(Item::from([(name.to_owned(), value)]));
        for (number, tag) in ["$SS", "$NS", "$BS", "$B", "$N", "$M", "$"].into_iter().enumerate() {
            let list = AttributeValue::L(vec![text("a")]);
            let rest = Item::from([
                ("one".to_owned(), map(tag, text("YQ=="))),
                ("two".to_owned(), map(tag, list)),
                ("three".to_owned(), map(tag, map(tag, AttributeValue::Null(true)))),
                (tag.to_owned(), text("at the top")),
            ]);
            let item =
                Kept { rest, map: BTreeMap::from([(tag.to_owned(), "x".to_owned())]), ..kept(&number.to_string()) };
            db.put(&item).await.unwrap();
            assert_eq!(db.get(item.primary_key()).await.unwrap(), Some(item), "{tag}");
        }
    })
    .await;
}

/// As the documentation shows it: plain JSON, which SQL can be asked about.
#[tokio::test]
async fn what_is_stored_reads_well() {
    with_database(|pool, db| async move {
        db.create_table::<Kept>().await.unwrap();
        let bytes = AttributeValue::B(vec![1, 2].into());
        db.put(&Kept { rest: Item::from([("bytes".to_owned(), bytes)]), tag: None, ..kept("a") }).await.unwrap();
        let select = "SELECT data->>'id', data->'number' = '12345678901234567890123456789012345678', \
            data->'set'->'$SS' @> '[\"a\", \"b\"]', data->'bytes'->>'$B', data ? 'tag', pk FROM \"dotted.name-with_dashes\"";
        let row = &sql(&pool, select, &[]).await[0];
        assert_eq!((row.get::<_, &str>(0), row.get::<_, bool>(1), row.get::<_, bool>(2)), ("a", true, true));
        assert_eq!((row.get::<_, &str>(3), row.get::<_, bool>(4), row.get::<_, &str>(5)), ("AQI=", false, "a"));
    })
    .await;
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "versioned")]
struct Versioned {
    #[pk]
    id: String,
    #[schema_version]
    version: String,
}

#[tokio::test]
async fn the_schema_version_has_a_column() {
    with_database(|pool, db| async move {
        db.create_table::<Versioned>().await.unwrap();
        db.put(&Versioned { id: "a".into(), version: String::new() }).await.unwrap();
        let same = "SELECT schema_version = data->>'version' AND schema_version <> '' FROM versioned";
        assert!(sql(&pool, same, &[]).await[0].get::<_, bool>(0));
    })
    .await;
}

/// PostgreSQL cuts names off behind 63 bytes: two that differ behind them are two.
#[tokio::test]
async fn long_names_stay_apart() {
    with_database(|_, db| async move {
        let name = |end: &str| format!("{}{end}", "n".repeat(100));
        for end in ["one", "two"] {
            db.create_table::<Kept>().in_table(name(end)).await.unwrap();
            db.put(&kept(end)).in_table(name(end)).await.unwrap();
        }
        for end in ["one", "two"] {
            let ids = db.scan::<Kept>().in_table(name(end)).select(|k| k.id()).all().await.unwrap();
            assert_eq!(ids, [end]);
            assert!(db.verify_table::<Kept>().in_table(name(end)).await.unwrap().is_empty());
        }
        db.delete_table::<Kept>(name("one")).in_table(name("one")).await.unwrap();
        assert!(db.get(Kept::key("one")).in_table(name("one")).await.unwrap_err().is_missing_table());
        assert!(db.get(Kept::key("two")).in_table(name("two")).await.unwrap().is_some());
    })
    .await;
}

/// Names of attributes stand inside the SQL of an index.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "odd")]
#[gsi(by_quoted, pk = quoted, sk = slashed)]
struct Odd {
    #[pk]
    #[dynamo(rename = "pk'; --")]
    id: String,
    #[dynamo(rename = "it's \"quoted\"")]
    quoted: Option<String>,
    #[dynamo(rename = "a\\b'c\\'$1")]
    slashed: u32,
}

#[tokio::test]
async fn hostile_names_of_attributes_stay_names() {
    with_database(|pool, db| async move {
        for setting in ["on", "off"] {
            let session = pool.get().await.unwrap();
            session.batch_execute(&format!("SET standard_conforming_strings = {setting}")).await.unwrap();
            drop(session);
            db.create_table::<Odd>().await.unwrap();
            for slashed in 0..5 {
                let quoted = (slashed > 0).then(|| "it's".to_owned());
                db.put(&Odd { id: slashed.to_string(), quoted, slashed }).await.unwrap();
            }
            let rows = db.query(Odd::by_quoted().partition("it's").sk(|s| s.le(3))).page_size(2).all().await.unwrap();
            assert_eq!(rows.iter().map(|row| row.slashed).collect::<Vec<_>>(), [1, 2, 3]);
            assert!(db.verify_table::<Odd>().await.unwrap().is_empty());
            db.delete_table::<Odd>("odd").await.unwrap();
        }
    })
    .await;
}

/// A page ends with a megabyte, and no row behind it is fetched.
#[tokio::test]
async fn pages_of_large_items_end_in_time() {
    with_database(|_, db| async move {
        db.create_table::<Kept>().await.unwrap();
        for number in 0..8 {
            let map = BTreeMap::from([("text".to_owned(), "x".repeat(390_000))]);
            db.put(&Kept { map, ..kept(&number.to_string()) }).await.unwrap();
        }
        let (mut pages, mut next, mut ids) = (0, None, HashSet::new());
        loop {
            let page = db.scan::<Kept>().after(next).page().await.unwrap();
            assert!(page.scanned <= 3, "{}", page.scanned);
            ids.extend(page.items.into_iter().map(|item| item.id));
            (pages, next) = (pages + 1, page.next);
            if next.is_none() {
                break;
            }
        }
        assert_eq!((ids.len(), pages), (8, 3));
    })
    .await;
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "secrets")]
struct Secret {
    #[pk]
    #[dynamo(sensitive)]
    token: String,
    #[sk]
    at: u32,
}

#[tokio::test]
async fn plans_keep_secrets() {
    with_database(|pool, db| async move {
        db.create_table::<Secret>().await.unwrap();
        let query = db.query(Secret::partition("hush").sk(|s| s.ge(1))).request().unwrap();
        let plan = Postgres::new(pool).explain(&query).await.unwrap().join("\n");
        assert!(plan.contains("Cond: hidden") && !plan.contains("hush"), "{plan}");
    })
    .await;
}
