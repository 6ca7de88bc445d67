//! Items that have expired are not seen, wherever an index can tell.

use std::time::SystemTime;

use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "sessions")]
#[gsi(by_kind, pk = kind, include(note))]
#[gsi(by_note, pk = note, keys_only)]
#[gsi(by_end, pk = kind, sk = until)]
#[lsi(by_own_note, sk = note, keys_only)]
struct Session {
    #[pk]
    user: String,
    #[sk]
    id: u32,
    kind: String,
    note: String,
    #[ttl]
    until: Ttl,
}

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum Any {
    Session(Session),
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case::new("expired: not read", hidden),
        Case::new("expired: five years ago", long_ago),
        Case::new("expired: a few are passed over", frugal),
    ]
}

fn session(id: u32, until: Ttl) -> Session {
    Session { user: "ada".into(), id, kind: "web".into(), note: "n".into(), until }
}

fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs()
}

/// Of ten sessions every other has expired.
async fn hidden(bench: Bench) {
    let db = bench.with::<Session>().await.clone();
    for id in 0..10 {
        let until = if id % 2 == 0 { now() + 10_000 } else { now() - 10 };
        db.put(&session(id, until.into())).await.unwrap();
    }
    let ids = |sessions: Vec<Session>| {
        let mut ids: Vec<_> = sessions.into_iter().map(|session| session.id).collect();
        ids.sort_unstable();
        ids
    };
    let live = [0, 2, 4, 6, 8];
    assert_eq!(ids(db.query(Session::partition("ada")).all().await.unwrap()), live);
    assert_eq!(db.query(Session::partition("ada")).select(|f| f.id()).all().await.unwrap(), live);
    assert_eq!(db.query(Session::partition("ada")).count().await.unwrap(), 5);
    assert_eq!(db.query(Session::partition("ada")).take(3).await.unwrap().items.len(), 3);
    assert_eq!(ids(db.scan::<Session>().all().await.unwrap()), live);
    assert_eq!(db.scan::<Session>().segments(3).count().await.unwrap(), 5);
    assert_eq!(db.query(Session::by_kind().partition("web")).all().await.unwrap().len(), 5);
    // Here it is the sort key, which a filter may not name.
    assert_eq!(ids(db.query(Session::by_end().partition("web")).all().await.unwrap()), live);
    assert_eq!(db.query(Session::by_end().partition("web")).count().await.unwrap(), 5);
    assert_eq!(db.query(Session::by_end().partition("web")).select(|f| f.id()).all().await.unwrap().len(), 5);
    assert_eq!(ids(db.scan_index(Session::by_end()).all().await.unwrap()), live);
    let kinds = db.query(Session::partition("ada")).entities::<Any>().all().await.unwrap();
    assert_eq!(kinds.len(), 5);
    // The item tells, whatever the index holds of it.
    let whole = || db.query(Session::by_own_note().partition("ada")).fetch_whole();
    assert_eq!(ids(whole().all().await.unwrap()), live);
    assert_eq!(whole().count().await.unwrap(), 5);
    // This index of keys cannot tell, and who asks for them gets them: all that the engine has not deleted by itself meanwhile.
    let table = db.table_name::<Session>();
    let before = bench.raw.items(&table).await.len();
    let seen = [
        db.query(Session::by_note().partition("n")).all().await.unwrap().len(),
        db.query(Session::partition("ada")).include_expired().all().await.unwrap().len(),
        db.query(Session::partition("ada")).include_expired().count().await.unwrap() as usize,
        db.query(Session::by_end().partition("web")).include_expired().count().await.unwrap() as usize,
        db.query(Session::partition("ada")).include_expired().entities::<Any>().all().await.unwrap().len(),
    ];
    let after = bench.raw.items(&table).await.len();
    assert!(seen.iter().all(|seen| (after..=before).contains(seen)), "{after}, {seen:?}, {before}");
}

/// DynamoDB does not delete what expired five years ago, so it is there.
async fn long_ago(bench: Bench) {
    let db = bench.with::<Session>().await.clone();
    let five_years = 5 * 365 * 24 * 3600;
    db.put(&session(1, (now() - five_years - 10).into())).await.unwrap();
    db.put(&session(2, 0.into())).await.unwrap();
    db.put(&session(3, (now() - five_years + 10_000).into())).await.unwrap();
    let seen = db.query(Session::partition("ada")).select(|f| f.id()).all().await.unwrap();
    assert_eq!(seen, [1, 2]);
    assert_eq!(db.query(Session::by_end().partition("web")).count().await.unwrap(), 2);
    assert!(db.get(Session::key("ada", 2)).await.unwrap().is_some());
    assert!(db.get(Session::key("ada", 3)).await.unwrap().is_none());
}

/// Who wants one row does not pay for a whole page, though some that have expired lie before it.
async fn frugal(bench: Bench) {
    let db = bench.with::<Session>().await.clone();
    for id in 0..60 {
        let until = if id < 20 { now() - 10_000 + u64::from(id) } else { now() + 10_000 + u64::from(id) };
        db.put(&session(id, until.into())).await.unwrap();
    }
    let of_ada = || db.query(Session::partition("ada"));
    // Each time twice as many are looked at.
    let page = of_ada().take(1).await.unwrap();
    assert_eq!((page.items[0].id, page.scanned), (20, 16 + 32));
    assert_eq!(of_ada().after(page.next).take(2).await.unwrap().items[1].id, 22);
    let page = of_ada().descending().take(1).await.unwrap();
    assert_eq!((page.items[0].id, page.scanned), (59, 16));
    let page = db.query(Session::by_end().partition("web")).descending().take(20).await.unwrap();
    assert_eq!((page.items.len(), page.scanned), (20, 20));
    assert!(of_ada().page_size(5).take(1).await.unwrap().scanned <= 25);
}
