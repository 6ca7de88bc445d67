//! The engines that the suite runs on. Each case has a handle of its own, whose tables have a prefix of their own.

use std::path::{Path, PathBuf};

use dynamo_core::Db;
use dynamo_core::db::DbBuilder;

/// Where the tests find DynamoDB Local.
pub(crate) const LOCAL: &str = "DYNAMO_TEST_LOCAL";

pub(crate) struct Engine {
    pub(crate) name: &'static str,
    open: Box<dyn Fn(DbBuilder, usize) -> Db + Send + Sync>,
    /// Deleted with the engine.
    _folder: Option<Folder>,
}

impl Engine {
    /// In this process, in memory: a database for each case.
    pub(crate) fn memory() -> Self {
        let open = |builder: DbBuilder, _| builder.embedded().expect("a database in memory");
        Self { name: "embedded (memory)", open: Box::new(open), _folder: None }
    }

    /// In this process, in files: one for each case.
    pub(crate) fn file() -> Self {
        let folder = Folder::new();
        let path = folder.0.clone();
        let open = move |builder: DbBuilder, number: usize| {
            let file = path.join(format!("{number}.db"));
            builder.embedded_at(file).expect("a database in a file")
        };
        Self { name: "embedded (file)", open: Box::new(open), _folder: Some(folder) }
    }

    /// AWS's own DynamoDB Local, over HTTP, where there is one.
    #[cfg(feature = "aws")]
    pub(crate) fn local() -> Option<Self> {
        use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region, SharedCredentialsProvider};

        let url = std::env::var(LOCAL).ok()?;
        let credentials = Credentials::new("conformance", "conformance", None, None, "tests");
        let config = aws_config::SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("eu-north-1"))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .endpoint_url(url)
            .build();
        let client = Db::from_sdk_config(&config).sdk().expect("an SDK client").clone();
        let open = move |builder: DbBuilder, _| builder.from_client(client.clone());
        Some(Self { name: "DynamoDB Local", open: Box::new(open), _folder: None })
    }

    /// There is no HTTP without the feature.
    #[cfg(not(feature = "aws"))]
    pub(crate) fn local() -> Option<Self> {
        None
    }

    pub(crate) fn open(&self, builder: DbBuilder, number: usize) -> Db {
        (self.open)(builder, number)
    }
}

/// A folder for one run.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("dynamo-core-conformance-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let path: &Path = &self.0;
        // What is left in a temporary folder does no harm.
        drop(std::fs::remove_dir_all(path));
    }
}
