use std::fmt;
use std::fs::{File, TryLockError};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, IdentityCache, Region, StalledStreamProtectionConfig};
use aws_smithy_async::rt::sleep::TokioSleep;
use dynoxide::{Database, DynoxideError};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio::task;

use crate::error::{Error, Result};

/// How many blocking threads one file may hold. The engine does one thing at a time; the others read requests and write
/// replies, and must not take the whole pool from the rest of the program.
const THREADS: usize = 4;
/// How long to wait for a file that another process is about to let go of, such as the one a restart replaces.
const PATIENCE: Duration = Duration::from_secs(1);

/// DynamoDB inside the process: cheap to clone, and every clone and client is the same database.
///
/// ```
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use dynamo_core::backend::embedded::Engine;
///
/// let client = Engine::memory()?.client();
/// assert!(client.list_tables().send().await?.table_names().is_empty());
/// # Ok(())
/// # }
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(example()).unwrap();
/// ```
#[derive(Clone)]
pub struct Engine(Arc<Shared>);

struct Shared {
    /// Shared by operations, taken alone by those that need the tables to stand still. `None` when it could not be opened
    /// again after a panic; the next operation tries anew. Dropped before `place`, which guards the file.
    database: RwLock<Option<Database>>,
    place: Place,
}

/// Where the data is.
enum Place {
    Memory { name: String, _keeper: Database },
    File { path: PathBuf, threads: Arc<Semaphore>, _lock: File },
}

/// What an operation needs from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Shared,
    /// No other operation meanwhile: it looks at names, then takes one.
    Alone,
}

/// The operation did not run; the text says why.
#[derive(Debug)]
pub(super) struct NotRun(&'static str);

impl Engine {
    /// A new, empty database in memory.
    ///
    /// # Errors
    /// When SQLite has no memory left.
    pub fn memory() -> Result<Self> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        // Named, so that it can be opened again after a panic; it lives as long as its keeper.
        let name = format!("file:dynamo-core-{}?mode=memory&cache=shared", COUNT.fetch_add(1, Ordering::Relaxed));
        let keeper = Database::new(&name).map_err(|error| cannot_open("memory", &error))?;
        Self::open(Place::Memory { name, _keeper: keeper })
    }

    /// The database on a file, which is made when it is not there.
    ///
    /// # Errors
    /// When the file cannot be opened, is no database, or is open already: in this process (clone the engine instead) or
    /// in another one.
    pub fn file(path: impl AsRef<Path>) -> Result<Self> {
        let path = whole(path.as_ref()).map_err(|error| cannot_open(path.as_ref().display(), &error))?;
        let lock = lock(&path)?;
        Self::open(Place::File { path, threads: Arc::new(Semaphore::new(THREADS)), _lock: lock })
    }

    fn open(place: Place) -> Result<Self> {
        let database = place.database().map_err(|error| cannot_open(&place, &error))?;
        Ok(Self(Arc::new(Shared { database: RwLock::new(Some(database)), place })))
    }

    /// An ordinary SDK client whose requests go to this engine.
    #[must_use]
    pub fn client(&self) -> aws_sdk_dynamodb::Client {
        let config = aws_sdk_dynamodb::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .http_client(self.clone())
            .region(Region::from_static("us-east-1"))
            // There is nobody to check a signature.
            .allow_no_auth()
            // These two watch the clock, for which tokio has to run; memory does without.
            .identity_cache(IdentityCache::no_cache())
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .retry_config(RetryConfig::standard())
            .sleep_impl(TokioSleep::new())
            .build();
        aws_sdk_dynamodb::Client::from_conf(config)
    }

    /// Deletes the items whose time to live has passed, and says how many. Nothing else does.
    ///
    /// # Errors
    /// When the engine fails, or a file is used outside a tokio runtime.
    pub async fn sweep_ttl(&self) -> Result<usize> {
        let swept = self.run(Access::Shared, Database::sweep_ttl).await;
        swept.map_err(failed)?.map_err(failed)
    }

    /// Runs `operation`: in memory right here, on a file on a blocking thread, where it finishes even when nobody waits for
    /// it any more.
    pub(super) async fn run<T, F>(&self, access: Access, operation: F) -> Result<dynoxide::Result<T>, NotRun>
    where
        T: Send + 'static,
        F: FnOnce(&Database) -> dynoxide::Result<T> + Send + 'static,
    {
        let Place::File { threads, .. } = &self.0.place else {
            // A loop over operations that are always ready would keep its thread to itself.
            task::coop::consume_budget().await;
            return Ok(self.0.call(access, operation));
        };
        let Ok(runtime) = Handle::try_current() else {
            return Err(NotRun("the embedded engine needs a tokio runtime when its data is on a file"));
        };
        let Ok(permit) = Arc::clone(threads).acquire_owned().await else {
            return Err(NotRun("the embedded engine is closed"));
        };
        let shared = Arc::clone(&self.0);
        let task = runtime.spawn_blocking(move || {
            let answer = shared.call(access, operation);
            drop(permit);
            answer
        });
        task.await.map_err(|_| NotRun("the tokio runtime stopped before the embedded engine ran the operation"))
    }
}

