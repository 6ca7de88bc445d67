//! Tables that several kinds share: one definition, or an error that names what does not fit.

use dynamo_core::prelude::*;
use dynamo_core::table::Tables;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{Order, Profile, Sample, Story};

/// Kinds of a table that is declared differently each time.
macro_rules! kinds {
    ($($(#[$of:meta])* $kind:ident { $($(#[$at:meta])* $field:ident: $type:ty),* $(,)? })*) => { $(
        #[derive(Debug, Clone, PartialEq, DynamoTable)]
        $(#[$of])*
        struct $kind { $($(#[$at])* $field: $type),* }
    )* };
}

kinds! {
    #[dynamo(table = "shared")]
    #[gsi(by_kind, pk = kind, include(note))]
    #[gsi(by_all, pk = kind)]
    Base { #[pk] id: String, #[sk] at: u32, kind: String, note: String, #[ttl] until: Option<Ttl> }

    #[dynamo(table = "shared")]
    #[gsi(by_kind, pk = kind, include(other, note))]
    #[gsi(by_more, pk = more, sk = at, keys_only)]
    #[lsi(by_rank, sk = rank)]
    Fitting { #[pk] id: String, #[sk] at: u32, kind: String, note: String, other: String, more: String, rank: u8 }

    #[dynamo(table = "shared")]
    OtherPartitionKey { #[pk] name: String, #[sk] at: u32 }

    #[dynamo(table = "shared")]
    OtherKeyType { #[pk] id: u64, #[sk] at: u32 }

    #[dynamo(table = "shared")]
    OtherSortKey { #[pk] id: String, #[sk] when: u32 }

    #[dynamo(table = "shared")]
    OtherSortKeyType { #[pk] id: String, #[sk] at: String }

    #[dynamo(table = "shared")]
    NoSortKey { #[pk] id: String }

    #[dynamo(table = "shared")]
    #[gsi(by_kind, pk = note, include(other))]
    OtherIndexKey { #[pk] id: String, #[sk] at: u32, note: String, other: String }

    #[dynamo(table = "shared")]
    #[gsi(by_kind, pk = kind, sk = note, include(other))]
    MoreIndexKeys { #[pk] id: String, #[sk] at: u32, kind: String, note: String, other: String }

    #[dynamo(table = "shared")]
    #[gsi(by_kind, pk = kind, include(note))]
    OtherIndexKeyType { #[pk] id: String, #[sk] at: u32, kind: u64, note: String }

    #[dynamo(table = "shared")]
    #[lsi(by_kind, sk = kind, include(note))]
    LocalIndex { #[pk] id: String, #[sk] at: u32, kind: String, note: String }

    #[dynamo(table = "shared")]
    #[gsi(by_kind, pk = kind, keys_only)]
    OtherProjection { #[pk] id: String, #[sk] at: u32, kind: String }

    #[dynamo(table = "shared")]
    OtherTtl { #[pk] id: String, #[sk] at: u32, #[ttl] expires: Option<Ttl> }

    #[dynamo(table = "another")]
    OtherTable { #[pk] id: String, #[sk] at: u32 }

    #[dynamo(table = "shared")]
    #[gsi(by_more, pk = at, keys_only)]
    OtherAttributeType { #[pk] id: String, #[sk] at: u32 }

    #[dynamo(table = "shared")]
    #[gsi(by_note, pk = note, keys_only)]
    NumberedNote { #[pk] id: String, #[sk] at: u32, note: u64 }

    #[dynamo(table = "shared")]
    #[gsi(by_text, pk = note, keys_only)]
    TextNote { #[pk] id: String, #[sk] at: u32, note: String }
}

variants! {
    Conflict {
        PartitionKey,
        KeyType,
        SortKey,
        SortKeyType,
        NoSortKey,
        IndexKey,
        MoreIndexKeys,
        IndexKeyType,
        LocalIndex,
        Projection,
        Ttl,
        Table,
        ThirdKind,
        AttributeType,
    }
}

variants! {
    Shared { Merged, MergedTheOtherWay, Stories, OneKind, InTable, KindsTogether }
}

pub(crate) fn cases() -> Vec<Case> {
    let conflicts = Conflict::ALL.iter().map(|conflict| refused(*conflict));
    conflicts.chain(Shared::ALL.iter().map(|shared| merged(*shared))).collect()
}

fn refused(conflict: Conflict) -> Case {
    Case::new(format!("kinds that differ in {conflict:?}"), move |bench| async move {
        let never = match conflict {
            Conflict::PartitionKey => {
                refuses::<(Base, OtherPartitionKey)>(&bench, &["partition key", "`id`", "`name`"]).await
            }
            Conflict::KeyType => refuses::<(Base, OtherKeyType)>(&bench, &["partition key", "`id`"]).await,
            Conflict::SortKey => refuses::<(Base, OtherSortKey)>(&bench, &["sort key", "`at`", "`when`"]).await,
            Conflict::SortKeyType => refuses::<(Base, OtherSortKeyType)>(&bench, &["sort key", "`at`"]).await,
            Conflict::NoSortKey => refuses::<(Base, NoSortKey)>(&bench, &["sort key", "`at`", "`none`"]).await,
            Conflict::IndexKey => refuses::<(Base, OtherIndexKey)>(&bench, &["keys", "`by_kind`"]).await,
            Conflict::MoreIndexKeys => refuses::<(Base, MoreIndexKeys)>(&bench, &["keys", "`by_kind`"]).await,
            Conflict::IndexKeyType => refuses::<(Base, OtherIndexKeyType)>(&bench, &["keys", "`by_kind`"]).await,
            Conflict::LocalIndex => refuses::<(Base, LocalIndex)>(&bench, &["`by_kind`"]).await,
            Conflict::Projection => refuses::<(Base, OtherProjection)>(&bench, &["projection", "`by_kind`"]).await,
            Conflict::Ttl => refuses::<(Base, OtherTtl)>(&bench, &["TTL", "`until`", "`expires`"]).await,
            Conflict::Table => refuses::<(Base, OtherTable)>(&bench, &["shared`", "another`"]).await,
            Conflict::ThirdKind => refuses::<(Base, Fitting, OtherAttributeType)>(&bench, &["keys", "`by_more`"]).await,
            Conflict::AttributeType => refuses::<(TextNote, NumberedNote)>(&bench, &["`note`"]).await,
        };
        for table in never {
            assert!(!bench.raw.has_table(&format!("{}{table}", bench.prefix)).await, "{table} was created");
        }
    })
}

/// The error says these words; gives the tables that must not be there.
async fn refuses<T: Tables>(bench: &Bench, words: &[&str]) -> [&'static str; 2] {
    let error = bench.db.create_table::<T>().await.expect_err("they do not fit");
    assert!(error.is_invalid_request(), "{error:?}");
    let text = error.to_string();
    for word in words {
        assert!(text.contains(word), "{word} is not in: {text}");
    }
    ["shared", "another"]
}

const MERGED: [&str; 6] = [
    "id S /at N",
    "gsi by_all: kind S; all",
    "gsi by_kind: kind S; keys, note, other, until",
    "gsi by_more: more S /at N; keys",
    "lsi by_rank: id S /rank N; all",
    "expires by until",
];

fn merged(shared: Shared) -> Case {
    Case::new(format!("a shared table: {shared:?}"), move |bench| async move {
        let (db, raw, prefix) = (&bench.db, &bench.raw, &bench.prefix);
        match shared {
            Shared::Merged => {
                db.create_table::<(Base, Fitting)>().await.expect("a new table");
                assert_eq!(raw.shape(&format!("{prefix}shared")).await, MERGED);
            }
            Shared::MergedTheOtherWay => {
                db.create_table::<(Fitting, Base, Base)>().await.expect("a new table");
                assert_eq!(raw.shape(&format!("{prefix}shared")).await, MERGED);
            }
            Shared::Stories => {
                db.create_table::<(Profile, Story)>().await.expect("a new table");
                assert_eq!(raw.shape(&format!("{prefix}app")).await, Story::shape());
            }
            Shared::OneKind => {
                db.create_table::<(Order,)>().await.expect("a new table");
                assert_eq!(raw.shape(&format!("{prefix}orders")).await, Order::shape());
            }
            Shared::InTable => {
                let table = format!("{prefix}exactly");
                db.create_table::<(Base, Fitting)>().in_table(&table).await.expect("a new table");
                assert_eq!(raw.shape(&table).await, MERGED);
                assert!(!raw.has_table(&format!("{prefix}shared")).await);
            }
            Shared::KindsTogether => kinds_together(bench).await,
        }
    })
}

/// Kinds in one table and partition do not get into each other's way.
async fn kinds_together(bench: Bench) {
    let db = bench.with::<(Story, Profile)>().await;
    let (stories, profiles) = (Story::samples(), Profile::samples());
    for story in &stories {
        db.create(story).await.expect("a new item");
    }
    for profile in &profiles {
        db.create(profile).await.expect("a new item");
    }
    for story in &stories {
        bench.holds(story).await;
        assert_eq!(db.get(story.primary_key()).await.expect("a get"), Some(story.clone().settled(story)));
    }
    for profile in &profiles {
        bench.holds(profile).await;
        db.delete(profile).await.expect("a delete");
    }
    let table = db.table_name::<Story>();
    assert_eq!(bench.raw.items(&table).await.len(), stories.len());
    assert_eq!(bench.raw.count(&table, "gsi1").await, stories.len());
}
