//! Jobs that are stopped at every page, and go on.

use dynamo_core::output::{Checkpoint, Swept, Upgraded};
use dynamo_core::prelude::*;

use super::swept::{Session, sessions};
use super::{Counter, before, failing, given, new, old, stored};
use crate::bench::Bench;
use crate::case::Case;
use crate::stored::normal;
use crate::updates::Running;

variants! {
    Resumed {
        CutAtEveryPage,
        CutAtEveryPageInSegments,
        CutAgainAndAgain,
        CutInsideAPage,
        OfAnotherJob,
        AtTheEnd,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    Resumed::ALL.iter().map(|of| Case::new(format!("upgrade all, resumed: {of:?}"), run(*of)).long()).collect()
}

fn run(of: Resumed) -> impl FnOnce(Bench) -> Running + Send {
    move |bench| match of {
        Resumed::CutAtEveryPage => Box::pin(cut_at_every_page(bench, 1)),
        Resumed::CutAtEveryPageInSegments => Box::pin(cut_at_every_page(bench, 3)),
        Resumed::CutAgainAndAgain => Box::pin(cut_again_and_again(bench)),
        Resumed::CutInsideAPage => Box::pin(cut_inside_a_page(bench)),
        Resumed::OfAnotherJob => Box::pin(of_another_job(bench)),
        Resumed::AtTheEnd => Box::pin(at_the_end(bench)),
    }
}

const ITEMS: u32 = 14;

/// Through text, as it would be kept.
fn kept(checkpoint: &Checkpoint) -> Checkpoint {
    serde_json::from_str(&serde_json::to_string(checkpoint).expect("text")).expect("a checkpoint")
}

fn all_new() -> Vec<Item> {
    (0..ITEMS).map(new).map(normal).collect()
}

/// What was looked at before is not looked at again, and nothing is left out.
async fn cut_at_every_page(bench: Bench, segments: u32) {
    for pages in 0.. {
        let db = given_anew(&bench, pages == 0).await;
        let job = |db: &Db| db.upgrade_all::<Counter>().segments(segments).page_size(3);
        let error = match job(&failing(&bench, "Scan", pages)).await {
            Ok(done) => {
                assert_eq!(done.upgraded, u64::from(ITEMS));
                assert!(pages >= 5, "{pages} pages");
                return;
            }
            Err(error) => error,
        };
        let first = error.stopped_at::<Upgraded>().expect("how far it was");
        let counted = stored(&bench).await.iter().filter(|item| normal(new(super::id(item))) == **item).count();
        assert_eq!(first.totals.upgraded, counted as u64);
        let second = job(&db).resume(kept(&first.checkpoint)).await.expect("the rest");
        assert_eq!(first.totals.upgraded + second.upgraded, u64::from(ITEMS), "after {pages} pages");
        if segments == 1 {
            assert_eq!(first.totals.looked_at + second.looked_at, u64::from(ITEMS), "after {pages} pages");
            assert_eq!(second.current, 0, "after {pages} pages");
        }
        assert_eq!(stored(&bench).await, all_new(), "after {pages} pages");
    }
}

/// The table, new or as it was.
async fn given_anew(bench: &Bench, is_first: bool) -> Db {
    if is_first {
        return given(bench, (0..ITEMS).map(old)).await;
    }
    bench.raw.write_all(&bench.db.table_name::<Counter>(), (0..ITEMS).map(old)).await;
    bench.db.clone()
}

/// One page a run.
async fn cut_again_and_again(bench: Bench) {
    given(&bench, (0..ITEMS).map(old)).await;
    let (mut checkpoint, mut upgraded) = (None, 0);
    for runs in 1.. {
        let db = failing(&bench, "Scan", 1);
        let done = db.upgrade_all::<Counter>().page_size(3).resume(checkpoint.take()).await;
        let error = match done {
            Ok(done) => {
                assert_eq!((upgraded + done.upgraded, runs), (u64::from(ITEMS), 5));
                break;
            }
            Err(error) => error,
        };
        let progress = error.stopped_at::<Upgraded>().expect("how far it was");
        upgraded += progress.totals.upgraded;
        checkpoint = Some(kept(&progress.checkpoint));
    }
    assert_eq!(stored(&bench).await, all_new());
}

/// The page is looked at again, and what was upgraded of it is not upgraded twice.
async fn cut_inside_a_page(bench: Bench) {
    for writes in 0..ITEMS {
        let db = given_anew(&bench, writes == 0).await;
        let broken = failing(&bench, "UpdateItem", writes);
        let error = broken.upgrade_all::<Counter>().page_size(5).concurrency(1).await.expect_err("a write fails");
        assert!(error.is_access_denied() && error.key().is_some(), "{error:?}");
        let first = error.stopped_at::<Upgraded>().expect("how far it was");
        assert_eq!(first.totals.upgraded, u64::from(writes));
        let second = db.upgrade_all::<Counter>().page_size(5).resume(kept(&first.checkpoint)).await.expect("the rest");
        assert_eq!(second.upgraded, u64::from(ITEMS - writes));
        assert_eq!(second.current, u64::from(writes % 5));
        assert_eq!(stored(&bench).await, all_new());
    }
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "counters")]
struct Later {
    #[pk]
    part: u32,
    #[sk]
    id: u32,
    #[schema_version(4, upgrade(1 => Ok, 2 => Ok, 3 => Ok))]
    layout: u32,
}

