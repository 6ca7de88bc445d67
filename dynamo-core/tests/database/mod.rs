//! PostgreSQL, for the tests that need a server: `cargo xtask test` starts one, and says where. Each run has a database of its own, whose order
//! of texts is not that of their bytes.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

use dynamo_core::backend::postgres::Pool;
use dynamo_core::backend::postgres::deadpool_postgres::Manager;
use dynamo_core::backend::postgres::tokio_postgres::{self, NoTls};

const VARIABLE: &str = "DYNAMO_TEST_POSTGRES";

/// Its address. Where there is none a test is left out, and with `CI=true` it fails.
fn address() -> Option<String> {
    let address = std::env::var(VARIABLE).ok();
    if address.is_none() {
        // Past the harness, which shows what passing tests print only when it is asked to.
        writeln!(std::io::stdout(), "PostgreSQL: skipped, {VARIABLE} is not set").expect("standard output");
        let ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!ci, "with CI=true every engine must run: {VARIABLE} is not set");
    }
    address
}

/// A database of its own, which is dropped with it.
pub(crate) struct Database {
    address: String,
    name: String,
}

impl Database {
    /// A new one, if there is a server. It is collated by ICU: `a` comes before `B`, and both before `c`.
    pub(crate) async fn new() -> Option<Self> {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let address = address()?;
        let name = format!("test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let database = Self { address, name };
        let create = format!(
            "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'",
            database.name
        );
        database.administer(&create).await;
        Some(database)
    }

    /// Where it is.
    pub(crate) fn config(&self) -> tokio_postgres::Config {
        let mut config: tokio_postgres::Config = self.address.parse().expect("an address");
        config.dbname(&self.name);
        config
    }

    /// A pool of so many connections at most.
    pub(crate) fn pool(&self, connections: usize) -> Pool {
        let manager = Manager::new(self.config(), NoTls);
        Pool::builder(manager).max_size(connections).build().expect("a pool")
    }

    async fn administer(&self, statement: &str) {
        let (client, connection) = tokio_postgres::connect(&self.address, NoTls).await.expect("a connection");
        let running = tokio::spawn(connection);
        client.batch_execute(statement).await.expect("a statement of our own");
        drop(client);
        drop(running.await);
    }

    /// Drops it, whoever still holds a connection.
    pub(crate) async fn drop(self) {
        self.administer(&format!("DROP DATABASE {} WITH (FORCE)", self.name)).await;
    }
}
