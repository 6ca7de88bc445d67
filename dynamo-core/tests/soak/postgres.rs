//! PostgreSQL behind a network that breaks.

use std::time::Duration;

use dynamo_core::backend::postgres::Pool;
use dynamo_core::backend::postgres::deadpool_postgres::Manager;
use dynamo_core::backend::postgres::tokio_postgres::config::Host;
use dynamo_core::backend::postgres::tokio_postgres::{Config, NoTls};
use dynamo_core::prelude::*;

use crate::database::Database;
use crate::figures::Inner;
use crate::proxy::{Fate, Plan, Proxy, Report};
use crate::run::{Run, play};
use crate::task::Checked;

/// Runs it where there is a server, over so many connections, and says what was done or what was wrong.
pub(crate) fn soak(run: &Run, connections: usize) -> Option<Checked<String>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let done = runtime.block_on(async {
        let database = Database::new().await?;
        let soaked = tokio::time::timeout(enough(run), soaked(run, &database, connections)).await;
        let done = soaked.unwrap_or_else(|_| Err("the tasks wait for each other, or for nobody".to_owned()));
        database.drop().await;
        Some(done)
    })?;
    Some(done.map_err(|wrong| format!("seed {}: {wrong}", run.seed)))
}

/// Many times what it takes.
fn enough(run: &Run) -> Duration {
    Duration::from_secs(60) + Duration::from_millis(50) * u32::try_from(run.calls).unwrap()
}

async fn soaked(run: &Run, database: &Database, connections: usize) -> Checked<String> {
    let plan = Plan::Chances { outage_after: run.calls };
    let (proxy, pool) = behind(database, connections, run.seed, plan).await;
    let db = Db::builder().no_breaker().layer(proxy.layer()).postgres(pool.clone());
    let (figures, report) = play(run, &db, &proxy).await?;
    let text = format!("seed {}\n{figures}\n{report}", run.seed);
    as_faulty_as_planned(run, &report, &figures).map_err(|wrong| format!("{wrong}\n{text}"))?;
    is_whole(&pool, connections)?;
    nobody_is_left(database, &pool).await?;
    Ok(text)
}

/// The first one of the address.
fn server(config: &Config) -> (String, u16) {
    let host = config.get_hosts().iter().find_map(|host| match host {
        Host::Tcp(name) => Some(name.clone()),
        _ => None,
    });
    (host.expect("a server that listens to TCP"), config.get_ports().first().copied().unwrap_or(5432))
}

/// A network with this plan, and a pool behind it.
pub(crate) async fn behind(database: &Database, connections: usize, seed: u64, plan: Plan) -> (Proxy, Pool) {
    let config = database.config();
    let proxy = Proxy::start(seed, server(&config), plan).await.expect("a port of this machine");
    let mut behind = Config::new();
    behind.host(proxy.address.ip().to_string()).port(proxy.address.port());
    config.get_dbname().map(|name| behind.dbname(name));
    config.get_user().map(|user| behind.user(user));
    config.get_password().map(|password| behind.password(password));
    let pool = Pool::builder(Manager::new(behind, NoTls)).max_size(connections).build().expect("a pool");
    (proxy, pool)
}

/// Every kind of fault was met, and what could be known was known in the end.
fn as_faulty_as_planned(run: &Run, report: &Report, figures: &Inner) -> Checked {
    if figures.unknown > report.ambiguous() {
        return Err(format!("more calls ended as unknown than the {} that were cut off", report.ambiguous()));
    }
    if run.calls < 2_000 {
        return Ok(());
    }
    let missing: Vec<_> = Fate::FAULTS.into_iter().filter(|fate| report.hits(*fate).all() == 0).collect();
    let cuts = [Fate::Unsent, Fate::Hurried, Fate::Unanswered, Fate::CutShort];
    let rare: Vec<_> = cuts.into_iter().filter(|fate| report.hits(*fate).commits < 10).collect();
    if !missing.is_empty() || !rare.is_empty() {
        return Err(format!("never {missing:?}, and hardly ever a COMMIT that is {rare:?}"));
    }
    // That of the outage, at least, of which nobody could be asked; the server knows of nearly all others.
    let most = report.ambiguous() / 10;
    if !(1..=most).contains(&figures.unknown) {
        return Err(format!("{} calls ended as unknown, and not 1 to {most}", figures.unknown));
    }
    Ok(())
}

/// All connections are back.
fn is_whole(pool: &Pool, connections: usize) -> Checked {
    let status = pool.status();
    let is_whole = status.max_size == connections && status.size <= connections;
    if is_whole && status.available == status.size && status.waiting == 0 {
        return Ok(());
    }
    Err(format!("the pool is not whole: {status:?}"))
}

/// Sessions of the database, but for the one that asks; those of them that are at something; locks of ours.
const SESSIONS: &str = "SELECT count(*), count(*) FILTER (WHERE xact_start IS NOT NULL OR state <> 'idle'), \
    (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' \
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) \
    FROM pg_stat_activity \
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()";

/// The sessions are those of the pool, none is in a transaction, and no lock is held.
async fn nobody_is_left(database: &Database, pool: &Pool) -> Checked {
    let session = database.pool(1).get().await.map_err(|error| error.to_string())?;
    let mut left = (0, 0, 0);
    // The server may not have noticed yet that a connection was cut.
    for _ in 0..50 {
        let row = session.query_one(SESSIONS, &[]).await.map_err(|error| error.to_string())?;
        left = (row.get::<_, i64>(0), row.get::<_, i64>(1), row.get::<_, i64>(2));
        if left == (pool.status().size as i64, 0, 0) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let (sessions, busy, locks) = left;
    Err(format!("{sessions} sessions for {:?}, {busy} of them at something, {locks} locks", pool.status()))
}
