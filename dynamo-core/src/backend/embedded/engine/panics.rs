//! A panic inside the engine: the operation fails, the database goes on.

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
    let once = aws_sdk_dynamodb::config::Builder::from(client.config());
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

#[tokio::test]
async fn a_database_that_is_not_open_is_opened_for_the_retry() {
    let engine = Engine::memory().unwrap();
    let client = engine.client();
    create(&client).await;
    *engine.0.database.write().unwrap() = None;
    put(&client, "again").await.unwrap();
    assert_eq!(count(&client).await, 1);
}
