//! The engines that outlive a program: a file, and DynamoDB Local.

use std::path::PathBuf;

use dynamo_core::prelude::*;

use crate::local;

/// Where the table is, as text for another process.
#[derive(Clone)]
pub(crate) struct Place(pub(crate) String);

impl Place {
    /// A new file, and the folder that goes away with it.
    pub(crate) fn file() -> (Self, Folder) {
        let folder = std::env::temp_dir().join(format!("dynamo-core-upgrades-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        (Self(folder.join("a.db").display().to_string()), Folder(folder))
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

pub(crate) struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left in a temporary folder does no harm.
        drop(std::fs::remove_dir_all(&self.0));
    }
}
