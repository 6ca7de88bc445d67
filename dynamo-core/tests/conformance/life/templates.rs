//! Templates as another tool would read them: from their JSON, by a mapping that knows nothing of the library.

use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, LocalSecondaryIndex, Projection,
    ProjectionType, ProvisionedThroughput, ScalarAttributeType, StreamSpecification, StreamViewType,
};
use dynamo_core::prelude::*;
use dynamo_core::schema::StreamView;
use serde_json::Value;

use super::by_hand::settled;
use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::Order;

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "2.odd_Names")]
#[gsi(by_note, name = "by.note-1", pk = note, include(more))]
struct Odd {
    #[pk]
    #[dynamo(rename = "a \"quoted\" \\ ${name} $${x} %{if y} %%{z} \u{1F600} ü\n\u{7}")]
    id: String,
    #[dynamo(rename = "resource")]
    note: String,
    #[dynamo(rename = "${more}")]
    more: String,
    #[ttl]
    #[dynamo(rename = "%{until}")]
    until: Option<Ttl>,
}

variants! {
    Tool { CloudFormation, Terraform }
}

pub(super) fn cases() -> Vec<Case> {
    Tool::ALL.iter().flat_map(|tool| [odd(*tool), costly(*tool)]).collect()
}

impl Tool {
    async fn make(self, bench: &Bench, definition: &dynamo_core::schema::TableDefinition) {
        match self {
            Self::CloudFormation => from_cloud_formation(bench, &definition.cloud_formation()).await,
            Self::Terraform => from_terraform(bench, &definition.terraform()).await,
        }
    }
}

/// Names arrive as they are, whatever is in them.
fn odd(tool: Tool) -> Case {
    Case::new(format!("a template with odd names: {tool:?}"), move |bench| async move {
        let definition = bench.db.table_definition::<Odd>().expect("a definition");
        tool.make(&bench, &definition).await;
        let differences = bench.db.verify_table::<Odd>().await.expect("a comparison");
        assert!(differences.is_empty() && differences.remarks().is_empty(), "{differences}");
    })
}

