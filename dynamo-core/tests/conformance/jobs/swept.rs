//! `sweep_expired`: what has expired goes, and nothing else.

use std::time::SystemTime;

use dynamo_core::backend::Feature;
use dynamo_core::output::Swept;
use dynamo_core::prelude::*;

use super::before;
use crate::bench::Bench;
use crate::case::Case;
use crate::stored::{item, n, normal, s};
use crate::updates::Running;

variants! {
    Sweep {
        Whole,
        InSegments,
        OtherKinds,
        Renewed,
        NoLongerExpiring,
        Gone,
        Versioned,
        Empty,
        MissingTable,
        CutAtEveryPage,
        Metered,
        Invalid,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let case = |of: &Sweep| {
        let case = Case::new(format!("sweep expired: {of:?}"), run(*of));
        if *of == Sweep::Metered { case.needs(&[Feature::CapacityFigures]) } else { case }
    };
    Sweep::ALL.iter().map(case).collect()
}

fn run(of: Sweep) -> impl FnOnce(Bench) -> Running + Send {
    move |bench| match of {
        Sweep::Whole => Box::pin(swept(bench, 1)),
        Sweep::InSegments => Box::pin(swept(bench, 4)),
        Sweep::OtherKinds => Box::pin(other_kinds(bench)),
        Sweep::Renewed => Box::pin(renewed(bench)),
        Sweep::NoLongerExpiring => Box::pin(no_longer_expiring(bench)),
        Sweep::Gone => Box::pin(gone(bench)),
        Sweep::Versioned => Box::pin(versioned(bench)),
        Sweep::Empty => Box::pin(empty(bench)),
        Sweep::MissingTable => Box::pin(missing_table(bench)),
        Sweep::CutAtEveryPage => Box::pin(cut_at_every_page(bench)),
        Sweep::Metered => Box::pin(metered(bench)),
        Sweep::Invalid => Box::pin(invalid(bench)),
    }
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "auth")]
#[pk("USER#{user}")]
#[sk("SESSION#{id}")]
pub(crate) struct Session {
    user: String,
    id: u32,
    #[ttl]
    until: Option<Ttl>,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "auth")]
#[pk("USER#{user}")]
#[sk("TOKEN#{id}")]
struct Token {
    user: String,
    id: u32,
    #[version]
    rev: u64,
    #[ttl]
    until: Option<Ttl>,
}

fn now() -> u64 {
    Ttl::from(SystemTime::now()).seconds()
}

const YEAR: u64 = 365 * 24 * 3600;

fn kind(name: &str, id: u32) -> Item {
    item([
        ("PK", s("USER#ada")),
        ("SK", s(&format!("{name}#{id}"))),
        ("user", s("ada")),
        ("id", n(id)),
        ("theirs", n(1)),
    ])
}

fn session(id: u32, until: u64) -> Item {
    super::with(kind("SESSION", id), "until", n(until))
}

/// The table with so many sessions, half of which have expired; says how many.
pub(crate) async fn sessions(bench: &Bench, count: u32) -> u64 {
    bench.with::<(Session, Token)>().await;
    again(bench, count).await
}

async fn left(bench: &Bench) -> Vec<u32> {
    let items = bench.raw.items(&bench.db.table_name::<Session>()).await;
    let mut ids: Vec<_> = items.iter().map(super::id).collect();
    ids.sort_unstable();
    ids
}

/// Neither what will expire, nor what never does, nor what expired longer ago than DynamoDB looks back, nor a time that is none.
async fn swept(bench: Bench, segments: u32) {
    assert_eq!(sessions(&bench, 20).await, 10);
    let table = bench.db.table_name::<Session>();
    let others = [
        kind("SESSION", 100),
        session(101, now() - 6 * YEAR),
        super::with(kind("SESSION", 102), "until", s("yesterday")),
        session(103, now() * 1000),
    ];
    bench.raw.write_all(&table, others).await;
    let sweep = || bench.db.sweep_expired::<Session>().segments(segments).page_size(4);
    let done = sweep().await.expect("a sweep");
    assert_eq!((done.looked_at, done.deleted, done.renewed, done.gone), (24, 10, 0, 0));
    let expected: Vec<_> = (0..20).filter(|id| id % 2 == 1).chain(100..104).collect();
    assert_eq!(left(&bench).await, expected);
    let again = sweep().await.expect("nothing to do");
    assert_eq!((again.looked_at, again.deleted), (14, 0));
}

