//! What not every engine can hold is held, or refused before anything is sent.

use dynamo_core::backend::Feature;
use dynamo_core::error::{Error, ErrorKind};
use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "wide")]
#[gsi(by_place, pk = place, sk = name)]
struct Wide {
    #[pk]
    id: String,
    #[sk]
    name: String,
    place: Option<String>,
    notes: Vec<String>,
}

variants! {
    Limit {
        NulInKey,
        NulInValue,
        NulInBatch,
        NulInTransaction,
        LongKeys,
        LongKeysInBatch,
        LongIndexKeys,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let case = |of: Limit| Case::new(format!("a limit: {of:?}"), move |bench| run(bench, of));
    Limit::ALL.iter().map(|of| case(*of)).chain([Case::new("keys of 2,600 bytes", as_long_as_they_may_be)]).collect()
}

fn wide() -> Wide {
    Wide { id: "a".into(), name: "n".into(), place: None, notes: vec![] }
}

impl Limit {
    fn feature(self) -> Feature {
        match self {
            Self::NulInKey | Self::NulInValue | Self::NulInBatch | Self::NulInTransaction => Feature::NulInText,
            Self::LongKeys | Self::LongKeysInBatch | Self::LongIndexKeys => Feature::LongKeys,
        }
    }

    fn item(self) -> Wide {
        let (long, name) = ("i".repeat(2_048), "n".repeat(553));
        match self {
            Self::NulInKey => Wide { name: "n\0".into(), ..wide() },
            Self::NulInValue | Self::NulInBatch | Self::NulInTransaction => {
                Wide { notes: vec!["a".into(), "\0".into()], ..wide() }
            }
            Self::LongKeys | Self::LongKeysInBatch => Wide { id: long, name, ..wide() },
            Self::LongIndexKeys => Wide { place: Some(long), name, ..wide() },
        }
    }

    async fn write(self, db: &Db, item: &Wide) -> Result<()> {
        match self {
            Self::NulInBatch | Self::LongKeysInBatch => {
                let other = Wide { id: "other".into(), ..wide() };
                db.batch_write().put(&other).put(item).delete(Wide::key("x", "y")).await
            }
            Self::NulInTransaction => db.transact_write().put(item).delete(Wide::key("x", "y")).await,
            _ => db.put(item).await,
        }
    }
}

async fn run(bench: Bench, of: Limit) {
    let db = bench.with::<Wide>().await;
    let item = of.item();
    let written = of.write(db, &item).await;
    let read = db.get(item.primary_key()).await;
    if bench.has(of.feature()) {
        written.expect("it is held");
        assert_eq!(read.expect("it is read"), Some(item.clone()));
        let found = db.query(Wide::partition(&item.id).sk(|s| s.ge(&item.name))).all().await.expect("a query");
        return assert_eq!(found, [item]);
    }
    let refused = |error: Error| {
        let (feature, backend) = (of.feature().name(), bench.capabilities().backend);
        assert_eq!(error.kind(), &ErrorKind::Unsupported { feature, backend });
    };
    refused(written.expect_err("it cannot be held"));
    match of {
        Limit::NulInKey | Limit::LongKeys | Limit::LongKeysInBatch => refused(read.expect_err("no such key")),
        _ => assert_eq!(read.expect("a get"), None),
    }
    assert!(bench.raw.items(&db.table_name::<Wide>()).await.is_empty(), "nothing of it was written");
}

async fn as_long_as_they_may_be(bench: Bench) {
    let db = bench.with::<Wide>().await;
    // Nothing in it that could be squeezed.
    let noise = |seed: u64, length: usize| {
        let mut random = seed;
        let next = |_| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from(b'!' + (random >> 33) as u8 % 90)
        };
        (0..length).map(next).collect::<String>()
    };
    let (id, name, place) = (noise(1, 2_048), noise(2, 552), noise(3, 2_048));
    let item = Wide { id: id.clone(), name, place: Some(place.clone()), notes: vec![] };
    db.put(&item).await.expect("a put");
    assert_eq!(db.get(item.primary_key()).await.expect("a get").as_ref(), Some(&item));
    let rows = db.query(Wide::by_place().partition(&place)).all().await.expect("a query of an index");
    assert_eq!((rows.as_slice(), db.scan::<Wide>().count().await.expect("a count")), (&[item][..], 1));
}
