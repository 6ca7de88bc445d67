//! Requests that no SDK client sends, and the client for streams, which is a crate of its own.

use aws_sdk_dynamodb::operation::RequestId;
use aws_sdk_dynamodb::types::{StreamSpecification, StreamViewType};
use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use dynamo_core::backend::embedded::Engine;
use serde_json::{Value, json};

use crate::fixtures::{create, id, part, put};

async fn send(engine: &Engine, target: &str, body: impl Into<SdkBody>) -> (u16, Value) {
    let mut request = HttpRequest::new(body.into());
    request.headers_mut().insert("x-amz-target", target.to_owned());
    let response = engine.call(request).await.unwrap();
    assert_eq!(response.headers().get("content-type"), Some("application/x-amz-json-1.0"));
    (response.status().as_u16(), serde_json::from_slice(response.body().bytes().unwrap()).unwrap())
}

async fn refused(engine: &Engine, target: &str, body: impl Into<SdkBody>) -> String {
    let (status, body) = send(engine, target, body).await;
    assert_eq!(status, 400, "{body}");
    let kind = body["__type"].as_str().unwrap();
    kind.rsplit('#').next().unwrap().to_owned()
}

#[tokio::test]
async fn malformed_requests_are_serialization_errors() {
    let engine = Engine::memory().unwrap();
    create(&engine.client(), "parts").send().await.unwrap();
    let bodies = [
        "",
        "{",
        "[]",
        "null",
        "7",
        "{\"TableName\":7}",
        "{\"TableName\":\"parts\",\"Key\":[]}",
        "{\"TableName\":\"parts\",\"Key\":{\"kind\":{\"S\":7},\"number\":{\"N\":\"1\"}}}",
        "{\"TableName\":\"parts\",\"ConsistentRead\":\"maybe\",\"Key\":{}}",
        "{\"TableName\":\"parts\",\"Key\":{\"kind\":{\"S\":\"a\"}}} trailing",
    ];
    for body in bodies {
        assert_eq!(refused(&engine, "DynamoDB_20120810.GetItem", body).await, "SerializationException", "{body}");
    }
    let not_utf8 = refused(&engine, "DynamoDB_20120810.GetItem", vec![b'{', 0xff]).await;
    assert_eq!(not_utf8, "SerializationException");
    let deep = format!("{{\"TableName\":\"parts\",\"Item\":{}", "{\"L\":[".repeat(20_000));
    assert_eq!(refused(&engine, "DynamoDB_20120810.PutItem", deep).await, "ValidationException");
    for body in ["{}", "{\"TableName\":null}"] {
        assert_eq!(refused(&engine, "DynamoDB_20120810.GetItem", body).await, "ValidationException", "{body}");
    }
}

#[tokio::test]
async fn every_operation_answers_an_empty_object_and_no_other_name_does() {
    let engine = Engine::memory().unwrap();
    let names = "BatchExecuteStatement BatchGetItem BatchWriteItem CreateTable DeleteItem DeleteTable DescribeStream \
                 DescribeTable DescribeTimeToLive ExecuteStatement ExecuteTransaction GetItem GetRecords \
                 GetShardIterator ListStreams ListTables ListTagsOfResource PutItem Query Scan SearchVectors TagResource \
                 TransactGetItems TransactWriteItems UntagResource UpdateItem UpdateTable UpdateTimeToLive";
    for name in names.split_whitespace() {
        let (status, body) = send(&engine, &format!("DynamoDB_20120810.{name}"), "{}").await;
        let kind = body["__type"].as_str().unwrap_or("none");
        assert!(!kind.ends_with("UnknownOperationException") && status < 500, "{name}: {body}");
    }
    for target in ["DynamoDB_20120810.Nothing", "GetItem", "", "DynamoDB_20120810.", "Other_20120810.GetItem"] {
        assert_eq!(refused(&engine, target, "{}").await, "UnknownOperationException", "{target}");
    }
    let response = engine.call(HttpRequest::new(SdkBody::from("{}"))).await.unwrap();
    assert_eq!(response.status().as_u16(), 400);
}

#[tokio::test]
async fn each_reply_has_a_request_id_of_its_own() {
    let client = Engine::memory().unwrap().client();
    let (one, two) = (client.list_tables().send().await.unwrap(), client.list_tables().send().await.unwrap());
    assert!(one.request_id().is_some());
    assert_ne!(one.request_id(), two.request_id());
    let error = client.describe_table().table_name("nowhere").send().await.unwrap_err();
    assert!(error.request_id().is_some());
}

#[tokio::test]
async fn a_stream_is_read_through_its_own_service() {
    let engine = Engine::memory().unwrap();
    let client = engine.client();
    let stream = StreamSpecification::builder().stream_enabled(true).stream_view_type(StreamViewType::NewAndOldImages);
    create(&client, "parts").stream_specification(stream.build().unwrap()).send().await.unwrap();
    put(&client, part("bolt", 1, "red")).await;
    put(&client, part("bolt", 1, "blue")).await;
    client.delete_item().table_name("parts").set_key(Some(id("bolt", 1))).send().await.unwrap();

    let ask = async |operation: &str, body: Value| {
        let (status, body) = send(&engine, &format!("DynamoDBStreams_20120810.{operation}"), body.to_string()).await;
        assert_eq!(status, 200, "{body}");
        body
    };
    let streams = ask("ListStreams", json!({"TableName": "parts"})).await;
    let arn = &streams["Streams"][0]["StreamArn"];
    let described = ask("DescribeStream", json!({"StreamArn": arn})).await;
    let shard = &described["StreamDescription"]["Shards"][0]["ShardId"];
    let start = json!({"StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"});
    let iterator = ask("GetShardIterator", start).await;
    let records = ask("GetRecords", json!({"ShardIterator": iterator["ShardIterator"]})).await;
    let records = records["Records"].as_array().unwrap();
    let names: Vec<_> = records.iter().map(|record| record["eventName"].as_str().unwrap()).collect();
    assert_eq!(names, ["INSERT", "MODIFY", "REMOVE"]);
    assert_eq!(records[1]["dynamodb"]["OldImage"]["color"], json!({"S": "red"}));
    assert_eq!(records[1]["dynamodb"]["NewImage"]["color"], json!({"S": "blue"}));
}
