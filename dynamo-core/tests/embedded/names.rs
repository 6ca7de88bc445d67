//! Names that SQLite cannot tell apart.

use aws_sdk_dynamodb::types::{
    CreateGlobalSecondaryIndexAction, GlobalSecondaryIndexUpdate, KeyType, Projection, ProjectionType,
};
use dynamo_core::backend::embedded::Engine;

use crate::fixtures::{code, create, get, index, key, part, parts, put};
use crate::folder::Folder;

#[tokio::test]
async fn a_table_whose_name_differs_only_in_case_is_refused() {
    let client = parts().await;
    put(&client, part("bolt", 1, "red")).await;
    let (code, message) = code(create(&client, "Parts").send().await);
    assert_eq!(code, "ValidationException");
    assert!(message.contains("`Parts`") && message.contains("`parts`"), "{message}");
    assert_eq!(client.list_tables().send().await.unwrap().table_names(), ["parts"]);
    assert_eq!(get(&client, "bolt", 1).await, Some(part("bolt", 1, "red")));

    client.delete_table().table_name("parts").send().await.unwrap();
    create(&client, "Parts").send().await.unwrap();
    assert_eq!(client.list_tables().send().await.unwrap().table_names(), ["Parts"]);
}

#[tokio::test]
async fn the_first_hundred_tables_are_not_all() {
    let client = Engine::memory().unwrap().client();
    for number in 100..205 {
        create(&client, &format!("t{number}")).send().await.unwrap();
    }
    assert_eq!(code(create(&client, "T204").send().await).0, "ValidationException");
}

#[tokio::test]
async fn an_index_whose_name_differs_only_in_case_is_refused() {
    let client = parts().await;
    let twins = create(&client, "orders").global_secondary_indexes(index("BY_COLOR")).send().await;
    let (twins, message) = code(twins);
    assert_eq!(twins, "ValidationException");
    assert!(message.contains("by case"), "{message}");
    assert_eq!(client.list_tables().send().await.unwrap().table_names(), ["parts"]);

    let later =
        CreateGlobalSecondaryIndexAction::builder().index_name("By_Color").key_schema(key("color", KeyType::Hash));
    let all = Projection::builder().projection_type(ProjectionType::All).build();
    let later = GlobalSecondaryIndexUpdate::builder().create(later.projection(all).build().unwrap()).build();
    let (later, message) =
        code(client.update_table().table_name("parts").global_secondary_index_updates(later).send().await);
    assert_eq!(later, "ValidationException");
    assert!(message.contains("by case"), "{message}");
}

#[tokio::test]
async fn names_that_sqlite_or_the_engine_keeps_are_refused() {
    let client = Engine::memory().unwrap().client();
    for name in ["_tables", "_Config", "_stream_records", "sqlite_master", "SQLite_x"] {
        let (code, message) = code(create(&client, name).send().await);
        assert_eq!(code, "ValidationException", "{name}");
        assert!(message.contains("for itself"), "{message}");
    }
    for name in ["tables", "sqlite", "_tables_", "group", "select.from-where"] {
        create(&client, name).send().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_tables_created_at_once_one_is_refused() {
    let folder = Folder::new();
    for engine in [Engine::memory().unwrap(), Engine::file(folder.file("a.db")).unwrap()] {
        for round in 0..20 {
            let creating = [format!("case{round}"), format!("CASE{round}"), format!("Case{round}")].map(|name| {
                let client = engine.client();
                tokio::spawn(async move { create(&client, &name).send().await.is_ok() })
            });
            let mut created = 0;
            for task in creating {
                created += u32::from(task.await.unwrap());
            }
            assert_eq!(created, 1, "{engine:?}");
        }
        assert_eq!(engine.client().list_tables().send().await.unwrap().table_names().len(), 20);
    }
}