impl Shared {
    fn call<T>(&self, access: Access, operation: impl FnOnce(&Database) -> dynoxide::Result<T>) -> dynoxide::Result<T> {
        let run = |database: &Option<Database>| database.as_ref().map(operation);
        let outcome = catch_unwind(AssertUnwindSafe(|| match access {
            Access::Shared => run(&self.database.read().unwrap_or_else(PoisonError::into_inner)),
            Access::Alone => run(&self.database.write().unwrap_or_else(PoisonError::into_inner)),
        }));
        if let Ok(Some(answer)) = outcome {
            return answer;
        }
        let problem = if outcome.is_err() { "panicked" } else { "is not open" };
        Err(match self.reopen() {
            Ok(()) => DynoxideError::InternalServerError(format!("the engine {problem} and was opened again")),
            Err(error) => DynoxideError::InternalServerError(format!("the engine {problem}: {error}")),
        })
    }

    /// A panic leaves the engine's own lock poisoned for good, and perhaps a transaction half done. Closing rolls that back.
    fn reopen(&self) -> dynoxide::Result<()> {
        let mut database = self.database.write().unwrap_or_else(PoisonError::into_inner);
        *database = None;
        *database = Some(self.place.database()?);
        Ok(())
    }
}

impl Place {
    fn database(&self) -> dynoxide::Result<Database> {
        match self {
            Self::Memory { name, .. } => Database::new(name),
            Self::File { path, .. } => match path.to_str() {
                Some(path) => Database::new(path),
                None => Err(DynoxideError::InternalServerError("the path is not UTF-8".to_owned())),
            },
        }
    }
}

/// The path from the root: neither SQLite's `file:` nor its `:memory:`, and the same however the file is reached.
fn whole(path: &Path) -> std::io::Result<PathBuf> {
    if let Ok(path) = path.canonicalize() {
        return Ok(path);
    }
    let Some(name) = path.file_name() else {
        return Err(std::io::Error::other("the path names no file"));
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(folder.canonicalize()?.join(name))
}

/// Takes the file for this engine. The engine remembers what tables look like, so that two on one file would write past each
/// other's indexes.
///
/// The lock is on a file of its own: closing the database file, as the loser of a race has to, would release the locks that
/// SQLite holds on it for the winner.
fn lock(path: &Path) -> Result<File> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".lock");
    let file = File::options().create(true).append(true).open(&beside);
    let file = file.map_err(|error| cannot_open(path.display(), &error))?;
    let begin = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(cannot_open(path.display(), &error)),
            Err(TryLockError::WouldBlock) if begin.elapsed() < PATIENCE => thread::sleep(Duration::from_millis(10)),
            Err(TryLockError::WouldBlock) => {
                let taken = "it is open already, in this process or another; within a process, clone the handle";
                return Err(cannot_open(path.display(), &taken));
            }
        }
    }
}

fn cannot_open(place: impl fmt::Display, why: &dyn fmt::Display) -> Error {
    Error::invalid_request(format!("cannot open the embedded engine ({place}): {why}"))
}

fn failed(why: impl fmt::Display) -> Error {
    Error::invalid_request(format!("the embedded engine failed: {why}"))
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory { .. } => f.write_str("memory"),
            Self::File { path, .. } => write!(f, "{}", path.display()),
        }
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Engine({})", self.0.place)
    }
}

