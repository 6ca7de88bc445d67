//! The engines that outlive a program: a file, and DynamoDB Local.

use std::path::PathBuf;

use dynamo_core::prelude::*;

/// Where the tests find DynamoDB Local.
pub(crate) const LOCAL: &str = "DYNAMO_TEST_LOCAL";

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
        std::env::var(LOCAL).ok().map(Self)
    }

    fn is_local(&self) -> bool {
        self.0.starts_with("http")
    }

    /// A handle whose tables have this prefix.
    pub(crate) fn open(&self, prefix: &str) -> Db {
        let builder = Db::builder().table_prefix(prefix);
        match self.is_local() {
            true => builder.from_client(local(&self.0)),
            false => builder.embedded_at(&self.0).unwrap(),
        }
    }
}

#[cfg(feature = "aws")]
fn local(url: &str) -> aws_sdk_dynamodb::Client {
    use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};

    let credentials = Credentials::new("upgrades", "upgrades", None, None, "tests");
    let config = aws_config::SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-north-1"))
        .credentials_provider(aws_sdk_dynamodb::config::SharedCredentialsProvider::new(credentials))
        .endpoint_url(url)
        .build();
    Db::from_sdk_config(&config).sdk().unwrap().clone()
}

#[cfg(not(feature = "aws"))]
fn local(_url: &str) -> aws_sdk_dynamodb::Client {
    panic!("there is no HTTP without the feature `aws`")
}

pub(crate) struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left in a temporary folder does no harm.
        drop(std::fs::remove_dir_all(&self.0));
    }
}
