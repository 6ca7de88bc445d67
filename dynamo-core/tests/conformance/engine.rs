//! The engines that the suite runs on. Each case has a handle of its own, whose tables have a prefix of their own.

use dynamo_core::Db;
use dynamo_core::backend::Feature;
use dynamo_core::middleware::Breaker;

use crate::bench::Bench;
use crate::database::Database;
use crate::folder::Folder;
use crate::local;
use crate::raw::{Raw, Sql};

/// How many databases of the embedded engine the cases are spread over: each lists its tables whenever one is created.
const DATABASES: usize = 16;

pub(crate) struct Engine {
    pub(crate) name: &'static str,
    databases: Vec<Db>,
    /// What it lacks beside what the library knows: a server behind the protocol says nothing of itself.
    pub(crate) lacks: &'static [Feature],
    /// Deleted with the engine.
    _folder: Option<Folder>,
    /// What leads past the library, where that is not the SDK.
    sql: Option<Sql>,
}

impl Engine {
    /// In this process, in memory.
    pub(crate) fn memory() -> Self {
        let open = |_| Db::embedded().expect("a database in memory");
        let databases = (0..DATABASES).map(open).collect();
        Self { name: "embedded (memory)", databases, lacks: &[], _folder: None, sql: None }
    }

    /// In this process, in files.
    pub(crate) fn file() -> Self {
        let folder = Folder::new();
        let open = |number| Db::embedded_at(folder.file(&format!("{number}.db"))).expect("a database in a file");
        let databases = (0..DATABASES).map(open).collect();
        Self { name: "embedded (file)", databases, lacks: &[], _folder: Some(folder), sql: None }
    }

    /// AWS's own DynamoDB Local, over HTTP, where there is one.
    pub(crate) fn local() -> Option<Self> {
        // Where it has much to do it answers `InternalFailure`, more than twice in a row.
        let databases = vec![local::open(Db::builder().attempts(6), &local::address()?)];
        // Its tables are files of SQLite, whose names have no case.
        Some(Self { name: "DynamoDB Local", databases, lacks: &[Feature::NamesByCase], _folder: None, sql: None })
    }

    /// PostgreSQL, in this database.
    pub(crate) fn postgres(database: &Database) -> Self {
        let pool = database.pool(16);
        let db = Db::postgres(pool.clone());
        let sql = Some(Sql::new(pool, &db));
        Self { name: "PostgreSQL", databases: vec![db], lacks: &[], _folder: None, sql }
    }

    /// What the case of this number works with; its tables have this prefix.
    pub(crate) fn bench(&self, number: usize, prefix: String) -> Bench {
        let builder = Db::builder().table_prefix(&prefix);
        // A breaker of its own for each case: what one overloads another one needs.
        let db = builder.breaker(Breaker::new()).from_db(&self.databases[number % self.databases.len()]);
        let raw = self.sql.clone().map_or_else(|| Raw::of(&db), Raw::Sql);
        Bench::new(db, raw, prefix)
    }
}
