//! Tables and indexes that others have made, changed or taken away.

use dynamo_core::prelude::*;

use crate::{sql, with_database};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "shops")]
#[gsi(by_town, pk = town)]
struct Shop {
    #[pk]
    id: String,
    town: String,
}

/// The same table, before it had an index.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "shops")]
struct Bare {
    #[pk]
    id: String,
    town: String,
}

/// The same name, and another key.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "shops")]
struct Other {
    #[pk]
    id: u32,
    #[sk]
    at: u32,
}

fn shop() -> Shop {
    Shop { id: "a".into(), town: "Bern".into() }
}

#[tokio::test]
async fn a_table_of_somebody_else_is_none_of_ours() {
    with_database(|pool, db| async move {
        for comment in ["", "COMMENT ON TABLE shops IS 'our shops'", "COMMENT ON TABLE shops IS '{}'"] {
            sql(&pool, "DROP TABLE IF EXISTS shops", &[]).await;
            sql(&pool, "CREATE TABLE shops (pk TEXT, data JSONB)", &[]).await;
            pool.get().await.unwrap().batch_execute(comment).await.unwrap();
            assert!(db.get(Shop::key("a")).await.unwrap_err().is_missing_table());
            assert!(db.put(&shop()).await.unwrap_err().is_missing_table());
            for error in [db.create_table::<Shop>().await.unwrap_err(), db.ensure_table::<Shop>().await.unwrap_err()] {
                assert!(error.is_invalid_request() && error.to_string().contains("\"shops\""), "{error}");
            }
            assert!(db.delete_table::<Shop>("shops").await.unwrap_err().is_missing_table());
        }
        assert_eq!(sql(&pool, "SELECT count(*) FROM shops", &[]).await[0].get::<_, i64>(0), 0, "it is still there");
    })
    .await;
}

#[tokio::test]
async fn a_missing_index_is_told() {
    with_database(|pool, db| async move {
        db.create_table::<Shop>().await.unwrap();
        sql(&pool, "DROP INDEX \"shops/by_town\"", &[]).await;
        let differences = db.verify_table::<Shop>().await.unwrap();
        assert!(differences.to_string().contains("by_town"), "{differences}");
        let other = Db::postgres(pool);
        let error = other.query(Shop::by_town().partition("Bern")).all().await.unwrap_err();
        assert!(error.is_missing_index(), "{error}");
        // It is put back, and finds what was written meanwhile.
        db.put(&shop()).await.unwrap();
        assert_eq!(db.ensure_table::<Shop>().await.unwrap().indexes, ["by_town"]);
        assert_eq!(other.query(Shop::by_town().partition("Bern")).all().await.unwrap(), [shop()]);
    })
    .await;
}

#[tokio::test]
async fn an_index_of_another_program_is_noticed() {
    with_database(|pool, old| async move {
        old.create_table::<Bare>().await.unwrap();
        old.put(&Bare { id: "a".into(), town: "Bern".into() }).await.unwrap();
        Db::postgres(pool).ensure_table::<Shop>().await.unwrap();
        assert_eq!(old.query(Shop::by_town().partition("Bern")).all().await.unwrap(), [shop()]);
    })
    .await;
}

/// What was known of a table is forgotten with the first call that fails for it.
#[tokio::test]
async fn a_table_that_another_program_has_replaced_is_looked_at_again() {
    with_database(|pool, db| async move {
        db.create_table::<Shop>().await.unwrap();
        db.put(&shop()).await.unwrap();
        let other = Db::postgres(pool);
        other.delete_table::<Shop>("shops").await.unwrap();
        assert!(db.get(Shop::key("a")).await.unwrap_err().is_missing_table());
        other.create_table::<Other>().await.unwrap();
        db.put(&Other { id: 1, at: 2 }).await.unwrap();
        other.delete_table::<Other>("shops").await.unwrap();
        other.create_table::<Shop>().await.unwrap();
        // One call may still go by what was.
        drop(db.put(&shop()).await);
        db.put(&shop()).await.unwrap();
        assert_eq!(db.get(Shop::key("a")).await.unwrap(), Some(shop()));
    })
    .await;
}
