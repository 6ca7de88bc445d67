//! A table with a key of two parts and an index, and the values of it.

use std::collections::HashMap;
use std::fmt::Display;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::create_table::builders::CreateTableFluentBuilder;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection,
    ProjectionType, ScalarAttributeType,
};
use dynamo_core::backend::embedded::Engine;

pub(crate) type Item = HashMap<String, AttributeValue>;

/// A new engine in memory with the table `parts`.
pub(crate) async fn parts() -> Client {
    let client = Engine::memory().unwrap().client();
    create(&client, "parts").send().await.unwrap();
    client
}

/// `kind` (S) and `number` (N), and the index `by_color` on `color` and `number`.
pub(crate) fn create(client: &Client, table: &str) -> CreateTableFluentBuilder {
    client
        .create_table()
        .table_name(table)
        .billing_mode(BillingMode::PayPerRequest)
        .key_schema(key("kind", KeyType::Hash))
        .key_schema(key("number", KeyType::Range))
        .attribute_definitions(attribute("kind", ScalarAttributeType::S))
        .attribute_definitions(attribute("number", ScalarAttributeType::N))
        .attribute_definitions(attribute("color", ScalarAttributeType::S))
        .global_secondary_indexes(index("by_color"))
}

pub(crate) fn index(name: &str) -> GlobalSecondaryIndex {
    GlobalSecondaryIndex::builder()
        .index_name(name)
        .key_schema(key("color", KeyType::Hash))
        .key_schema(key("number", KeyType::Range))
        .projection(Projection::builder().projection_type(ProjectionType::All).build())
        .build()
        .unwrap()
}

pub(crate) fn key(name: &str, kind: KeyType) -> KeySchemaElement {
    KeySchemaElement::builder().attribute_name(name).key_type(kind).build().unwrap()
}

pub(crate) fn attribute(name: &str, kind: ScalarAttributeType) -> AttributeDefinition {
    AttributeDefinition::builder().attribute_name(name).attribute_type(kind).build().unwrap()
}

pub(crate) fn s(text: impl Into<String>) -> AttributeValue {
    AttributeValue::S(text.into())
}

pub(crate) fn n(number: impl Display) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

pub(crate) fn id(kind: &str, number: u32) -> Item {
    HashMap::from([("kind".to_owned(), s(kind)), ("number".to_owned(), n(number))])
}

pub(crate) fn part(kind: &str, number: u32, color: &str) -> Item {
    let mut item = id(kind, number);
    item.insert("color".to_owned(), s(color));
    item
}

pub(crate) async fn put(client: &Client, item: Item) {
    client.put_item().table_name("parts").set_item(Some(item)).send().await.unwrap();
}

pub(crate) async fn get(client: &Client, kind: &str, number: u32) -> Option<Item> {
    let get = client.get_item().table_name("parts").set_key(Some(id(kind, number))).consistent_read(true);
    get.send().await.unwrap().item
}

/// The code of an error of the service, and its message.
pub(crate) fn code<T: std::fmt::Debug, E: ProvideErrorMetadata, R>(
    answer: Result<T, SdkError<E, R>>,
) -> (String, String) {
    let error = answer.expect_err("an error");
    (error.code().unwrap_or("none").to_owned(), error.message().unwrap_or_default().to_owned())
}
