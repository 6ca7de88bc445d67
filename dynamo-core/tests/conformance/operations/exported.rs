use crate::bench::Bench;
use crate::fixtures::Sample;
use crate::life::templates;

/// A table that is made from the template is the model's.
pub(super) async fn cloud_formation<T: Sample>(bench: Bench) {
    let template = bench.db.table_definition::<T>().expect("a definition").cloud_formation();
    templates::from_cloud_formation(&bench, &template).await;
    is_the_models::<T>(&bench).await;
}

pub(super) async fn terraform<T: Sample>(bench: Bench) {
    let template = bench.db.table_definition::<T>().expect("a definition").terraform();
    templates::from_terraform(&bench, &template).await;
    is_the_models::<T>(&bench).await;
}

async fn is_the_models<T: Sample>(bench: &Bench) {
    let table = bench.db.table_name::<T>();
    assert_eq!(bench.raw.shape(&table).await, T::shape());
    let differences = bench.db.verify_table::<T>().await.expect("a comparison");
    assert!(differences.is_empty() && differences.remarks().is_empty(), "{differences}");
    for sample in T::samples() {
        bench.db.put(&sample).await.expect("a table that can be used");
    }
}
