use crate::bench::Bench;
use crate::fixtures::Sample;

/// The table is there as the model says, and is left alone from then on.
pub(super) async fn ensure_table<T: Sample>(bench: Bench) {
    let db = &bench.db;
    let table = db.table_name::<T>();
    let missing = db.verify_table::<T>().await.expect_err("there is none");
    assert_eq!((missing.is_missing_table(), missing.table()), (true, Some(&*table)), "{missing:?}");
    let done = db.ensure_table::<T>().await.expect("a table");
    let expires = T::shape().iter().any(|line| line.starts_with("expires"));
    assert_eq!((done.created, done.ttl, done.stream, done.indexes.len()), (true, expires, false, 0));
    assert_eq!(bench.raw.shape(&table).await, T::shape());
    for sample in T::samples() {
        db.put(&sample).await.expect("a table that can be used");
    }
    let again = db.ensure_table::<T>().await.expect("a table");
    assert!(again.is_unchanged(), "{again}");
    assert_eq!(bench.raw.shape(&table).await, T::shape());
    assert_eq!(bench.raw.items(&table).await.len(), T::samples().len(), "nothing was dropped");
    let differences = db.verify_table::<T>().await.expect("a comparison");
    assert_eq!(differences.to_string(), format!("table `{table}` is as the model says"));
    assert!(differences.is_empty() && differences.differences().is_empty() && differences.remarks().is_empty());
}
