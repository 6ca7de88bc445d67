//! What cannot be stored, or cannot be read: a typed error, the same on every engine, and nothing is written.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::Db;
use dynamo_core::backend::Feature;
use dynamo_core::error::{ErrorKind, Found, KeyProblem, Unstorable};
use dynamo_core::expr::Check;
use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;
use crate::edges::nested;
use crate::stored::n;

/// A table that can be given everything that is wrong.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "strict")]
#[pk("USER#{owner}")]
#[sk("NOTE#{id}#{part}")]
#[gsi(by_topic, pk = topic, sk = place)]
#[gsi(by_kind, pk = "KIND#{kind}", sk = "{part}", keys_only)]
pub(crate) struct Strict {
    pub(crate) owner: String,
    pub(crate) id: String,
    pub(crate) part: String,
    pub(crate) topic: Option<String>,
    pub(crate) place: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) ratio: f64,
    pub(crate) digits: u128,
    pub(crate) tags: Option<BTreeSet<String>>,
    pub(crate) any: AttributeValue,
    pub(crate) body: String,
}

/// One with which nothing is wrong.
pub(crate) fn strict() -> Strict {
    Strict {
        owner: "ada".into(),
        id: "1".into(),
        part: "p".into(),
        topic: None,
        place: None,
        kind: None,
        ratio: 0.5,
        digits: 1,
        tags: None,
        any: AttributeValue::Bool(true),
        body: "b".into(),
    }
}

variants! {
    /// What is wrong.
    BadInput {
        EmptyPartitionKey,
        EmptySortKey,
        DelimiterInPartitionKey,
        DelimiterInSortKey,
        DelimiterAtTheEnd,
        LongPartitionKey,
        LongSortKey,
        EmptyIndexKey,
        EmptyIndexSortKey,
        EmptyIndexPattern,
        LongIndexPartitionKey,
        LongIndexSortKey,
        LongIndexPattern,
        NotANumber,
        Infinity,
        ManyDigits,
        TinyNumber,
        EmptySet,
        DeepNesting,
        LargeItem,
        NoAlternatives,
        ManyAlternatives,
        NanCondition,
        NoConditions,
        MissingTable,
        ShortTableName,
        LongTableName,
        OddTableName,
    }
}

variants! {
    /// What it is given to.
    Given {
        Put,
        PutWritten,
        Create,
        Get,
        GetRequired,
        GetPart,
        DeleteItem,
        DeleteKey,
    }
}

/// Which operations see what is wrong.
#[derive(PartialEq)]
enum Seen {
    /// In the primary key: all of them.
    Key,
    /// In the item: those that write one.
    Item,
    /// In a condition: those that take one.
    Condition,
    /// In the table's name: all of them.
    TableName,
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases: Vec<_> = BadInput::ALL.iter().map(|bad| refused(*bad)).collect();
    cases.extend(WrongType::ALL.iter().map(|wrong| wrong_type(*wrong)));
    cases.push(Case::new("table names that differ in case are two", two_by_case).needs(&[Feature::NamesByCase]));
    cases.push(Case::new("table names that differ in case are never one", never_one_by_case));
    cases
}

/// The error is this one, and the table is as it was.
fn refused(bad: BadInput) -> Case {
    Case::new(format!("bad input {bad:?}"), move |bench| async move {
        let db = bench.with::<Strict>().await;
        let seed = Strict { owner: "seed".into(), ..strict() };
        db.put(&seed).await.expect("a good item");
        let before = bench.raw.items(&db.table_name::<Strict>()).await;
        let table = bad.table(&bench);
        for given in Given::ALL.iter().filter(|given| given.sees(&bad.seen())) {
            let sent = given.send(db, &table, bad).await;
            let error = sent.expect_err(&format!("{given:?} refuses it"));
            assert!(bad.is(error.kind()), "{given:?}: {error:?}");
            assert_eq!(error.table(), Some(&*table), "{given:?}: {error:?}");
            assert!(!error.to_string().is_empty());
            let after = bench.raw.items(&db.table_name::<Strict>()).await;
            assert_eq!(after, before, "something was written by {given:?}");
        }
        db.put(&seed).await.expect("the handle works on");
    })
}