/// Refused before anything is sent: another table, type, number of segments, or another job at all.
async fn of_another_job(bench: Bench) {
    let db = given(&bench, (0..ITEMS).map(old)).await;
    let stopped = failing(&bench, "Scan", 2);
    let job = |db: &Db| db.upgrade_all::<Counter>().segments(2).page_size(3);
    let error = job(&stopped).await.expect_err("it was stopped");
    let checkpoint = || error.stopped_at::<Upgraded>().expect("how far it was").checkpoint.clone();
    let nothing = before(&bench, "Scan", |_| async { panic!("a scan was sent") });
    let refused = [
        nothing.upgrade_all::<Counter>().segments(3).resume(checkpoint()).await,
        nothing.upgrade_all::<Counter>().resume(checkpoint()).await,
        job(&nothing).in_table("other").resume(checkpoint()).await,
        nothing.upgrade_all::<Later>().segments(2).resume(checkpoint()).await,
    ];
    for result in refused {
        let error = result.expect_err("another job");
        assert!(error.is_invalid_cursor() && error.to_string().contains("the checkpoint of another job"), "{error}");
    }
    let swept = nothing.sweep_expired::<Session>().segments(2).in_table(db.table_name::<Counter>());
    assert!(swept.resume(checkpoint()).await.expect_err("another job").is_invalid_cursor());
    // Other pages and another concurrency do not make it another job.
    job(&db).page_size(50).concurrency(1).resume(checkpoint()).await.expect("the rest");
    assert_eq!(stored(&bench).await, all_new());

    let gone = sessions(&bench, 6).await;
    let error = failing(&bench, "Scan", 1).sweep_expired::<Session>().page_size(2).await.expect_err("it was stopped");
    let first = error.stopped_at::<Swept>().expect("how far it was");
    assert!(error.stopped_at::<Upgraded>().is_none(), "it is a sweep");
    // What is looked for is another minute's, and the job is the same.
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    let second = bench.db.sweep_expired::<Session>().resume(kept(&first.checkpoint)).await.expect("the rest");
    assert_eq!(first.totals.deleted + second.deleted, gone);
}

/// Nothing is left to do.
async fn at_the_end(bench: Bench) {
    let db = given(&bench, (0..ITEMS).map(old)).await;
    let last = std::sync::Arc::new(std::sync::Mutex::new(None));
    let keep = std::sync::Arc::clone(&last);
    let job = || db.upgrade_all::<Counter>().page_size(3);
    job().on_progress(move |p| *keep.lock().unwrap() = Some(p.checkpoint)).await.expect("an upgrade");
    let checkpoint = last.lock().unwrap().take().expect("the last page");
    assert!(kept(&checkpoint).is_at_end());
    assert_eq!(job().resume(kept(&checkpoint)).await.expect("nothing"), Upgraded::default());
}
