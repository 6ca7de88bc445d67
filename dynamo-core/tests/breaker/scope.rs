//! Who shares a breaker with whom.

use std::time::Duration;

use dynamo_core::middleware::{Breaker, BreakerState};
use dynamo_core::prelude::*;

use crate::canned::Canned;
use crate::scripted::Scripted;
use crate::{CLOSED, COOLDOWN, Part, call, fail, part, touchy};

const OPEN: BreakerState = BreakerState::Open { retry_in: COOLDOWN };

#[tokio::test(start_paused = true)]
async fn clones_share() {
    let engine = Scripted::default();
    let db = touchy(&engine);
    let clone = db.clone();
    fail(&clone, &engine).await;
    assert_eq!((db.breaker().state(), clone.breaker().state()), (OPEN, OPEN));
    assert!(call(&db).await.unwrap_err().is_circuit_open());
    let handle = db.breaker();
    clone.breaker().reset();
    assert_eq!((handle.state(), format!("{handle:?}")), (CLOSED, "BreakerHandle(Closed { failures: 0 })".into()));
}

#[tokio::test(start_paused = true)]
async fn handles_made_from_another_share_unless_they_are_told_otherwise() {
    let engine = Scripted::default();
    let db = touchy(&engine);
    let tenant = Db::builder().table_prefix("t-").from_db(&db);
    let own = Db::builder().breaker(Breaker::new()).from_db(&db);
    let without = Db::builder().no_breaker().from_db(&db);
    fail(&tenant, &engine).await;
    assert_eq!([&db, &tenant].map(|db| db.breaker().state()), [OPEN, OPEN]);
    assert_eq!([&own, &without].map(|db| db.breaker().state()), [CLOSED, BreakerState::Off]);
    // Of one without a breaker there is none to share.
    assert_eq!(Db::builder().from_db(&without).breaker().state(), BreakerState::Off);
    assert_eq!(Db::builder().breaker(Breaker::new()).from_db(&without).breaker().state(), CLOSED);
}

#[tokio::test(start_paused = true)]
async fn two_handles_to_two_engines_do_not_share() {
    let (one, other) = (Scripted::default(), Scripted::default());
    let (one_db, other_db) = (touchy(&one), touchy(&other));
    fail(&one_db, &one).await;
    call(&other_db).await.unwrap();
    assert_eq!((one_db.breaker().state(), other_db.breaker().state()), (OPEN, CLOSED));
}

#[tokio::test(start_paused = true)]
async fn none_lets_everything_through() {
    let engine = Scripted::default();
    let db = Db::builder().no_breaker().from_backend(engine.clone());
    for _ in 0..20 {
        fail(&db, &engine).await;
    }
    assert_eq!((engine.calls(), db.breaker().state()), (20, BreakerState::Off));
    db.breaker().reset();
    assert_eq!(db.breaker().state(), BreakerState::Off);
}

#[tokio::test]
async fn a_type_with_a_client_of_its_own_has_a_breaker_of_its_own() {
    let down = Canned::replies([(500, b"{}".to_vec())]);
    let breaker = Breaker::new().failures(1).cooldown(Duration::from_secs(600));
    let db = Db::builder().breaker(breaker).client::<Part>(down.client()).from_client(down.client());
    assert!(db.put(&part("a")).await.unwrap_err().is_unavailable());
    assert!(matches!(db.breaker_of::<Part>().state(), BreakerState::Open { .. }));
    assert_eq!((db.breaker().state(), db.breaker_of::<Other>().state()), (CLOSED, CLOSED));
    assert!(db.put(&part("a")).await.unwrap_err().is_circuit_open());
    assert!(db.put(&Other { id: "o".into() }).await.unwrap_err().is_unavailable());
    // A handle to the same engines knows what is known of both; a new client is not known yet.
    let tenant = Db::builder().from_db(&db);
    assert!(tenant.put(&part("a")).await.unwrap_err().is_circuit_open());
    let moved = Db::builder().client::<Part>(down.client()).from_db(&db);
    assert_eq!(moved.breaker_of::<Part>().state(), CLOSED);
    db.breaker_of::<Part>().reset();
    assert_eq!(tenant.breaker_of::<Part>().state(), CLOSED);
    assert!(matches!(tenant.breaker().state(), BreakerState::Open { .. }));
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "others")]
struct Other {
    #[pk]
    id: String,
}
