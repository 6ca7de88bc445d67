//! Kinds of runtimes, many tasks, and calls that nobody waits for.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use aws_sdk_dynamodb::error::DisplayErrorContext;
use dynamo_core::backend::embedded::Engine;

use crate::fixtures::{create, get, id, n, part, put};
use crate::folder::Folder;

fn engines(folder: &Folder) -> [Engine; 2] {
    [Engine::memory().unwrap(), Engine::file(folder.file("a.db")).unwrap()]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_tasks_lose_no_update() {
    let folder = Folder::new();
    for engine in engines(&folder) {
        create(&engine.client(), "parts").send().await.unwrap();
        let tasks: Vec<_> = (0..32).map(|_| tokio::spawn(count_up(engine.client(), 10))).collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(get(&engine.client(), "bolt", 1).await.unwrap()["count"], n(320), "{engine:?}");
    }
}

async fn count_up(client: aws_sdk_dynamodb::Client, times: u32) {
    for _ in 0..times {
        let update = client.update_item().table_name("parts").set_key(Some(id("bolt", 1)));
        let update = update.update_expression("ADD #c :one").expression_attribute_names("#c", "count");
        update.expression_attribute_values(":one", n(1)).send().await.unwrap();
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_busy_task_leaves_room_for_others() {
    let folder = Folder::new();
    for engine in engines(&folder) {
        let client = engine.client();
        create(&client, "parts").send().await.unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let other = Arc::clone(&stop);
        let other = tokio::spawn(async move { other.store(true, Ordering::SeqCst) });
        let mut rounds = 0;
        while !stop.load(Ordering::SeqCst) {
            assert_eq!(get(&client, "bolt", 1).await, None);
            rounds += 1;
            assert!(rounds < 2000, "{engine:?}: the other task had no turn");
        }
        other.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dropped_call_leaves_no_lock() {
    let folder = Folder::new();
    for engine in engines(&folder) {
        let client = engine.client();
        create(&client, "parts").send().await.unwrap();
        for number in 0..200 {
            let put = client.put_item().table_name("parts").set_item(Some(part("bolt", number, "red")));
            // Whatever this time cuts through: waiting for a thread, or for the reply.
            let _ = tokio::time::timeout(Duration::from_micros(u64::from(number) * 7), put.send()).await;
        }
        let mut polled = pin!(client.create_table().table_name("x").send());
        let _ = polled.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        put(&client, part("nut", 1, "red")).await;
        assert_eq!(get(&client, "nut", 1).await, Some(part("nut", 1, "red")));
        let kept = client.scan().table_name("parts").send().await.unwrap();
        let whole = kept.items().iter().all(|item| item.len() == 3);
        assert!(whole && kept.count() >= 1, "{engine:?}");
    }
}

#[test]
fn a_file_outlives_the_runtime_that_began_with_it() {
    let folder = Folder::new();
    let engine = Engine::file(folder.file("a.db")).unwrap();
    let client = engine.client();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    runtime.block_on(async { create(&client, "parts").send().await.unwrap() });
    let writer = client.clone();
    runtime.spawn(async move {
        for number in 0.. {
            let put = writer.put_item().table_name("parts").set_item(Some(part("bolt", number, "red")));
            if put.send().await.is_err() {
                return;
            }
        }
    });
    std::thread::sleep(Duration::from_millis(50));
    drop(runtime);

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        put(&client, part("nut", 1, "red")).await;
        assert_eq!(get(&client, "nut", 1).await, Some(part("nut", 1, "red")));
    });
}

/// Polls without any runtime.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return value;
        }
    }
}

#[test]
fn memory_needs_no_runtime_and_a_file_says_that_it_does() {
    let memory = Engine::memory().unwrap().client();
    block_on(async {
        create(&memory, "parts").send().await.unwrap();
        put(&memory, part("bolt", 1, "red")).await;
        assert!(get(&memory, "bolt", 1).await.is_some());
    });

    let folder = Folder::new();
    let engine = Engine::file(folder.file("a.db")).unwrap();
    let error = block_on(engine.client().list_tables().send()).unwrap_err();
    let text = DisplayErrorContext(&error).to_string();
    assert!(text.contains("needs a tokio runtime"), "{text}");
    let error = block_on(engine.sweep_ttl()).unwrap_err().to_string();
    assert!(error.contains("needs a tokio runtime"), "{error}");
}
