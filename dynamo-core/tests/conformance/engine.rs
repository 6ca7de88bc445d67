//! The engines that the suite runs on. Each case has a handle of its own, whose tables have a prefix of their own.

use dynamo_core::Db;
use dynamo_core::backend::Feature;
use dynamo_core::db::DbBuilder;
use dynamo_core::middleware::Breaker;

use crate::folder::Folder;
use crate::local;

/// How many databases of the embedded engine the cases are spread over: each lists its tables whenever one is created.
const DATABASES: usize = 16;

pub(crate) struct Engine {
    pub(crate) name: &'static str,
    databases: Vec<Db>,
    /// What it lacks beside what the library knows: a server behind the protocol says nothing of itself.
    pub(crate) lacks: &'static [Feature],
    /// Deleted with the engine.
    _folder: Option<Folder>,
}

impl Engine {
    /// In this process, in memory.
    pub(crate) fn memory() -> Self {
        let open = |_| Db::embedded().expect("a database in memory");
        let databases = (0..DATABASES).map(open).collect();
        Self { name: "embedded (memory)", databases, lacks: &[], _folder: None }
    }

    /// In this process, in files.
    pub(crate) fn file() -> Self {
        let folder = Folder::new();
        let open = |number| Db::embedded_at(folder.file(&format!("{number}.db"))).expect("a database in a file");
        let databases = (0..DATABASES).map(open).collect();
        Self { name: "embedded (file)", databases, lacks: &[], _folder: Some(folder) }
    }

    /// AWS's own DynamoDB Local, over HTTP, where there is one.
    pub(crate) fn local() -> Option<Self> {
        let databases = vec![local::open(Db::builder(), &local::address()?)];
        // Its tables are files of SQLite, whose names have no case.
        Some(Self { name: "DynamoDB Local", databases, lacks: &[Feature::NamesByCase], _folder: None })
    }

    /// A handle for the case of this number.
    pub(crate) fn open(&self, builder: DbBuilder, number: usize) -> Db {
        // A breaker of its own for each case: what one overloads another one needs.
        builder.breaker(Breaker::new()).from_db(&self.databases[number % self.databases.len()])
    }
}
