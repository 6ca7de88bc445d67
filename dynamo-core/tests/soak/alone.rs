//! Each fault by itself, on PostgreSQL: what a call comes to, and what is there afterwards.

use std::iter::repeat_n;

use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;

use crate::database::Database;
use crate::postgres::behind;
use crate::proxy::{Fate, Kind, Plan};
use crate::run::Faulty;
use crate::tables::{Counter, Entry};

/// Longer than there is patience.
const FOREVER: usize = 100;

/// A handle for the calls of one case: one connection, whose next request of this kind has this fate. Then the server is not reached so many times.
async fn meets(database: &Database, kind: Kind, fate: Fate, dark: usize) -> Db {
    let script = [(kind, fate)].into_iter().chain(repeat_n((Kind::Start, Fate::Dark), dark));
    let (proxy, pool) = behind(database, 1, 0, Plan::Script(script.collect())).await;
    proxy.begin();
    Db::builder().no_breaker().postgres(pool)
}

/// Runs it where there is a server.
fn with_database<F: Future<Output = Database>>(run: impl FnOnce(Database) -> F) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let Some(database) = Database::new().await else { return };
        run(database).await.drop().await;
    });
}

const CUTS: [Fate; 4] = [Fate::Unsent, Fate::Hurried, Fate::Unanswered, Fate::CutShort];

async fn count(db: &Db) -> Result<()> {
    db.update(Counter::key(1)).set(|counter| counter.count().increment(1)).await
}

async fn counted(database: &Database) -> u64 {
    Db::postgres(database.pool(1)).get(Counter::key(1)).required().await.unwrap().count
}

#[test]
fn what_becomes_of_a_commit_is_found_out() {
    with_database(async |database| {
        let db = Db::postgres(database.pool(1));
        db.create_table::<Counter>().await.unwrap();
        db.put(&Counter { id: 1, count: 0 }).await.unwrap();
        for (number, fate) in (1..).zip(CUTS) {
            count(&meets(&database, Kind::Commit, fate, 2).await).await.unwrap();
            assert_eq!(counted(&database).await, number, "{fate:?}");
        }
        let created = Counter { id: 2, count: 0 };
        meets(&database, Kind::Commit, Fate::Unanswered, 0).await.create(&created).await.unwrap();
        database
    });
}

#[test]
fn only_what_nobody_tells_is_unknown() {
    with_database(async |database| {
        let db = Db::postgres(database.pool(1));
        db.create_table::<Counter>().await.unwrap();
        db.create_table::<Entry>().await.unwrap();
        db.put(&Counter { id: 1, count: 0 }).await.unwrap();
        for (fate, expected) in [(Fate::Unsent, 0), (Fate::Unanswered, 1)] {
            let error = count(&meets(&database, Kind::Commit, fate, FOREVER).await).await.unwrap_err();
            assert!(error.is_outcome_unknown(), "{fate:?}: {error:?}");
            assert_eq!(counted(&database).await, expected, "{fate:?}");
        }
        // A transaction whose end was not sent has changed nothing.
        let error = count(&meets(&database, Kind::Other, Fate::Unanswered, FOREVER).await).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Unavailable), "{error:?}");
        assert_eq!(counted(&database).await, 1);
        // What is one statement may have been done before the server was out of reach.
        let entry = Entry { owner: 1, slot: 1, text: "there".to_owned(), count: 1 };
        let error = meets(&database, Kind::Batch, Fate::Unanswered, FOREVER).await.put(&entry).await.unwrap_err();
        assert!(error.is_outcome_unknown(), "{error:?}");
        assert_eq!(db.get(Entry::key(1, 1)).await.unwrap(), Some(entry));
        database
    });
}

#[test]
fn reads_and_tables_are_asked_for_again() {
    with_database(async |database| {
        for fate in CUTS {
            let db = meets(&database, Kind::Commit, fate, 2).await;
            db.create_table::<Entry>().await.unwrap();
            assert!(db.create_table::<Entry>().await.unwrap_err().is_already_exists(), "{fate:?}");
            let reader = meets(&database, Kind::Other, fate, 2).await;
            assert_eq!(reader.get(Entry::key(1, 1)).await.unwrap(), None, "{fate:?}");
            db.delete_table::<Entry>("entries").await.unwrap();
        }
        database
    });
}
