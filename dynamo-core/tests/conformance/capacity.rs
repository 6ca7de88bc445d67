//! What calls cost, where the engine says it.

use dynamo_core::backend::Feature;
use dynamo_core::error::ErrorKind;
use dynamo_core::output::Capacity;
use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{GsiAll, KeyOnly, LsiAll, Sample};

variants! {
    Metered { Put, PutWritten, Create, Get, GetConsistent, GetRequired, GetPart, GetNothing, Delete, GlobalIndex, LocalIndex, LargeItem }
}

pub(crate) fn cases() -> Vec<Case> {
    let metered = Metered::ALL.iter().map(|metered| case(*metered));
    metered.chain([Case::new("capacity where there are no figures", no_figures)]).collect()
}

fn case(metered: Metered) -> Case {
    let case = Case::new(format!("capacity of {metered:?}"), move |bench| async move {
        let db = bench.with::<KeyOnly>().await;
        let item = KeyOnly { id: "a".into() };
        if metered != Metered::Create && metered != Metered::GetNothing {
            db.put(&item).await.expect("an item");
        }
        let get = || db.get(item.primary_key());
        let (capacity, units) = match metered {
            Metered::Put => (db.put(&item).metered().await.expect("a put").1, 1.0),
            Metered::PutWritten => {
                let (written, capacity) = db.put(&item).written().metered().await.expect("a put");
                assert_eq!(written, item);
                (capacity, 1.0)
            }
            Metered::Create => (db.create(&item).metered().await.expect("a create").1, 1.0),
            Metered::Get => {
                let (found, capacity) = get().metered().await.expect("a get");
                assert_eq!(found, Some(item.clone()));
                (capacity, 0.5)
            }
            Metered::GetConsistent => (get().consistent().metered().await.expect("a get").1, 1.0),
            Metered::GetRequired => {
                let (found, capacity) = get().required().metered().await.expect("a get");
                assert_eq!(found, item);
                (capacity, 0.5)
            }
            Metered::GetPart => (get().select(|f| f.id()).metered().await.expect("a get").1, 0.5),
            Metered::GetNothing => (get().metered().await.expect("a get").1, 0.5),
            Metered::Delete => (db.delete(&item).metered().await.expect("a delete").1, 1.0),
            Metered::GlobalIndex => return with_index::<GsiAll>(&bench).await,
            Metered::LocalIndex => return with_index::<LsiAll>(&bench).await,
            Metered::LargeItem => return large(&bench).await,
        };
        assert_eq!(capacity, Capacity { total: units, table: units, indexes: Vec::new() });
    });
    case.needs(&[Feature::CapacityFigures])
}

/// The index has its own part in it, under its name.
async fn with_index<T: Sample>(bench: &Bench) {
    let db = bench.with::<T>().await;
    let ((), capacity) = db.put(&T::samples()[0]).metered().await.expect("a put");
    let index = T::SCHEMA.indexes[0].name.to_owned();
    assert_eq!(capacity, Capacity { total: 2.0, table: 1.0, indexes: vec![(index, 1.0)] });
}

/// A unit for each kilobyte that is written, and for every four that are read.
async fn large(bench: &Bench) {
    let db = bench.with::<GsiAll>().await;
    let item = GsiAll { note: Some("n".repeat(5_000)), ..GsiAll::samples()[0].clone() };
    let ((), capacity) = db.put(&item).metered().await.expect("a put");
    assert_eq!((capacity.table, capacity.total), (5.0, 10.0));
    let (_, capacity) = db.get(item.primary_key()).consistent().metered().await.expect("a get");
    assert_eq!(capacity.total, 2.0);
}

/// An engine that has none refuses to be asked, before anything is sent.
async fn no_figures(bench: Bench) {
    let db = bench.with::<KeyOnly>().await;
    let item = KeyOnly { id: "a".into() };
    let put = db.put(&item).metered().await;
    let written = bench.raw.items(&db.table_name::<KeyOnly>()).await.len();
    match put {
        Ok(_) => assert!(bench.has(Feature::CapacityFigures) && written == 1),
        Err(error) => {
            assert!(!bench.has(Feature::CapacityFigures) && written == 0);
            let capabilities = bench.capabilities();
            let feature = Feature::CapacityFigures.name();
            assert_eq!(error.kind(), &ErrorKind::Unsupported { feature, backend: capabilities.backend });
        }
    }
}
