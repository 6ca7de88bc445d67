//! Batches half of which an engine refuses for good, as a partition that is too hot does.

use std::time::Duration;

use dynamo_core::error::ErrorKind;
use dynamo_core::middleware::Backoff;
use dynamo_core::prelude::*;
use dynamo_core::testing::Faults;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::NumberKeys;

const HOT: u64 = 8;

variants! {
    Half {
        Puts,
        Deletes,
        Reads,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let case = |half: Half| Case::new(format!("batch: half of it is refused for good: {half:?}"), run(half));
    Half::ALL.iter().map(|half| case(*half)).collect()
}

fn run(half: Half) -> impl FnOnce(Bench) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send>> + Send {
    move |bench| match half {
        Half::Puts => Box::pin(puts(bench)),
        Half::Deletes => Box::pin(deletes(bench)),
        Half::Reads => Box::pin(reads(bench)),
    }
}

/// Eighty items, every other of which is in the hot partition.
fn items() -> Vec<NumberKeys> {
    let account = |at: i64| if at % 2 == 0 { 7 } else { HOT };
    (0..80).map(|at| NumberKeys { account: account(at), at, note: Some(format!("note {at}")) }).collect()
}

fn hot() -> Vec<NumberKeys> {
    items().into_iter().filter(|item| item.account == HOT).collect()
}

/// The engine of the case, which leaves every member of the hot partition whenever a batch has one.
fn refusing(bench: &Bench) -> (Db, Faults) {
    let faults = Faults::none();
    faults.leave(|member| member.contains(&format!(r#""account":{{"N":"{HOT}"}}"#)));
    let client = faults.client(bench.db.sdk().expect("a client")).expect("an HTTP client of its own");
    let backoff = Backoff { base: Duration::from_millis(1), attempts: 3, ..Backoff::default() };
    (Db::builder().table_prefix(&bench.prefix).backoff(backoff).from_client(client), faults)
}

async fn stored(bench: &Bench) -> usize {
    bench.raw.items(&bench.db.table_name::<NumberKeys>()).await.len()
}

async fn puts(bench: Bench) {
    bench.with::<NumberKeys>().await;
    let (db, faults) = refusing(&bench);
    let error = db.batch_write().put_all(&items()).await.expect_err("half of it is left");
    assert_eq!(error.kind(), &ErrorKind::Unprocessed { members: 40 });
    let left = error.unprocessed::<NumberKeys>().expect("items");
    assert_eq!((left.puts, left.deletes.len(), stored(&bench).await), (hot(), 0, 40));
    // Later the partition has cooled down, and what was left is all that there is to do.
    faults.leave(|_| false);
    db.batch_write().put_all(&hot()).await.expect("the rest");
    for item in items() {
        bench.holds(&item).await;
    }
}

async fn deletes(bench: Bench) {
    bench.with::<NumberKeys>().await.batch_write().put_all(&items()).await.expect("eighty items");
    let (db, _faults) = refusing(&bench);
    let all = items().iter().map(Table::primary_key).collect::<Vec<_>>();
    let error = db.batch_write().delete_all(all).await.expect_err("half of it is left");
    let left = error.unprocessed::<NumberKeys>().expect("keys");
    assert_eq!(left.deletes, hot().iter().map(Table::primary_key).collect::<Vec<_>>());
    assert_eq!((left.puts.len(), stored(&bench).await), (0, 40));
    for item in hot() {
        bench.holds(&item).await;
    }
}

async fn reads(bench: Bench) {
    bench.with::<NumberKeys>().await.batch_write().put_all(&items()).await.expect("eighty items");
    let (db, _faults) = refusing(&bench);
    let all = items().iter().map(Table::primary_key).collect::<Vec<_>>();
    let error = db.batch_get(all).await.expect_err("half of it is left");
    assert_eq!(error.kind(), &ErrorKind::Unprocessed { members: 40 });
    let left = error.unprocessed::<NumberKeys>().expect("keys").keys;
    assert_eq!(left.len(), 40);
    assert!(hot().iter().all(|item| left.contains(&item.primary_key())), "{left:?}");
    let read = error.take_read::<Vec<Option<NumberKeys>>>().expect("what was read");
    let expected = items().into_iter().map(|item| (item.account != HOT).then_some(item));
    assert_eq!(read, expected.collect::<Vec<_>>());
}