impl Given {
    fn sees(self, seen: &Seen) -> bool {
        match self {
            Self::Put | Self::PutWritten | Self::Create => true,
            Self::Get | Self::GetRequired | Self::GetPart => matches!(seen, Seen::Key | Seen::TableName),
            Self::DeleteItem | Self::DeleteKey => matches!(seen, Seen::Key | Seen::TableName | Seen::Condition),
        }
    }

    async fn send(self, db: &Db, table: &str, bad: BadInput) -> Result<()> {
        let item = bad.item();
        let key = item.primary_key();
        let condition = |f: &_| bad.condition(f);
        match self {
            Self::Put => db.put(&item).in_table(table).only_if(condition).await,
            Self::PutWritten => db.put(&item).in_table(table).only_if(condition).written().await.map(drop),
            Self::Create => db.create(&item).in_table(table).only_if(condition).await,
            Self::Get => db.get(key).in_table(table).await.map(drop),
            Self::GetRequired => db.get(key).in_table(table).required().await.map(drop),
            Self::GetPart => db.get(key).in_table(table).select(|f| f.body()).await.map(drop),
            Self::DeleteItem => db.delete(&item).in_table(table).only_if(condition).await,
            Self::DeleteKey => db.delete(key).in_table(table).only_if(condition).await,
        }
    }
}

impl BadInput {
    fn seen(self) -> Seen {
        match self {
            Self::EmptyPartitionKey
            | Self::EmptySortKey
            | Self::DelimiterInPartitionKey
            | Self::DelimiterInSortKey
            | Self::DelimiterAtTheEnd
            | Self::LongPartitionKey
            | Self::LongSortKey => Seen::Key,
            Self::EmptyIndexKey
            | Self::EmptyIndexSortKey
            | Self::EmptyIndexPattern
            | Self::LongIndexPartitionKey
            | Self::LongIndexSortKey
            | Self::LongIndexPattern
            | Self::NotANumber
            | Self::Infinity
            | Self::ManyDigits
            | Self::TinyNumber
            | Self::EmptySet
            | Self::DeepNesting
            | Self::LargeItem => Seen::Item,
            Self::NoAlternatives | Self::ManyAlternatives | Self::NanCondition | Self::NoConditions => Seen::Condition,
            Self::MissingTable | Self::ShortTableName | Self::LongTableName | Self::OddTableName => Seen::TableName,
        }
    }

    fn item(self) -> Strict {
        let item = strict();
        match self {
            Self::EmptyPartitionKey => Strict { owner: String::new(), ..item },
            Self::EmptySortKey => Strict { id: String::new(), ..item },
            Self::DelimiterInPartitionKey => Strict { owner: "#".into(), ..item },
            Self::DelimiterInSortKey => Strict { id: "1#2".into(), ..item },
            Self::DelimiterAtTheEnd => Strict { part: "a#b".into(), ..item },
            Self::LongPartitionKey => Strict { owner: "o".repeat(2049 - "USER#".len()), ..item },
            Self::LongSortKey => Strict { id: "i".repeat(1025 - "NOTE##p".len()), ..item },
            Self::EmptyIndexKey => Strict { topic: Some(String::new()), ..item },
            Self::EmptyIndexSortKey => Strict { topic: Some("t".into()), place: Some(String::new()), ..item },
            Self::EmptyIndexPattern => Strict { kind: Some(String::new()), ..item },
            Self::LongIndexPartitionKey => Strict { topic: Some("t".repeat(2049)), ..item },
            Self::LongIndexSortKey => Strict { place: Some("p".repeat(1025)), ..item },
            Self::LongIndexPattern => Strict { kind: Some("k".repeat(2049 - "KIND#".len())), ..item },
            Self::NotANumber => Strict { ratio: f64::NAN, ..item },
            Self::Infinity => Strict { ratio: f64::NEG_INFINITY, ..item },
            Self::ManyDigits => Strict { digits: 10_u128.pow(38) + 1, ..item },
            Self::TinyNumber => Strict { ratio: 1e-131, ..item },
            Self::EmptySet => Strict { tags: Some(BTreeSet::new()), ..item },
            Self::DeepNesting => Strict { any: nested(33), ..item },
            Self::LargeItem => Strict { body: "b".repeat(400 * 1024), ..item },
            Self::NoAlternatives
            | Self::ManyAlternatives
            | Self::NanCondition
            | Self::NoConditions
            | Self::MissingTable
            | Self::ShortTableName
            | Self::LongTableName
            | Self::OddTableName => item,
        }
    }

