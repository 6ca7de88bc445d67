use dynamo_core::error::ErrorKind;

use super::{blamed, read, refused};
use crate::bench::Bench;
use crate::fixtures::Sample;

/// It writes what the model says.
pub(super) async fn create<T: Sample>(bench: Bench) {
    let db = bench.with::<T>().await;
    for sample in T::samples() {
        db.create(&sample).await.expect("a new item");
        bench.holds(&sample).await;
        let found = read(&bench, &sample).await;
        assert_eq!(found, sample.settled(&found));
    }
    assert_eq!(bench.raw.items(&db.table_name::<T>()).await.len(), T::samples().len());
}

/// The item that is handed back is the item that is there.
pub(super) async fn written<T: Sample>(bench: Bench) {
    let db = bench.with::<T>().await;
    for sample in T::samples() {
        let written = db.create(&sample).written().await.expect("a new item");
        assert_eq!(written, read(&bench, &sample).await);
        assert_eq!(written, sample.settled(&written));
    }
}

/// A key that is taken is refused, with the item that has it.
pub(super) async fn taken<T: Sample>(bench: Bench) {
    for item in super::written::<T>(&bench).await {
        let error = bench.db.create(&item.clone().changed()).await.expect_err("the key is taken");
        refused(&error, &ErrorKind::AlreadyExists, Some(&item));
        blamed(&bench, &error, "PutItem", &item);
        let same = bench.db.create(&item).only_if(|f| item.is(f)).await.expect_err("the key is taken");
        refused(&same, &ErrorKind::AlreadyExists, Some(&item));
        assert_eq!(read(&bench, &item).await, item);
    }
}
