//! The engines that outlive a program: a file, and DynamoDB Local.

use dynamo_core::prelude::*;

use crate::folder::Folder;
use crate::local;

/// Where the table is, as text for another process.
#[derive(Clone)]
pub(crate) struct Place(pub(crate) String);

impl Place {
    /// A new file, and the folder that goes away with it.
    pub(crate) fn file() -> (Self, Folder) {
        let folder = Folder::new();
        (Self(folder.file("a.db").display().to_string()), folder)
    }

    /// Tables of their own on DynamoDB Local, where there is one.
    pub(crate) fn local() -> Option<Self> {
        local::address().map(Self)
    }

    fn is_local(&self) -> bool {
        self.0.starts_with("http")
    }

    /// A handle whose tables have this prefix.
    pub(crate) fn open(&self, prefix: &str) -> Db {
        let builder = Db::builder().table_prefix(prefix);
        match self.is_local() {
            true => local::open(builder, &self.0),
            false => builder.embedded_at(&self.0).unwrap(),
        }
    }
}