/// Each type is swept for itself.
async fn other_kinds(bench: Bench) {
    let table = bench.with::<(Session, Token)>().await.table_name::<Session>();
    let token = |id| super::with(kind("TOKEN", id), "until", n(now() - 60));
    bench.raw.write_all(&table, [session(1, now() - 60), token(2), super::with(kind("OTHER", 3), "until", n(1))]).await;
    let done = bench.db.sweep_expired::<Session>().await.expect("a sweep");
    assert_eq!((done.looked_at, done.deleted), (3, 1));
    assert_eq!(left(&bench).await, [2, 3]);
    assert_eq!(bench.db.sweep_expired::<Token>().await.expect("a sweep").deleted, 1);
    assert_eq!(left(&bench).await, [3]);
}

/// One session that has expired, and this happens before it is deleted.
async fn sweeping<F>(bench: &Bench, act: impl Fn(Bench) -> F + Send + Sync + 'static) -> Swept
where
    F: Future<Output = ()> + Send + 'static,
{
    sessions(bench, 1).await;
    before(bench, "DeleteItem", act).sweep_expired::<Session>().await.expect("a sweep")
}

async fn renewed(bench: Bench) {
    let until = now() + 600;
    let done = sweeping(&bench, move |bench| async move {
        bench.raw.write(&bench.db.table_name::<Session>(), session(0, until)).await;
    });
    let done = done.await;
    assert_eq!((done.deleted, done.renewed, done.gone), (0, 1, 0));
    assert_eq!(bench.raw.items(&bench.db.table_name::<Session>()).await, [normal(session(0, until))]);
}

async fn no_longer_expiring(bench: Bench) {
    let done = sweeping(&bench, |bench| async move {
        bench.raw.write(&bench.db.table_name::<Session>(), kind("SESSION", 0)).await;
    });
    assert_eq!(done.await.renewed, 1);
    assert_eq!(left(&bench).await, [0]);
}

async fn gone(bench: Bench) {
    let done = sweeping(&bench, |bench| async move {
        bench.db.delete(Session::key("ada", 0)).await.expect("a delete");
    });
    let done = done.await;
    assert_eq!((done.deleted, done.renewed, done.gone), (0, 0, 1));
}

/// A lock is not asked for: the item has expired, whatever its version.
async fn versioned(bench: Bench) {
    let table = bench.with::<(Session, Token)>().await.table_name::<Token>();
    let token = super::with(super::with(kind("TOKEN", 1), "until", n(now() - 60)), "rev", n(7));
    bench.raw.write(&table, token).await;
    assert_eq!(bench.db.sweep_expired::<Token>().await.expect("a sweep").deleted, 1);
    assert!(left(&bench).await.is_empty());
}

async fn empty(bench: Bench) {
    sessions(&bench, 0).await;
    assert_eq!(bench.db.sweep_expired::<Session>().segments(4).await.expect("nothing"), Swept::default());
}

async fn missing_table(bench: Bench) {
    let error = bench.db.sweep_expired::<Session>().await.expect_err("there is no table");
    assert!(error.is_missing_table() && error.stopped_at::<Swept>().is_some(), "{error:?}");
}

async fn cut_at_every_page(bench: Bench) {
    let mut rows = 13;
    for pages in 0.. {
        let gone = if pages == 0 { sessions(&bench, rows).await } else { again(&bench, rows).await };
        let sweep = |db: &Db| db.sweep_expired::<Session>().page_size(3);
        let Err(error) = sweep(&super::failing(&bench, "Scan", pages)).await else {
            rows = pages;
            break;
        };
        let first = error.stopped_at::<Swept>().expect("how far it was");
        let second = sweep(&bench.db).resume(first.checkpoint.clone()).await.expect("the rest");
        assert_eq!(first.totals.deleted + second.deleted, gone, "after {pages} pages");
        assert_eq!(first.totals.looked_at + second.looked_at, 13, "after {pages} pages");
    }
    assert!(rows >= 5, "{rows} pages");
}

/// The same sessions once more.
async fn again(bench: &Bench, count: u32) -> u64 {
    let of = |id: u32| session(id, if id.is_multiple_of(2) { now() - 60 } else { now() + 600 });
    bench.raw.write_all(&bench.db.table_name::<Session>(), (0..count).map(of)).await;
    count.div_ceil(2).into()
}

async fn metered(bench: Bench) {
    sessions(&bench, 6).await;
    let (done, capacity) = bench.db.sweep_expired::<Session>().metered().await.expect("a sweep");
    assert_eq!(done.deleted, 3);
    assert!(capacity.total >= 3.5, "{capacity:?}");
}

async fn invalid(bench: Bench) {
    let sweep = || bench.db.sweep_expired::<Session>();
    for wrong in [sweep().segments(0), sweep().concurrency(0), sweep().page_size(0)] {
        assert!(wrong.await.expect_err("it asks for nothing").is_invalid_request());
    }
    let explained = sweep().explain().expect("a scan").to_string();
    assert!(explained.contains("Scan") && explained.contains("BETWEEN"), "{explained}");
}
