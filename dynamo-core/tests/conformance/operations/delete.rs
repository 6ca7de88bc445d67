use dynamo_core::error::ErrorKind;

use super::{blamed, read, refused};
use crate::bench::Bench;
use crate::fixtures::Sample;

/// The item goes, and no other one.
pub(super) async fn item<T: Sample>(bench: Bench) {
    let mut left = super::written::<T>(&bench).await;
    while let Some(item) = left.pop() {
        bench.db.delete(&item).await.expect("a delete");
        bench.holds_nothing_of(&item).await;
        assert_eq!(bench.raw.items(&bench.db.table_name::<T>()).await.len(), left.len());
    }
}

/// The same by key alone.
pub(super) async fn key<T: Sample>(bench: Bench) {
    let mut left = super::written::<T>(&bench).await;
    while let Some(item) = left.pop() {
        bench.db.delete(item.primary_key()).unversioned().await.expect("a delete");
        bench.holds_nothing_of(&item).await;
        assert_eq!(bench.raw.items(&bench.db.table_name::<T>()).await.len(), left.len());
    }
}

/// There is nothing wrong with deleting what is not there, unless something was expected of it.
pub(super) async fn missing<T: Sample>(bench: Bench) {
    let db = bench.with::<T>().await;
    let sample = &T::samples()[0];
    db.delete(sample.primary_key()).unversioned().await.expect("a delete of nothing");
    let conditional = db.delete(sample.primary_key()).unversioned().only_if(|f| sample.is(f));
    let error = conditional.await.expect_err("the condition does not hold");
    refused::<T>(&error, &ErrorKind::ConditionFailed, None);
    blamed(&bench, &error, "DeleteItem", sample);
}

/// It deletes when the condition holds only.
pub(super) async fn only_if<T: Sample>(bench: Bench) {
    let items = super::written::<T>(&bench).await;
    let (item, other) = (&items[0], &items[1]);
    let error = bench.db.delete(item).only_if(|f| other.is(f)).await.expect_err("the condition does not hold");
    refused(&error, &ErrorKind::ConditionFailed, Some(item));
    blamed(&bench, &error, "DeleteItem", item);
    assert_eq!(&read(&bench, item).await, item);
    bench.db.delete(item).only_if(|f| item.is(f)).await.expect("the condition holds");
    bench.holds_nothing_of(item).await;
    assert_eq!(&read(&bench, other).await, other);
}
