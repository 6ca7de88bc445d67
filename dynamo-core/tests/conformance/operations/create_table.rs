use dynamo_core::error::ErrorKind;

use crate::bench::Bench;
use crate::fixtures::Sample;

/// It can be used at once, and has exactly the keys, indexes and projections of the model.
pub(super) async fn create_table<T: Sample>(bench: Bench) {
    let db = &bench.db;
    let table = db.table_name::<T>();
    assert!(!bench.raw.has_table(&table).await);
    db.create_table::<T>().await.expect("a new table");
    for sample in T::samples() {
        db.put(&sample).await.expect("a table that can be used");
    }
    assert_eq!(bench.raw.shape(&table).await, T::shape());
    let error = db.create_table::<T>().await.expect_err("the table is there");
    assert_eq!(error.kind(), &ErrorKind::AlreadyExists);
    assert_eq!((error.table(), error.operation()), (Some(&*table), Some("CreateTable")));
    assert_eq!(bench.raw.items(&table).await.len(), T::samples().len(), "nothing was dropped");
}