    fn condition(self, f: &StrictFields<Check<Strict>>) -> Option<Cond<Check<Strict>>> {
        match self {
            Self::NoAlternatives => Some(f.body().one_of(Vec::<String>::new())),
            Self::ManyAlternatives => Some(f.body().one_of((0..101).map(|number| number.to_string()))),
            Self::NanCondition => Some(f.body().eq("b") & f.ratio().eq(f64::NAN)),
            Self::NoConditions => Some(all([])),
            _ => None,
        }
    }

    fn table(self, bench: &Bench) -> String {
        match self {
            Self::MissingTable => format!("{}nowhere", bench.prefix),
            Self::ShortTableName => "ab".to_owned(),
            Self::LongTableName => "t".repeat(256),
            Self::OddTableName => "no spaces".to_owned(),
            _ => bench.db.table_name::<Strict>(),
        }
    }

    /// Whether the error says this.
    fn is(self, kind: &ErrorKind) -> bool {
        let key = |field: &str, is: fn(&KeyProblem) -> bool| match kind {
            ErrorKind::InvalidKey(error) => error.field() == field && is(error.problem()),
            _ => false,
        };
        let value = |path: &str, is: fn(&Unstorable) -> bool| match kind {
            ErrorKind::Encode(error) => error.path() == path && is(error.problem()),
            _ => false,
        };
        let empty: fn(&KeyProblem) -> bool = |problem| *problem == KeyProblem::Empty;
        let delimiter: fn(&KeyProblem) -> bool =
            |problem| matches!(problem, KeyProblem::Delimiter { character: '#', .. });
        let long: fn(&KeyProblem) -> bool =
            |problem| matches!(problem, KeyProblem::TooLong { bytes, limit } if *bytes == limit + 1);
        match self {
            Self::EmptyPartitionKey => key("owner", empty),
            Self::EmptySortKey => key("id", empty),
            Self::DelimiterInPartitionKey => key("owner", delimiter),
            Self::DelimiterInSortKey => key("id", delimiter),
            Self::DelimiterAtTheEnd => key("part", delimiter),
            Self::LongPartitionKey => key("PK", long),
            Self::LongSortKey => key("SK", long),
            Self::EmptyIndexKey => key("topic", empty),
            Self::EmptyIndexSortKey => key("place", empty),
            Self::EmptyIndexPattern => key("kind", empty),
            Self::LongIndexPartitionKey => key("topic", long),
            Self::LongIndexSortKey => key("place", long),
            Self::LongIndexPattern => key("BY_KINDPK", long),
            Self::NotANumber | Self::Infinity | Self::NanCondition => {
                value("ratio", |problem| *problem == Unstorable::NotFinite)
            }
            Self::ManyDigits => value("digits", |problem| matches!(problem, Unstorable::TooManyDigits(_))),
            Self::TinyNumber => value("ratio", |problem| matches!(problem, Unstorable::OutOfRange(_))),
            Self::EmptySet => value("tags", |problem| *problem == Unstorable::EmptySet),
            Self::DeepNesting => value("any", |problem| *problem == Unstorable::TooDeep),
            Self::LargeItem => {
                let first = |largest: &[(String, usize)]| largest[0] == ("body".to_owned(), "body".len() + 400 * 1024);
                matches!(kind, ErrorKind::ItemTooLarge { bytes, largest } if *bytes > 400 * 1024 && first(largest))
            }
            Self::NoAlternatives | Self::ManyAlternatives => {
                value("body", |problem| matches!(problem, Unstorable::Other(_)))
            }
            Self::NoConditions => value("", |problem| matches!(problem, Unstorable::Other(_))),
            Self::MissingTable => *kind == ErrorKind::MissingTable,
            Self::ShortTableName | Self::LongTableName | Self::OddTableName => {
                matches!(kind, ErrorKind::InvalidRequest { .. })
            }
        }
    }
}

