use crate::bench::Bench;
use crate::fixtures::Sample;

/// Every call goes to the table that is named, and leaves the type's own alone.
pub(super) async fn in_table<T: Sample>(bench: Bench) {
    let own = super::written::<T>(&bench).await;
    let (db, other) = (&bench.db, format!("{}other", bench.prefix));
    db.create_table::<T>().in_table(&other).await.expect("another table");
    assert_eq!(bench.raw.shape(&other).await, T::shape());
    let before = bench.raw.items(&db.table_name::<T>()).await;
    assert_eq!(db.get(own[0].primary_key()).in_table(&other).await.expect("an answer"), None);
    for sample in T::samples() {
        db.create(&sample).in_table(&other).await.expect("a new item");
        let found = db.get(sample.primary_key()).in_table(&other).required().await.expect("an item");
        assert_eq!(found, sample.settled(&found));
        let changed = db.put(&found.changed()).in_table(&other).written().await.expect("another item");
        let taken = db.create(&changed).in_table(&other).await.expect_err("the key is taken");
        assert_eq!((taken.is_already_exists(), taken.table()), (true, Some(&*other)));
        db.delete(&changed).in_table(&other).await.expect("a delete");
        let gone = db.get(changed.primary_key()).in_table(&other).required().await.expect_err("it is gone");
        assert_eq!((gone.is_not_found(), gone.table()), (true, Some(&*other)));
    }
    assert!(bench.raw.items(&other).await.is_empty());
    assert_eq!(bench.raw.items(&db.table_name::<T>()).await, before);
}