impl fmt::Display for NotRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for NotRun {}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, RwLock};

    use aws_sdk_dynamodb::Client;
    use aws_sdk_dynamodb::error::ProvideErrorMetadata;
    use aws_sdk_dynamodb::types::{
        AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType,
        StreamSpecification, StreamViewType,
    };
    use dynoxide::Database;
    use dynoxide::storage_backend::Clock;

    use super::super::operations;
    use super::{Access, Engine, Shared};

    /// A clock that panics while the database's lock is held.
    struct Bomb(Arc<AtomicBool>);

    impl Clock for Bomb {
        fn now_unix_secs(&self) -> u64 {
            assert!(!self.0.load(Ordering::SeqCst), "the clock stopped");
            0
        }

        fn now_unix_secs_f64(&self) -> f64 {
            0.0
        }
    }

    async fn create(client: &Client) {
        let key = KeySchemaElement::builder().attribute_name("id").key_type(KeyType::Hash).build().unwrap();
        let id = AttributeDefinition::builder().attribute_name("id").attribute_type(ScalarAttributeType::S);
        let stream = StreamSpecification::builder().stream_enabled(true).stream_view_type(StreamViewType::NewImage);
        let create = client.create_table().table_name("notes").key_schema(key).billing_mode(BillingMode::PayPerRequest);
        let create = create.attribute_definitions(id.build().unwrap()).stream_specification(stream.build().unwrap());
        create.send().await.unwrap();
    }

    async fn put(client: &Client, id: &str) -> Result<(), String> {
        let put = client.put_item().table_name("notes").item("id", AttributeValue::S(id.to_owned()));
        put.send().await.map(|_| ()).map_err(|error| error.code().unwrap_or("none").to_owned())
    }

    async fn count(client: &Client) -> i32 {
        client.scan().table_name("notes").send().await.unwrap().count()
    }

    #[tokio::test]
    async fn a_panic_under_the_engines_lock_poisons_it_and_the_database_is_opened_again() {
        let lit = Arc::new(AtomicBool::new(false));
        let poisoned = Database::memory_with_clock(Arc::new(Bomb(Arc::clone(&lit)))).unwrap();
        let Ok(shared) = Arc::try_unwrap(Engine::memory().unwrap().0) else { unreachable!("nobody else has it") };
        let healthy = Engine(Arc::new(Shared { database: RwLock::new(Some(poisoned.clone())), place: shared.place }));
        let client = healthy.client();
        create(&client).await;
        put(&client, "before").await.unwrap();

        lit.store(true, Ordering::SeqCst);
        let once = client.config().to_builder();
        let once = once.retry_config(aws_sdk_dynamodb::config::retry::RetryConfig::disabled()).build();
        let failed = put(&Client::from_conf(once), "lost").await;
        assert_eq!(failed, Err("InternalServerError".to_owned()));
        // This is why it has to be opened again: the engine itself does not recover.
        assert!(poisoned.table_count().unwrap_err().to_string().contains("poisoned"));

        // The place is another, empty database here: it was opened anew.
        create(&client).await;
        put(&client, "after").await.unwrap();
        assert_eq!(count(&client).await, 1);
    }

    #[tokio::test]
    async fn what_was_written_before_a_panic_is_there_after_it() {
        let folder = std::env::temp_dir().join(format!("dynamo-core-panic-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for engine in [Engine::memory().unwrap(), Engine::file(folder.join("a.db")).unwrap()] {
            let client = engine.client();
            create(&client).await;
            put(&client, "first").await.unwrap();
            for access in [Access::Shared, Access::Alone] {
                let answer = engine.run::<(), _>(access, |_| panic!("a defect")).await.unwrap();
                assert!(answer.unwrap_err().to_string().contains("panicked"), "{engine:?}");
                assert_eq!(count(&client).await, 1, "{engine:?}");
            }
            put(&client, "second").await.unwrap();
            assert_eq!(count(&client).await, 2, "{engine:?}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }

    /// One operation, JSON in and out.
    async fn asked(engine: &Engine, name: &'static str, body: serde_json::Value) -> serde_json::Value {
        let run = move |database: &_| operations::find(name).unwrap().run(database, body.to_string().as_bytes());
        serde_json::from_slice(&engine.run(Access::Shared, run).await.unwrap().unwrap()).unwrap()
    }

    #[tokio::test]
    async fn what_is_swept_looks_in_streams_as_if_the_service_had_deleted_it() {
        let engine = Engine::memory().unwrap();
        let client = engine.client();
        create(&client).await;
        asked(
            &engine,
            "UpdateTimeToLive",
            serde_json::json!({
                "TableName": "notes", "TimeToLiveSpecification": {"AttributeName": "until", "Enabled": true}
            }),
        )
        .await;
        let put = client.put_item().table_name("notes").item("id", AttributeValue::S("old".to_owned()));
        put.item("until", AttributeValue::N("1000000000".to_owned())).send().await.unwrap();
        assert_eq!(engine.sweep_ttl().await.unwrap(), 1);
        let streams = asked(&engine, "ListStreams", serde_json::json!({"TableName": "notes"})).await;
        let stream = &streams["Streams"][0]["StreamArn"];
        let described = asked(&engine, "DescribeStream", serde_json::json!({"StreamArn": stream})).await;
        let shard = &described["StreamDescription"]["Shards"][0]["ShardId"];
        let from = serde_json::json!({"StreamArn": stream, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"});
        let iterator = &asked(&engine, "GetShardIterator", from).await["ShardIterator"];
        let records = asked(&engine, "GetRecords", serde_json::json!({"ShardIterator": iterator})).await;
        let last = records["Records"].as_array().unwrap().last().unwrap();
        assert_eq!(
            (&last["eventName"], &last["userIdentity"]["type"]),
            (&"REMOVE".into(), &"Service".into()),
            "{last}"
        );
    }

    #[tokio::test]
    async fn a_database_that_is_not_open_is_opened_for_the_retry() {
        let engine = Engine::memory().unwrap();
        let client = engine.client();
        create(&client).await;
        *engine.0.database.write().unwrap() = None;
        put(&client, "again").await.unwrap();
        assert_eq!(count(&client).await, 1);
    }
}
