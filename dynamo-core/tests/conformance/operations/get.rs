use dynamo_core::error::ErrorKind;

use super::{blamed, refused};
use crate::bench::Bench;
use crate::fixtures::Sample;

/// Each item comes back by its own key, consistently or not.
pub(super) async fn get<T: Sample>(bench: Bench) {
    for item in super::written::<T>(&bench).await {
        let get = || bench.db.get(item.primary_key());
        assert_eq!(get().await.expect("a get").as_ref(), Some(&item));
        assert_eq!(get().consistent().await.expect("a get").as_ref(), Some(&item));
        assert_eq!(get().required().await.expect("a get"), item);
        assert_eq!(get().consistent().required().await.expect("a get"), item);
    }
}

/// What is not there is `None`, or `NotFound` where it is required.
pub(super) async fn missing<T: Sample>(bench: Bench) {
    let samples = T::samples();
    let db = bench.with::<T>().await;
    db.put(&samples[1]).await.expect("another item");
    assert_eq!(db.get(samples[0].primary_key()).await.expect("an answer"), None);
    assert_eq!(db.get(samples[0].primary_key()).consistent().await.expect("an answer"), None);
    let error = db.get(samples[0].primary_key()).required().await.expect_err("it is not there");
    refused::<T>(&error, &ErrorKind::NotFound, None);
    blamed(&bench, &error, "GetItem", &samples[0]);
}

/// Parts of an item are those of the item.
pub(super) async fn select<T: Sample>(bench: Bench) {
    for item in super::written::<T>(&bench).await {
        T::select(bench.db.clone(), item).await;
    }
}
