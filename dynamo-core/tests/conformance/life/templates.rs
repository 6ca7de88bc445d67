//! Templates as another tool would read them: from their JSON, by a mapping that knows nothing of the library.

use dynamo_core::backend::Feature;
use dynamo_core::prelude::*;
use dynamo_core::schema::{
    Billing, IndexDefinition, KeyDefinition, ProjectionDefinition, StreamView, TableDefinition, Throughput,
};
use dynamo_core::value::key_kind::KeyType;
use serde_json::Value;

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
    Tool::ALL.iter().flat_map(|tool| [odd(*tool), costly(*tool).needs(&[Feature::Streams])]).collect()
}

impl Tool {
    async fn make(self, bench: &Bench, definition: &TableDefinition) {
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

/// The keys of one role, with the types that the attributes have.
fn keys(schema: &[(String, String)], role: &str, types: &[(String, String)]) -> Vec<KeyDefinition> {
    let letters = [KeyType::Text, KeyType::Number, KeyType::Binary];
    let of_role = schema.iter().filter(|(_, known)| known == role);
    let key = |(name, _): &(String, String)| {
        let (_, letter) = types.iter().find(|(known, _)| known == name).expect("a typed key");
        let key_type = letters.into_iter().find(|known| known.letter() == letter).expect("a type");
        KeyDefinition { name: name.clone(), key_type }
    };
    of_role.map(key).collect()
}

fn figures(read: &Value, write: &Value) -> Option<Throughput> {
    Some(Throughput { read: read.as_u64()?, write: write.as_u64()? })
}

fn projection(kind: &Value, names: Vec<String>) -> ProjectionDefinition {
    match text(kind) {
        "ALL" => ProjectionDefinition::All,
        "KEYS_ONLY" => ProjectionDefinition::KeysOnly,
        "INCLUDE" => ProjectionDefinition::Include(names),
        other => panic!("{other}"),
    }
}

fn billing(
    mode: &Value,
    table: Option<Throughput>,
    indexes: impl Iterator<Item = (String, Option<Throughput>)>,
) -> Billing {
    match (text(mode), table) {
        ("PROVISIONED", Some(table)) => {
            let indexes = indexes.map(|(name, own)| (name, own.expect("figures of a global index"))).collect();
            Billing::Provisioned { table, indexes }
        }
        ("PAY_PER_REQUEST", None) => Billing::OnDemand,
        other => panic!("{other:?}"),
    }
}

fn stream(view: &Value) -> Option<StreamView> {
    let name = view.as_str()?;
    Some(StreamView::ALL.iter().copied().find(|view| view.name() == name).expect("a view"))
}

/// The first of a list that has one.
fn first<T>(list: Vec<T>) -> Option<T> {
    list.into_iter().next()
}

pub(crate) async fn from_cloud_formation(bench: &Bench, template: &str) {
    let template: Value = serde_json::from_str(template).expect("JSON");
    assert_eq!(template["AWSTemplateFormatVersion"], "2010-09-09");
    let (name, resource) = only(&template["Resources"]);
    assert!(name.chars().all(|c| c.is_ascii_alphanumeric()), "{name}");
    assert_eq!(resource["Type"], "AWS::DynamoDB::Table");
    let table = &resource["Properties"];
    let pairs = |of: &Value, one: &str, other: &str| -> Vec<_> {
        list(of).iter().map(|pair| (text(&pair[one]).to_owned(), text(&pair[other]).to_owned())).collect()
    };
    let types = pairs(&table["AttributeDefinitions"], "AttributeName", "AttributeType");
    let keys_of = |of: &Value, role| keys(&pairs(&of["KeySchema"], "AttributeName", "KeyType"), role, &types);
    let units = |of: &Value| {
        let of = &of["ProvisionedThroughput"];
        figures(&of["ReadCapacityUnits"], &of["WriteCapacityUnits"])
    };
    let index = |local: bool| {
        move |of: &Value| {
            let holds = &of["Projection"];
            let names = list(&holds["NonKeyAttributes"]).iter().map(|name| text(name).to_owned()).collect();
            let projection = projection(&holds["ProjectionType"], names);
            let (pk, sk) = (keys_of(of, "HASH"), keys_of(of, "RANGE"));
            IndexDefinition { name: text(&of["IndexName"]).to_owned(), local, pk, sk, projection }
        }
    };
    let (global, local) = (list(&table["GlobalSecondaryIndexes"]), list(&table["LocalSecondaryIndexes"]));
    assert!(local.iter().all(|one| one["ProvisionedThroughput"].is_null()));
    let own = global.iter().map(|one| (text(&one["IndexName"]).to_owned(), units(one)));
    let definition = TableDefinition {
        table: text(&table["TableName"]).to_owned(),
        pk: first(keys_of(table, "HASH")).expect("a partition key"),
        sk: first(keys_of(table, "RANGE")),
        indexes: global.iter().map(index(false)).chain(local.iter().map(index(true))).collect(),
        ttl: None,
        stream: stream(&table["StreamSpecification"]["StreamViewType"]),
        billing: billing(&table["BillingMode"], units(table), own),
    };
    bench.raw.create(&definition).await;
    let ttl = &table["TimeToLiveSpecification"];
    if ttl["Enabled"] == true {
        bench.raw.expire(&definition.table, text(&ttl["AttributeName"])).await;
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
    let types: Vec<_> =
        list(&table["attribute"]).iter().map(|one| (literal(&one["name"]), text(&one["type"]).to_owned())).collect();
    let keys_of = |of: &Value, role| {
        let block = list(&of["key_schema"]).iter();
        let block = block.map(|one| (literal(&one["attribute_name"]), text(&one["key_type"]).to_owned()));
        let named = [("hash_key", "HASH"), ("range_key", "RANGE")].into_iter();
        let named = named.filter(|(argument, _)| !of[*argument].is_null());
        let named = named.map(|(argument, role)| (literal(&of[argument]), role.to_owned()));
        keys(&block.chain(named).collect::<Vec<_>>(), role, &types)
    };
    let holds =
        |of: &Value| projection(&of["projection_type"], list(&of["non_key_attributes"]).iter().map(literal).collect());
    let global = list(&table["global_secondary_index"]).iter().map(|one| {
        let (name, pk, sk) = (literal(&one["name"]), keys_of(one, "HASH"), keys_of(one, "RANGE"));
        IndexDefinition { name, local: false, pk, sk, projection: holds(one) }
    });
    let local = list(&table["local_secondary_index"]).iter().map(|one| {
        assert!(one["hash_key"].is_null() && one["read_capacity"].is_null(), "it has the table's: {one}");
        let (name, pk, sk) = (literal(&one["name"]), keys_of(table, "HASH"), keys_of(one, "RANGE"));
        IndexDefinition { name, local: true, pk, sk, projection: holds(one) }
    });
    assert_eq!(table["stream_enabled"].is_null(), table["stream_view_type"].is_null());
    let own = list(&table["global_secondary_index"]).iter().map(|one| (literal(&one["name"]), units(one)));
    let definition = TableDefinition {
        table: literal(&table["name"]),
        pk: first(keys_of(table, "HASH")).expect("a partition key"),
        sk: first(keys_of(table, "RANGE")),
        indexes: global.chain(local).collect(),
        ttl: None,
        stream: stream(&table["stream_view_type"]),
        billing: billing(&table["billing_mode"], units(table), own),
    };
    bench.raw.create(&definition).await;
    if let [ttl] = list(&table["ttl"]) {
        assert_eq!(ttl["enabled"], true);
        bench.raw.expire(&definition.table, &literal(&ttl["attribute_name"])).await;
    }
}
