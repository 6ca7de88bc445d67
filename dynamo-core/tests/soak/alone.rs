//! Each fault by itself, on PostgreSQL: what a call comes to, and what is there afterwards.

use std::iter::repeat_n;

use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;

use crate::database::Database;
use crate::postgres::behind;
use crate::proxy::{Fate, Kind, Plan, Proxy};
use crate::run::Faulty;
use crate::tables::{Counter, Entry};

/// Longer than there is patience.
const FOREVER: usize = 100;

/// The calls of one case, over one connection.
struct Case {
    db: Db,
    proxy: Proxy,
    fate: Fate,
}

impl Case {
    /// The next request of this kind has this fate. Then the server is not reached so many times.
    async fn new(database: &Database, kind: Kind, fate: Fate, dark: usize) -> Self {
        let script = [(kind, fate)].into_iter().chain(repeat_n((Kind::Start, Fate::Dark), dark));
        let (proxy, pool) = behind(database, 1, 0, Plan::Script(script.collect())).await;
        proxy.begin();
        Self { db: Db::builder().no_breaker().postgres(pool), proxy, fate }
    }

    /// What a call has come to, which met the fault.
    fn met<T>(&self, answer: T) -> T {
        assert_eq!(self.proxy.end().hits(self.fate).all(), 1, "{:?} was not met", self.fate);
        self.proxy.begin();
        answer
    }

    async fn count(&self) -> Result<()> {
        self.met(self.db.update(Counter::key(1)).set(|counter| counter.count().increment(1)).await)
    }
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
            Case::new(&database, Kind::Commit, fate, 2).await.count().await.unwrap();
            assert_eq!(counted(&database).await, number, "{fate:?}");
        }
        let created = Counter { id: 2, count: 0 };
        let case = Case::new(&database, Kind::Commit, Fate::Unanswered, 0).await;
        case.met(case.db.create(&created).await).unwrap();
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
            let error = Case::new(&database, Kind::Commit, fate, FOREVER).await.count().await.unwrap_err();
            assert!(error.is_outcome_unknown(), "{fate:?}: {error:?}");
            assert_eq!(counted(&database).await, expected, "{fate:?}");
        }
        // A transaction whose end was not sent has changed nothing.
        let error = Case::new(&database, Kind::Other, Fate::Unanswered, FOREVER).await.count().await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Unavailable), "{error:?}");
        assert_eq!(counted(&database).await, 1);
        // A plain put is watched like any other write.
        let entry = Entry { owner: 1, slot: 1, text: "there".to_owned(), count: 1 };
        let case = Case::new(&database, Kind::Commit, Fate::Unanswered, FOREVER).await;
        let error = case.met(case.db.put(&entry).await).unwrap_err();
        assert!(error.is_outcome_unknown(), "{error:?}");
        assert_eq!(db.get(Entry::key(1, 1)).await.unwrap(), Some(entry));
        database
    });
}

#[test]
fn reads_and_tables_are_asked_for_again() {
    with_database(async |database| {
        for fate in CUTS {
            let case = Case::new(&database, Kind::Commit, fate, 2).await;
            case.met(case.db.create_table::<Entry>().await).unwrap();
            assert!(case.db.create_table::<Entry>().await.unwrap_err().is_already_exists(), "{fate:?}");
            let reader = Case::new(&database, Kind::Other, fate, 2).await;
            assert_eq!(reader.met(reader.db.get(Entry::key(1, 1)).await).unwrap(), None, "{fate:?}");
            case.db.delete_table::<Entry>("entries").await.unwrap();
        }
        database
    });
}
