use std::time::{SystemTime, UNIX_EPOCH};

use aws_sdk_dynamodb::types::{
    CreateGlobalSecondaryIndexAction, GlobalSecondaryIndexUpdate, KeyType, Projection, ProjectionType,
    ScalarAttributeType, TableStatus, Tag, TimeToLiveSpecification, TimeToLiveStatus,
};
use dynamo_core::backend::embedded::Engine;

use crate::fixtures::{attribute, code, create, get, id, key, n, part, put};

#[tokio::test]
async fn tables_are_created_described_listed_and_deleted() {
    let client = Engine::memory().unwrap().client();
    let created = create(&client, "parts").send().await.unwrap().table_description.unwrap();
    assert_eq!(created.table_name(), Some("parts"));
    create(&client, "orders").send().await.unwrap();
    let described = client.describe_table().table_name("parts").send().await.unwrap().table.unwrap();
    assert_eq!(described.table_status(), Some(&TableStatus::Active));
    assert_eq!(described.global_secondary_indexes()[0].index_name(), Some("by_color"));

    let page = client.list_tables().limit(1).send().await.unwrap();
    assert_eq!((page.table_names(), page.last_evaluated_table_name()), (&["orders".to_owned()][..], Some("orders")));
    let page = client.list_tables().exclusive_start_table_name("orders").send().await.unwrap();
    assert_eq!(page.table_names(), ["parts"]);

    let again = create(&client, "parts").send().await.unwrap_err().into_service_error();
    assert!(again.is_resource_in_use_exception(), "{again:?}");
    client.delete_table().table_name("parts").send().await.unwrap();
    assert_eq!(code(client.describe_table().table_name("parts").send().await).0, "ResourceNotFoundException");
    assert_eq!(code(client.delete_table().table_name("parts").send().await).0, "ResourceNotFoundException");
}

#[tokio::test]
async fn a_new_index_holds_the_items_that_were_there() {
    let client = Engine::memory().unwrap().client();
    create(&client, "parts").send().await.unwrap();
    put(&client, part("bolt", 1, "red")).await;
    let create = CreateGlobalSecondaryIndexAction::builder().index_name("by_number");
    let create = create.key_schema(key("number", KeyType::Hash));
    let all = Projection::builder().projection_type(ProjectionType::KeysOnly).build();
    let update = GlobalSecondaryIndexUpdate::builder().create(create.projection(all).build().unwrap()).build();
    let update = client.update_table().table_name("parts").global_secondary_index_updates(update);
    update.attribute_definitions(attribute("number", ScalarAttributeType::N)).send().await.unwrap();
    let query = client.query().table_name("parts").index_name("by_number").key_condition_expression("#n = :n");
    let query = query.expression_attribute_names("#n", "number").expression_attribute_values(":n", n(1));
    assert_eq!(query.send().await.unwrap().items(), [id("bolt", 1)]);
}

#[tokio::test]
async fn items_past_their_time_go_when_they_are_swept() {
    let engine = Engine::memory().unwrap();
    let client = engine.client();
    create(&client, "parts").send().await.unwrap();
    let until = TimeToLiveSpecification::builder().attribute_name("until").enabled(true).build().unwrap();
    client.update_time_to_live().table_name("parts").time_to_live_specification(until).send().await.unwrap();
    let described = client.describe_time_to_live().table_name("parts").send().await.unwrap();
    let described = described.time_to_live_description.unwrap();
    assert_eq!(described.time_to_live_status(), Some(&TimeToLiveStatus::Enabled));
    assert_eq!(described.attribute_name(), Some("until"));

    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    for (number, until) in [(1, now - 60), (2, now + 3600)] {
        let mut item = part("bolt", number, "red");
        item.insert("until".to_owned(), n(until));
        put(&client, item).await;
    }
    assert!(get(&client, "bolt", 1).await.is_some());
    assert_eq!(engine.sweep_ttl().await.unwrap(), 1);
    assert_eq!(get(&client, "bolt", 1).await, None);
    assert!(get(&client, "bolt", 2).await.is_some());
}

#[tokio::test]
async fn tags_come_and_go() {
    let client = Engine::memory().unwrap().client();
    let table = create(&client, "parts").send().await.unwrap().table_description.unwrap();
    let arn = table.table_arn().unwrap();
    let tag = Tag::builder().key("team").value("shop").build().unwrap();
    client.tag_resource().resource_arn(arn).tags(tag.clone()).send().await.unwrap();
    let tags = client.list_tags_of_resource().resource_arn(arn).send().await.unwrap();
    assert_eq!(tags.tags(), [tag]);
    client.untag_resource().resource_arn(arn).tag_keys("team").send().await.unwrap();
    assert!(client.list_tags_of_resource().resource_arn(arn).send().await.unwrap().tags().is_empty());
}

#[tokio::test]
async fn what_the_engine_lacks_is_an_unknown_operation() {
    let client = Engine::memory().unwrap().client();
    let answer = client.describe_limits().send().await;
    assert_eq!(answer.as_ref().unwrap_err().raw_response().unwrap().status().as_u16(), 400);
    assert_eq!(code(answer).0, "UnknownOperationException");
    let backup = client.create_backup().table_name("parts").backup_name("friday").send().await;
    assert_eq!(code(backup).0, "UnknownOperationException");
}
