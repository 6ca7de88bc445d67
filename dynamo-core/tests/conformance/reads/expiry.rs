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
    vec![Case::new("expired: not read", hidden), Case::new("expired: five years ago", long_ago)]
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
