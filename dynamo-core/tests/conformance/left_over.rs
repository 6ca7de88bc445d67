//! Batches half of which an engine refuses for good, as a partition that is too hot does.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use dynamo_core::backend::BoxFuture;
use dynamo_core::error::ErrorKind;
use dynamo_core::middleware::{Backoff, Layer, Next};
use dynamo_core::prelude::*;
use dynamo_core::request::Request;
use dynamo_core::response::{Reply, Rows};
use dynamo_core::value::{AttributeValue, Item};

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

/// Leaves every member of the hot partition, for as long as it is hot.
#[derive(Clone, Default)]
struct Hot(Arc<AtomicBool>);

impl Layer for Hot {
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        let is_hot = |(_, item): &(String, Item)| {
            self.0.load(Ordering::Relaxed) && item["account"] == AttributeValue::N(HOT.to_string())
        };
        Box::pin(async move {
            let (left, request) = match request {
                Request::BatchGet(batch) => {
                    let (left, cold): (Vec<_>, Vec<_>) = batch.members().into_iter().partition(is_hot);
                    (left, Request::BatchGet(Arc::new(batch.only(&cold))))
                }
                Request::BatchWrite(batch) => {
                    let (left, cold): (Vec<_>, Vec<_>) = batch.members().into_iter().partition(is_hot);
                    (left, Request::BatchWrite(Arc::new(batch.only(&cold))))
                }
                other => (Vec::new(), other),
            };
            // Engines refuse batches of nothing.
            let is_empty = match &request {
                Request::BatchGet(batch) => batch.is_empty(),
                Request::BatchWrite(batch) => batch.writes.is_empty(),
                _ => false,
            };
            let mut reply = if is_empty { Reply::default() } else { next.call(request, rows).await? };
            reply.unprocessed.extend(left);
            Ok(reply)
        })
    }
}

/// The engine of the case, which leaves every member of the hot partition whenever a batch has one.
fn refusing(bench: &Bench) -> (Db, Hot) {
    let hot = Hot(Arc::new(AtomicBool::new(true)));
    let backoff = Backoff { base: Duration::from_millis(1), attempts: 3, ..Backoff::default() };
    let builder = Db::builder().table_prefix(&bench.prefix).backoff(backoff).layer(hot.clone());
    (builder.from_db(&bench.db), hot)
}

async fn stored(bench: &Bench) -> usize {
    bench.raw.items(&bench.db.table_name::<NumberKeys>()).await.len()
}

async fn puts(bench: Bench) {
    bench.with::<NumberKeys>().await;
    let (db, partition) = refusing(&bench);
    let error = db.batch_write().put_all(&items()).await.expect_err("half of it is left");
    assert_eq!(error.kind(), &ErrorKind::Unprocessed { members: 40 });
    let left = error.unprocessed::<NumberKeys>().expect("items");
    assert_eq!((left.puts, left.deletes.len(), stored(&bench).await), (hot(), 0, 40));
    // Later the partition has cooled down, and what was left is all that there is to do.
    partition.0.store(false, Ordering::Relaxed);
    db.batch_write().put_all(&hot()).await.expect("the rest");
    for item in items() {
        bench.holds(&item).await;
    }
}

async fn deletes(bench: Bench) {
    bench.with::<NumberKeys>().await.batch_write().put_all(&items()).await.expect("eighty items");
    let (db, _partition) = refusing(&bench);
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
    let (db, _partition) = refusing(&bench);
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