variants! {
    /// What reads, or does not, an attribute that is stored as another type.
    WrongType { Get, GetRequired, SelectIt, SelectAnother, Put, Delete }
}

fn wrong_type(access: WrongType) -> Case {
    Case::new(format!("an attribute of the wrong type, by {access:?}"), move |bench| async move {
        let db = bench.with::<Strict>().await;
        let (item, table) = (strict(), db.table_name::<Strict>());
        let mut stored = item.to_item().expect("an item");
        stored.insert("body".to_owned(), n(5));
        bench.raw.write(&table, stored).await;
        let before = bench.raw.items(&table).await;
        let get = || db.get(item.primary_key());
        match access {
            WrongType::Get => misread(&table, &item, &get().await.expect_err("it does not fit")),
            WrongType::GetRequired => misread(&table, &item, &get().required().await.expect_err("it does not fit")),
            WrongType::SelectIt => {
                misread(&table, &item, &get().select(|f| f.body()).await.expect_err("it does not fit"))
            }
            WrongType::SelectAnother => {
                assert_eq!(get().select(|f| (f.ratio(), f.id())).await.expect("these fit"), Some((0.5, "1".into())));
            }
            WrongType::Put => {
                db.put(&item).await.expect("a put reads nothing");
                assert_eq!(get().required().await.expect("it fits again"), item);
                return;
            }
            WrongType::Delete => {
                db.delete(&item).await.expect("a delete reads nothing");
                assert!(bench.raw.items(&table).await.is_empty());
                return;
            }
        }
        assert_eq!(bench.raw.items(&table).await, before, "something was written");
    })
}

/// The error says where, what was expected, and what is there.
fn misread(table: &str, item: &Strict, error: &Error) {
    let ErrorKind::Decode(decode) = error.kind() else { panic!("{error:?}") };
    assert_eq!((decode.path(), decode.found()), ("body", &Found::Type("N")));
    assert!(decode.expected().contains("(S)"), "{}", decode.expected());
    assert_eq!((error.table(), error.operation()), (Some(table), Some("GetItem")));
    assert_eq!(error.key(), Some(&*item.primary_key().to_string()));
    assert!(error.is_decode() && !error.is_not_found());
}

async fn two_by_case(bench: Bench) {
    let (lower, upper) = (format!("{}case", bench.prefix), format!("{}CASE", bench.prefix));
    let db = &bench.db;
    for table in [&lower, &upper] {
        db.create_table::<Strict>().in_table(table).await.expect("a new table");
        db.put(&Strict { owner: table.clone(), ..strict() }).in_table(table).await.expect("a good item");
    }
    assert_eq!(bench.raw.items(&lower).await.len(), 1);
    assert_eq!(bench.raw.items(&upper).await.len(), 1);
}

/// An engine that cannot tell them apart refuses the second one, and leaves the first alone.
async fn never_one_by_case(bench: Bench) {
    let (lower, upper) = (format!("{}case", bench.prefix), format!("{}CASE", bench.prefix));
    let db = &bench.db;
    db.create_table::<Strict>().in_table(&lower).await.expect("a table");
    db.put(&strict()).in_table(&lower).await.expect("a good item");
    let error = db.put(&strict()).in_table(&upper).await.expect_err("there is no such table");
    assert!(error.is_missing_table(), "{error:?}");
    match db.create_table::<Strict>().in_table(&upper).await {
        Ok(()) => assert!(bench.raw.items(&upper).await.is_empty()),
        Err(error) => {
            assert_eq!(error.table(), Some(&*upper));
            // What the library knows, it says.
            assert!(bench.has(Feature::NamesByCase) || error.is_invalid_request(), "{error:?}");
        }
    }
    assert_eq!(bench.raw.items(&lower).await.len(), 1);
}
