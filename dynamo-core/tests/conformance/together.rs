//! Updates by many at once, and again until nobody was faster.

use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{Order, Sample, Story};
use crate::updates::{Running, created};

variants! {
    Together {
        UpdateWith,
        UpdateWithoutVersion,
        AppearedMeanwhile,
        UpdateWithRefused,
        Increments,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    Together::ALL.iter().map(|of| Case::new(format!("together: {of:?}"), together(*of)).alone()).collect()
}

fn together(of: Together) -> impl FnOnce(Bench) -> Running + Send {
    move |bench| match of {
        Together::UpdateWith => Box::pin(update_with(bench)),
        Together::UpdateWithoutVersion => Box::pin(update_without_version(bench)),
        Together::AppearedMeanwhile => Box::pin(appeared_meanwhile(bench)),
        Together::UpdateWithRefused => Box::pin(update_with_refused(bench)),
        Together::Increments => Box::pin(increments(bench)),
    }
}

/// Nobody's change is lost, and somebody had to try again.
async fn update_with(bench: Bench) {
    let before = created(&bench).await;
    let tries = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let tasks: Vec<_> = (0..100)
        .map(|_| {
            let (db, tries) = (bench.db.clone(), std::sync::Arc::clone(&tries));
            tokio::spawn(async move {
                let change = move |order: &mut Order| {
                    tries.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    // Others read meanwhile, on the runtime's other threads.
                    std::thread::sleep(std::time::Duration::from_millis(2));
                    order.total += 1;
                };
                db.update_with(Order::key("u1", "o1"), change).tries(1000).await
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic").expect("an update");
    }
    let after = bench.db.get(before.primary_key()).consistent().required().await.expect("it is there");
    assert_eq!((after.total, after.rev), (before.total + 100, before.rev + 100));
    assert!(tries.load(std::sync::atomic::Ordering::Relaxed) > 100, "nobody was in anybody's way");
}

/// Without a version the condition is on all that was read.
async fn update_without_version(bench: Bench) {
    let db = bench.with::<Story>().await.clone();
    let story = Story::samples().remove(0);
    db.put(&story).await.expect("a story");
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let (db, key) = (db.clone(), story.primary_key());
            tokio::spawn(
                async move { db.update_with(key, |story: &mut Story| story.title.push('x')).tries(1000).await },
            )
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic").expect("an update");
    }
    let after = db.get(story.primary_key()).consistent().required().await.expect("it is there");
    assert_eq!(after.title.len(), story.title.len() + 20);
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "sparse")]
struct Sparse {
    #[pk]
    id: String,
    text: Option<String>,
    tags: std::collections::HashSet<String>,
}

/// What was absent when it was read is part of what was read.
async fn appeared_meanwhile(bench: Bench) {
    let db = bench.with::<Sparse>().await.clone();
    let tags = ["a", "b", "c"].map(str::to_owned).into();
    db.put(&Sparse { id: "a".into(), text: None, tags }).await.expect("an item");
    let (other, mut first) = (db.clone(), true);
    let change = move |item: &mut Sparse| {
        if std::mem::take(&mut first) {
            let theirs = other.update(Sparse::key("a")).set(|f| f.text().set("theirs"));
            let theirs = std::future::IntoFuture::into_future(theirs);
            tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(theirs)).expect("theirs");
        }
        item.text.get_or_insert_with(|| "mine".into());
    };
    let after = db.update_with(Sparse::key("a"), change).await.expect("an update");
    assert_eq!(after.text.as_deref(), Some("theirs"));
    // A set is the same in whatever order it comes.
    let before = db.get(Sparse::key("a")).required().await.expect("it is there");
    let again = before.clone();
    assert!(db.update(Sparse::key("a")).diff(&before, &again).await.expect_err("nothing differs").is_invalid_request());
    let wrong = db.upsert(Sparse::key("b")).or_insert(&before).await.expect_err("another key");
    assert!(wrong.is_invalid_request(), "{wrong:?}");
}

async fn update_with_refused(bench: Bench) {
    let before = created(&bench).await;
    let db = &bench.db;
    let refuse = |_: &mut Order| -> Result<()> { Err(Error::invalid_request("no")) };
    assert!(db.update_with(Order::key("u1", "o1"), refuse).await.expect_err("refused").is_invalid_request());
    assert!(db.update_with(Order::key("u1", "o9"), |_| ()).await.expect_err("no item").is_not_found());
    assert!(db.update_with(Order::key("u1", "o1"), |_| ()).tries(0).await.expect_err("no try").is_invalid_request());
    // What changes nothing is not written.
    let same = db.update_with(Order::key("u1", "o1"), |_| ()).await.expect("nothing to do");
    assert_eq!((same.rev, same), (1, before));
}

async fn increments(bench: Bench) {
    created(&bench).await;
    let tasks: Vec<_> = (0..100)
        .map(|_| {
            let db = bench.db.clone();
            tokio::spawn(async move {
                db.update(Order::key("u1", "o1")).unversioned().set(|o| o.total().increment(1)).await
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic").expect("an update");
    }
    let after = bench.db.get(Order::key("u1", "o1")).consistent().required().await.expect("it is there");
    assert_eq!((after.total, after.rev), (170, 101));
}
