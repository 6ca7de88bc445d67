//! How an application is tested for bad days: its own functions, on the embedded engine, with faults between.
//!
//! `Faults` stands between the SDK and the engine, so that everything above it is what runs in production: requests are refused, answers are
//! lost, batches are done in part. What the functions promise is then looked at in the table, where no fault is in the way.

use std::time::Duration;

use dynamo_core::backend::embedded::Engine;
use dynamo_core::middleware::Backoff;
use dynamo_core::prelude::*;
use dynamo_core::testing::{Fault, Faults, On};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "accounts")]
struct Account {
    #[pk]
    id: String,
    balance: i64,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "readings")]
struct Reading {
    #[pk]
    sensor: String,
    #[sk]
    at: u32,
    value: i64,
}

/// The application: what is to be tested.
mod app {
    use super::*;

    /// Adds to a balance. When it says that it does not know, it may have done so.
    pub(super) async fn deposit(db: &Db, id: &str, amount: i64) -> Result<()> {
        db.update(Account::key(id)).set(|a| a.balance().increment(amount)).await
    }

    /// The same, for those who cannot live with that: sent as a transaction with a token, which costs twice as much.
    pub(super) async fn deposit_once(db: &Db, id: &str, amount: i64) -> Result<()> {
        db.update(Account::key(id)).set(|a| a.balance().increment(amount)).exactly_once().await
    }

    /// Stores readings, and hands back those that could not be stored, to be tried later.
    pub(super) async fn import(db: &Db, readings: &[Reading]) -> Result<Vec<Reading>> {
        match db.batch_write().put_all(readings).await {
            Ok(()) => Ok(Vec::new()),
            Err(error) if error.is_unprocessed() => Ok(error.unprocessed::<Reading>()?.puts),
            Err(error) => Err(error),
        }
    }
}

/// A database with faults in front of it; none yet.
async fn database(faults: &Faults) -> Result<Db> {
    let client = faults.client(&Engine::memory()?.client())?;
    // The library waits for seconds where an engine asks it to. A test does not; and here one failure more shall not stop the next call.
    let backoff = Backoff { attempts: 3, base: Duration::from_millis(1), ..Backoff::default() };
    let db = Db::builder().backoff(backoff).no_breaker().from_client(client);
    db.create_table::<Account>().await?;
    db.create_table::<Reading>().await?;
    db.put(&Account { id: "ada".into(), balance: 0 }).await?;
    faults.reset();
    Ok(db)
}

async fn balance(db: &Db) -> Result<i64> {
    db.get(Account::key("ada")).consistent().select(|a| a.balance()).required().await
}

#[tokio::main]
async fn main() -> Result<()> {
    throttles().await?;
    lost_answers().await?;
    unprocessed_members().await?;
    a_bad_day(2026).await
}

/// An engine that asks to slow down: the caller sees nothing of it, as long as it ends.
async fn throttles() -> Result<()> {
    let faults = Faults::none();
    let db = database(&faults).await?;
    faults.script(On::Writes, [Fault::ThroughputExceeded, Fault::Throttling]);
    app::deposit(&db, "ada", 10).await?;
    let requests = faults.report().requests("UpdateItem");
    println!("throttled twice     deposited, with {requests} requests");
    assert_eq!((requests, balance(&db).await?), (3, 10));

    // One that does not stop asking is an error that says so, and when to come back.
    faults.script(On::Writes, [Fault::Throttling; 3]);
    let error = app::deposit(&db, "ada", 10).await.expect_err("three attempts, three refusals");
    println!("throttled for good  {error}");
    assert!(error.is_throttled() && error.retry_hint().is_some());
    assert_eq!(balance(&db).await?, 10);
    Ok(())
}

/// An answer that is lost leaves open what was done. Sending the deposit again could do it twice, so the library does not.
async fn lost_answers() -> Result<()> {
    for (fault, what) in [(Fault::Reset, "before"), (Fault::ResetAfter, "after")] {
        let faults = Faults::none();
        let db = database(&faults).await?;
        faults.script(On::Writes, [fault]);
        let error = app::deposit(&db, "ada", 10).await.expect_err("nobody knows");
        println!("cut {what:6}          {error}");
        println!("                    the balance is {}", balance(&db).await?);
        assert!(error.is_outcome_unknown());
        assert_eq!(balance(&db).await?, if fault == Fault::Reset { 0 } else { 10 });

        // With its token it is sent again, and carried out once, whichever of the two has happened.
        faults.script(On::Writes, [fault, fault]);
        app::deposit_once(&db, "ada", 5).await?;
        assert_eq!(balance(&db).await?, if fault == Fault::Reset { 5 } else { 15 });
    }
    println!("exactly once        done once, in both cases");
    Ok(())
}

/// A batch that is done in part: what is left is sent again, and what is left in the end comes back, typed.
async fn unprocessed_members() -> Result<()> {
    let faults = Faults::none();
    let db = database(&faults).await?;
    let sensor = |at| if at % 10 == 0 { "hot" } else { "cold" };
    let readings: Vec<_> = (0..60).map(|at| Reading { sensor: sensor(at).into(), at, value: at.into() }).collect();

    faults.script(On::Operation("BatchWriteItem"), [Fault::Leftovers; 3]);
    assert_eq!(app::import(&db, &readings).await?, []);
    println!("leftovers           {} members were handed back, and all are stored", faults.report().members_left());
    assert_eq!(db.scan::<Reading>().count().await?, 60);

    // A partition that takes no more writes, however often it is asked.
    faults.leave(|member| member.contains("hot"));
    let later: Vec<_> = readings.iter().map(|reading| Reading { value: -1, ..reading.clone() }).collect();
    let left = app::import(&db, &later).await?;
    println!("a hot partition     {} of {} readings are left for later", left.len(), later.len());
    assert_eq!(left, later.iter().filter(|reading| reading.sensor == "hot").cloned().collect::<Vec<_>>());
    assert_eq!(db.query(Reading::partition("cold")).filter(|r| r.value().eq(-1)).count().await?, 54);

    // It has cooled down.
    faults.leave(|_| false);
    assert_eq!(app::import(&db, &left).await?, []);
    assert_eq!(db.scan::<Reading>().filter(|r| r.value().eq(-1)).count().await?, 60);
    Ok(())
}

/// Every fault there is, drawn from a seed. Nothing is known of each call but what it has answered, and that has to be true.
async fn a_bad_day(seed: u64) -> Result<()> {
    let faults =
        Faults::seeded(seed).with(0.1, Fault::THROTTLED).with(0.1, Fault::LOST_REQUEST).with(0.1, Fault::LOST_ANSWER);
    faults.stop();
    let db = database(&faults).await?;
    faults.resume();
    let (mut done, mut unknown) = (0, 0);
    for _ in 0..200 {
        match app::deposit(&db, "ada", 1).await {
            Ok(()) => done += 1,
            Err(error) if error.is_outcome_unknown() => unknown += 1,
            // The engine has said that it was not carried out.
            Err(error) => assert!(error.is_throttled(), "{error}"),
        }
    }
    faults.stop();
    let balance = balance(&db).await?;
    println!("seed {seed}           {done} done, {unknown} nobody knows, and the balance is {balance}");
    println!("{}", faults.report());
    assert!((done..=done + unknown).contains(&balance), "neither lost nor counted twice");
    assert!(unknown > 0 && done > unknown);
    Ok(())
}
