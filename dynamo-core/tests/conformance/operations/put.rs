use dynamo_core::error::ErrorKind;

use super::{blamed, read, refused};
use crate::bench::Bench;
use crate::fixtures::Sample;

/// It writes what the model says, and replaces the whole item.
pub(super) async fn put<T: Sample>(bench: Bench) {
    let db = bench.with::<T>().await;
    for sample in T::samples() {
        db.put(&sample).await.expect("a new item");
        bench.holds(&sample).await;
        let found = read(&bench, &sample).await;
        assert_eq!(found, sample.clone().settled(&found));
    }
    for sample in T::samples() {
        let changed = read(&bench, &sample).await.changed();
        db.put(&changed).await.expect("another item in its place");
        bench.holds(&changed).await;
        let found = read(&bench, &sample).await;
        assert_eq!(found, changed.settled(&found));
    }
    assert_eq!(bench.raw.items(&db.table_name::<T>()).await.len(), T::samples().len());
}

/// The item that is handed back is the item that is there.
pub(super) async fn written<T: Sample>(bench: Bench) {
    let db = bench.with::<T>().await;
    for sample in T::samples() {
        let written = db.put(&sample).written().await.expect("a new item");
        assert_eq!(written, read(&bench, &sample).await);
        assert_eq!(written, sample.clone().settled(&written));
        let again = db.put(&written).written().await.expect("the same item again");
        assert_eq!(again, read(&bench, &sample).await);
    }
}

/// It writes when the condition holds, and changes nothing when it does not.
pub(super) async fn only_if<T: Sample>(bench: Bench) {
    let items = super::written::<T>(&bench).await;
    let changed = items[0].clone().changed();
    let (item, other) = (items[0].clone(), items[1].clone());
    let error = bench.db.put(&changed).only_if(|f| other.is(f)).await.expect_err("the condition does not hold");
    refused(&error, &ErrorKind::ConditionFailed, Some(&item));
    blamed(&bench, &error, "PutItem", &item);
    assert_eq!(read(&bench, &item).await, item);
    bench.db.put(&changed).only_if(|f| item.is(f)).await.expect("the condition holds");
    bench.holds(&changed).await;
    assert_eq!(read(&bench, &other).await, other);
}