/// So do figures and the stream.
fn costly(tool: Tool) -> Case {
    Case::new(format!("a template with figures and a stream: {tool:?}"), move |bench| async move {
        let create = bench.db.create_table::<Order>().provisioned(3, 4).index_provisioned("gsi-region", 1, 2);
        let definition = create.stream(StreamView::NewAndOldImages).request().expect("a request").definition;
        tool.make(&bench, &definition).await;
        let verify = bench.db.verify_table::<Order>().stream(StreamView::NewAndOldImages);
        let differences = verify.await.expect("a comparison");
        assert!(differences.is_empty() && differences.remarks().is_empty(), "{differences}");
        let costs = bench.raw.costs(&definition.table).await;
        let figures = ["3 4", "by_tenant 3 4", "gsi-region 1 2", "gsi-status-date 3 4", "stream NEW_AND_OLD_IMAGES"];
        assert_eq!(costs, figures);
    })
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("a text: {value}"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn only(value: &Value) -> (&str, &Value) {
    let members = value.as_object().expect("an object");
    assert_eq!(members.len(), 1, "{value}");
    members.iter().map(|(name, value)| (name.as_str(), value)).next().expect("one")
}

fn key(name: &str, role: &str) -> KeySchemaElement {
    KeySchemaElement::builder().attribute_name(name).key_type(KeyType::from(role)).build().expect("complete")
}

fn attribute(name: &str, letter: &str) -> AttributeDefinition {
    let letter = ScalarAttributeType::from(letter);
    AttributeDefinition::builder().attribute_name(name).attribute_type(letter).build().expect("complete")
}

fn figures(read: &Value, write: &Value) -> Option<ProvisionedThroughput> {
    let builder = ProvisionedThroughput::builder().read_capacity_units(read.as_i64()?);
    Some(builder.write_capacity_units(write.as_i64()?).build().expect("complete"))
}

fn projection(kind: &Value, names: Vec<String>) -> Projection {
    let names = (!names.is_empty()).then_some(names);
    let builder = Projection::builder().projection_type(ProjectionType::from(text(kind)));
    builder.set_non_key_attributes(names).build()
}

fn stream(view: &Value) -> Option<StreamSpecification> {
    let view = StreamViewType::from(view.as_str()?);
    Some(StreamSpecification::builder().stream_enabled(true).stream_view_type(view).build().expect("complete"))
}

pub(crate) async fn from_cloud_formation(bench: &Bench, template: &str) {
    let template: Value = serde_json::from_str(template).expect("JSON");
    assert_eq!(template["AWSTemplateFormatVersion"], "2010-09-09");
    let (name, resource) = only(&template["Resources"]);
    assert!(name.chars().all(|c| c.is_ascii_alphanumeric()), "{name}");
    assert_eq!(resource["Type"], "AWS::DynamoDB::Table");
    let table = &resource["Properties"];
    let keys = |schema: &Value| -> Vec<_> {
        list(schema).iter().map(|one| key(text(&one["AttributeName"]), text(&one["KeyType"]))).collect()
    };
    let holds = |of: &Value| {
        let names = list(&of["NonKeyAttributes"]).iter().map(|name| text(name).to_owned()).collect();
        projection(&of["ProjectionType"], names)
    };
    let units = |of: &Value| figures(&of["ReadCapacityUnits"], &of["WriteCapacityUnits"]);
    let mut call = bench.raw.client().create_table().table_name(text(&table["TableName"]));
    call = call.billing_mode(BillingMode::from(text(&table["BillingMode"])));
    call = call.set_provisioned_throughput(units(&table["ProvisionedThroughput"]));
    call = call.set_key_schema(Some(keys(&table["KeySchema"])));
    call = call.set_stream_specification(stream(&table["StreamSpecification"]["StreamViewType"]));
    for one in list(&table["AttributeDefinitions"]) {
        call = call.attribute_definitions(attribute(text(&one["AttributeName"]), text(&one["AttributeType"])));
    }
    for one in list(&table["GlobalSecondaryIndexes"]) {
        let index = GlobalSecondaryIndex::builder().index_name(text(&one["IndexName"]));
        let index = index.set_key_schema(Some(keys(&one["KeySchema"]))).projection(holds(&one["Projection"]));
        let index = index.set_provisioned_throughput(units(&one["ProvisionedThroughput"]));
        call = call.global_secondary_indexes(index.build().expect("complete"));
    }
    for one in list(&table["LocalSecondaryIndexes"]) {
        assert_eq!(one["ProvisionedThroughput"], Value::Null);
        let index = LocalSecondaryIndex::builder().index_name(text(&one["IndexName"]));
        let index = index.set_key_schema(Some(keys(&one["KeySchema"]))).projection(holds(&one["Projection"]));
        call = call.local_secondary_indexes(index.build().expect("complete"));
    }
    call.send().await.expect("a table of a template");
    settled(bench, text(&table["TableName"])).await;
    let ttl = &table["TimeToLiveSpecification"];
    if ttl["Enabled"] == true {
        bench.raw.expire(text(&table["TableName"]), text(&ttl["AttributeName"])).await;
    }
}

/// A text as Terraform reads it, where no expression is meant.
fn literal(value: &Value) -> String {
    let given = text(value);
    let escaped = given.replace("$${", "").replace("%%{", "");
    assert!(!escaped.contains("${") && !escaped.contains("%{"), "an expression: {given}");
    given.replace("$${", "${").replace("%%{", "%{")
}

pub(crate) async fn from_terraform(bench: &Bench, template: &str) {
    let template: Value = serde_json::from_str(template).expect("JSON");
    let (kind, resources) = only(only(&template).1);
    assert_eq!((only(&template).0, kind), ("resource", "aws_dynamodb_table"));
    let (name, table) = only(resources);
    let legal = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    assert!(name.chars().all(legal) && !name.starts_with(|c: char| c == '-' || c.is_ascii_digit()), "{name}");
    let units = |of: &Value| figures(&of["read_capacity"], &of["write_capacity"]);
    let keys = |of: &Value| -> Vec<_> {
        let block = list(&of["key_schema"]).iter();
        let block = block.map(|one| key(&literal(&one["attribute_name"]), text(&one["key_type"])));
        let named = [("hash_key", "HASH"), ("range_key", "RANGE")].into_iter();
        let named = named.filter(|(argument, _)| !of[*argument].is_null());
        block.chain(named.map(|(argument, role)| key(&literal(&of[argument]), role))).collect()
    };
    let holds =
        |of: &Value| projection(&of["projection_type"], list(&of["non_key_attributes"]).iter().map(literal).collect());
    let mut call = bench.raw.client().create_table().table_name(literal(&table["name"]));
    call = call.billing_mode(BillingMode::from(text(&table["billing_mode"])));
    call = call.set_provisioned_throughput(units(table)).set_key_schema(Some(keys(table)));
    assert_eq!(table["stream_enabled"].is_null(), table["stream_view_type"].is_null());
    call = call.set_stream_specification(stream(&table["stream_view_type"]));
    for one in list(&table["attribute"]) {
        call = call.attribute_definitions(attribute(&literal(&one["name"]), text(&one["type"])));
    }
    for one in list(&table["global_secondary_index"]) {
        let index = GlobalSecondaryIndex::builder().index_name(literal(&one["name"])).projection(holds(one));
        let index = index.set_key_schema(Some(keys(one))).set_provisioned_throughput(units(one));
        call = call.global_secondary_indexes(index.build().expect("complete"));
    }
    for one in list(&table["local_secondary_index"]) {
        assert!(one["hash_key"].is_null() && one["read_capacity"].is_null(), "it has the table's: {one}");
        let sort = key(&literal(&one["range_key"]), "RANGE");
        let index = LocalSecondaryIndex::builder().index_name(literal(&one["name"])).projection(holds(one));
        let index = index.key_schema(key(&literal(&table["hash_key"]), "HASH")).key_schema(sort);
        call = call.local_secondary_indexes(index.build().expect("complete"));
    }
    call.send().await.expect("a table of a template");
    settled(bench, text(&table["name"])).await;
    if let [ttl] = list(&table["ttl"]) {
        assert_eq!(ttl["enabled"], true);
        bench.raw.expire(text(&table["name"]), &literal(&ttl["attribute_name"])).await;
    }
}
