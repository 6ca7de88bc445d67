use crate::bench::Bench;
use crate::fixtures::Sample;

/// It is gone when it is named, and only then.
pub(super) async fn delete_table<T: Sample>(bench: Bench) {
    let items = super::written::<T>(&bench).await;
    let (db, table) = (&bench.db, bench.db.table_name::<T>());
    let declared = table.strip_prefix(&bench.prefix).expect("a prefix").to_owned();
    for wrong in [declared, table.to_uppercase(), String::new()] {
        let refused = db.delete_table::<T>(&wrong).await.expect_err("another name");
        assert!(refused.is_invalid_request(), "{refused:?}");
        assert_eq!((refused.table(), refused.operation()), (Some(&*table), Some("DeleteTable")));
        let text = refused.to_string();
        assert!(text.contains(&format!("`{wrong}`")) && text.contains(&format!("`{table}`")), "{text}");
    }
    assert_eq!(bench.raw.items(&table).await.len(), items.len());
    db.delete_table::<T>(&table).await.expect("a deleted table");
    assert!(!bench.raw.has_table(&table).await);
    let missing = db.delete_table::<T>(&table).await.expect_err("it is gone");
    assert!(missing.is_missing_table(), "{missing:?}");
    assert_eq!((missing.table(), missing.operation()), (Some(&*table), Some("DeleteTable")));
    db.create_table::<T>().await.expect("a table of the same name");
    assert!(bench.raw.items(&table).await.is_empty());
}
