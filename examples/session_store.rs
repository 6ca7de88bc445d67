//! A session store: sessions that live as long as they are used, expire, and are swept away.
//!
//! An item that has expired may stay in a table for days, since DynamoDB deletes it when it has time. So nothing here relies on that: reads
//! hide such items, and a session is only ever prolonged on the condition that it is still alive.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, SystemTime};

use dynamo_core::prelude::*;

/// How long a session lives without being used.
const LIFETIME: Duration = minutes(30);

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "sessions")]
#[gsi(by_user, pk = user, sk = expires_at, keys_only)]
struct Session {
    /// Whoever has it is the user: it is not printed, neither here nor in errors and traces.
    #[pk]
    token: Sensitive<String>,
    user: String,
    requests: u32,
    #[dynamo(created_at)]
    began: Ttl,
    #[ttl]
    expires_at: Ttl,
}

#[tokio::main]
async fn main() -> Result<()> {
    let db = Db::embedded()?;
    // It switches DynamoDB's TTL on, too.
    db.ensure_table::<Session>().await?;

    let ada = log_in(&db, "ada").await?;
    println!("logged in       {ada:?}");
    let used = touch(&db, &ada.token).await?.expect("it is alive");
    println!(
        "used            {} time, lives for {} s more",
        used.requests,
        used.expires_at.seconds() - now().seconds()
    );
    assert_eq!((used.requests, used.began), (1, ada.began));
    assert!(used.expires_at >= ada.expires_at);

    let refused = db.create(&ada).await.expect_err("the token is taken");
    println!("a token twice   {refused}");
    assert!(refused.is_already_exists() && !refused.to_string().contains(&*ada.token));

    expiry(&db).await?;
    everywhere(&db).await
}

/// A new session. Tokens have to be unguessable: a real one is 16 bytes or more from a cryptographic source, which the standard library lacks.
async fn log_in(db: &Db, user: &str) -> Result<Session> {
    let token = format!("{:016x}", RandomState::new().hash_one(user));
    let expires_at = now() + LIFETIME;
    let session = Session { token: token.into(), user: user.to_owned(), requests: 0, began: now(), expires_at };
    // `written` gives it as it is stored: with the time that the library has filled in.
    db.create(&session).written().await
}

/// What every request of a user begins with: the session lives on, if it is alive. One call, so that nothing can come between.
async fn touch(db: &Db, token: &str) -> Result<Option<Session>> {
    let now = now();
    let touched = db
        .update(Session::key(token))
        .set(|s| (s.expires_at().set(now + LIFETIME), s.requests().increment(1)))
        .only_if(|s| s.expires_at().gt(now));
    match touched.returning_new().await {
        Ok(session) => Ok(Some(session)),
        // Expired, or never there: neither is a failure of the store.
        Err(error) if error.is_condition_failed() || error.is_not_found() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Sessions that nobody uses end, though their items are still there.
async fn expiry(db: &Db) -> Result<()> {
    let old = log_in(db, "bob").await?;
    // As if it were an hour later.
    let past = Ttl::from(now().seconds() - 60);
    db.update(Session::key(&old.token)).set(|s| s.expires_at().set(past)).await?;

    assert_eq!(db.get(Session::key(&old.token)).await?, None);
    let kept = db.get(Session::key(&old.token)).include_expired().await?;
    println!(
        "expired         hidden from reads, and {} in the table",
        if kept.is_some() { "still" } else { "no longer" }
    );
    assert!(kept.is_some());
    assert_eq!(touch(db, &old.token).await?, None, "what has expired does not come back to life");

    // The service does this in its own time, by itself. Where it does not, or not soon enough:
    let swept = db.sweep_expired::<Session>().segments(2).await?;
    println!("swept           {} of {} sessions", swept.deleted, swept.looked_at);
    assert_eq!(swept.deleted, 1);
    assert_eq!(db.get(Session::key(&old.token)).include_expired().await?, None);
    Ok(())
}

/// Logging out on every device: the index knows the sessions of a user, the one that expires last first.
async fn everywhere(db: &Db) -> Result<()> {
    for _ in 0..3 {
        log_in(db, "ada").await?;
    }
    let sessions = db.query(Session::by_user().partition("ada")).descending().all().await?;
    println!("ada has         {} sessions", sessions.len());
    assert_eq!(sessions.len(), 4);
    assert!(sessions.is_sorted_by(|one, next| one.expires_at >= next.expires_at));

    let mut batch = db.batch_write();
    for session in sessions {
        batch = batch.delete(Session::key(session.token));
    }
    batch.await?;
    let left = db.query(Session::by_user().partition("ada")).count().await?;
    println!("logged out      {left} sessions are left");
    assert_eq!(left, 0);
    Ok(())
}

fn now() -> Ttl {
    Ttl::from(SystemTime::now())
}
