//! What a case works with: an engine, seen through the library and past it.

use dynamo_core::Db;
use dynamo_core::backend::{Capabilities, Feature};
use dynamo_core::schema::StreamView;
use dynamo_core::table::Tables;

use crate::fixtures::Sample;
use crate::raw::Raw;
use crate::stored::{key_of, normal};

#[derive(Clone)]
pub(crate) struct Bench {
    pub(crate) db: Db,
    pub(crate) raw: Raw,
    /// What the names of this case's tables begin with.
    pub(crate) prefix: String,
}

impl Bench {
    pub(crate) fn new(db: Db, raw: Raw, prefix: String) -> Self {
        Self { db, raw, prefix }
    }

    pub(crate) fn capabilities(&self) -> Capabilities {
        self.db.capabilities()
    }

    pub(crate) fn has(&self, feature: Feature) -> bool {
        self.capabilities().has(feature)
    }

    /// The handle, once these tables are there. What expires stays in them, as it may for days on AWS: DynamoDB Local deletes it within a second, at
    /// any moment of a case.
    pub(crate) async fn with<T: Tables>(&self) -> &Db {
        self.db.create_table::<T>().await.expect("a new table");
        self.keep_expired::<T>().await;
        &self.db
    }

    /// The same, with a stream.
    pub(crate) async fn with_stream<T: Tables>(&self, view: StreamView) -> &Db {
        self.db.create_table::<T>().stream(view).await.expect("a new table");
        self.keep_expired::<T>().await;
        &self.db
    }

    async fn keep_expired<T: Tables>(&self) {
        let definition = T::definition(&|kind| format!("{}{}", self.prefix, kind.schema.table.expect("a name")))
            .expect("a definition");
        if let Some(attribute) = &definition.ttl {
            self.raw.keep_expired(&definition.table, attribute).await;
        }
    }

    /// What the engine holds is what the model says of the item, and nothing else.
    pub(crate) async fn holds<T: Sample>(&self, item: &T) {
        let (table, model) = (self.db.table_name::<T>(), item.model());
        let found = self.raw.item(&table, key_of::<T>(&model)).await;
        let mut found = found.unwrap_or_else(|| panic!("{item:?} is not in {table}"));
        for time in T::TIMES {
            assert!(found.remove(*time).is_some(), "{time} is not stored");
        }
        assert_eq!(normal(found), normal(model), "{item:?}");
    }

    pub(crate) async fn holds_nothing_of<T: Sample>(&self, item: &T) {
        let found = self.raw.item(&self.db.table_name::<T>(), key_of::<T>(&item.model())).await;
        assert_eq!(found, None);
    }
}
