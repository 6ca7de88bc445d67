//! Engines behind the SDK, through its own client.

use std::slice;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, GlobalSecondaryIndexUpdate, KeySchemaElement, KeyType,
    LocalSecondaryIndex, Projection, ProjectionType, ProvisionedThroughput, ProvisionedThroughputDescription,
    PutRequest, ReturnValue, ScalarAttributeType, StreamSpecification, StreamViewType, TableDescription,
    TimeToLiveSpecification, TimeToLiveStatus, UpdateGlobalSecondaryIndexAction, WriteRequest,
};
use dynamo_core::request::{Action, Condition, Placeholders};
use dynamo_core::schema::{KeyDefinition, ProjectionDefinition, TableDefinition, Throughput};
use dynamo_core::value::Item;

use crate::stored::normal;

#[derive(Clone)]
pub(crate) struct Sdk(pub(crate) Client);

impl Sdk {
    pub(crate) async fn item(&self, table: &str, key: Item) -> Option<Item> {
        let Self(client) = self;
        let call = client.get_item().table_name(table).set_key(Some(key)).consistent_read(true);
        call.send().await.expect("a get of our own").item
    }

    pub(crate) async fn write(&self, table: &str, item: Item) {
        let Self(client) = self;
        client.put_item().table_name(table).set_item(Some(item)).send().await.expect("a put of our own");
    }

    pub(crate) async fn count_up(&self, table: &str, key: Item, name: &str) {
        let Self(client) = self;
        let one = aws_sdk_dynamodb::types::AttributeValue::N("1".to_owned());
        let call = client.update_item().table_name(table).set_key(Some(key)).update_expression("ADD #n :one");
        let call = call.expression_attribute_names("#n", name).expression_attribute_values(":one", one);
        call.send().await.expect("an update of our own");
    }

    pub(crate) async fn write_all(&self, table: &str, items: impl IntoIterator<Item = Item>) {
        let Self(client) = self;
        let put = |item| PutRequest::builder().set_item(Some(item)).build().expect("an item");
        let write = |item| WriteRequest::builder().put_request(put(item)).build();
        let writes: Vec<_> = items.into_iter().map(write).collect();
        for chunk in writes.chunks(25) {
            let output = client.batch_write_item().request_items(table, chunk.to_vec()).send().await;
            let left = output.expect("a batch of our own").unprocessed_items.unwrap_or_default();
            assert!(left.is_empty(), "{left:?}");
        }
    }

    pub(crate) async fn update(
        &self,
        table: &str,
        key: Item,
        condition: Option<Condition>,
        actions: Vec<Action>,
    ) -> Result<Item, String> {
        let Self(client) = self;
        let mut placeholders = Placeholders::default();
        let changes = placeholders.update(&actions).expect("a short update");
        let condition = condition.map(|condition| placeholders.condition(&condition).expect("a short condition"));
        let (names, values) = placeholders.into_parts();
        let values = Some(values).filter(|values| !values.is_empty());
        let call = client.update_item().table_name(table).set_key(Some(key)).update_expression(changes);
        let call = call.set_condition_expression(condition).set_expression_attribute_names(Some(names));
        let call = call.set_expression_attribute_values(values).return_values(ReturnValue::AllNew);
        let sent = call.send().await;
        sent.map(|output| output.attributes.expect("an item"))
            .map_err(|error| error.code().expect("an answer").to_owned())
    }

    pub(crate) async fn items(&self, table: &str) -> Vec<Item> {
        let Self(client) = self;
        let mut items = Vec::new();
        let mut from = None;
        loop {
            let call = client.scan().table_name(table).consistent_read(true).set_exclusive_start_key(from);
            let page = call.send().await.expect("a scan of our own");
            items.extend(page.items.unwrap_or_default().into_iter().map(normal));
            from = page.last_evaluated_key;
            if from.is_none() {
                items.sort_by_key(|item| format!("{:?}", item.iter().collect::<std::collections::BTreeMap<_, _>>()));
                return items;
            }
        }
    }

    pub(crate) async fn has_table(&self, table: &str) -> bool {
        let Self(client) = self;
        client.describe_table().table_name(table).send().await.is_ok()
    }

    pub(crate) async fn keep_expired(&self, table: &str, attribute: &str) {
        let Self(client) = self;
        let off =
            TimeToLiveSpecification::builder().enabled(false).attribute_name(attribute).build().expect("complete");
        let call = client.update_time_to_live().table_name(table).time_to_live_specification(off);
        call.send().await.expect("a table whose items expire");
    }

    pub(crate) async fn clear(&self, prefix: &str) {
        let Self(client) = self;
        let page = client.list_tables().exclusive_start_table_name(prefix).limit(20).send().await.expect("a list");
        for table in page.table_names().iter().filter(|name| name.starts_with(prefix)) {
            client.delete_table().table_name(table).send().await.expect("a deleted table");
        }
    }

    pub(crate) async fn count(&self, table: &str, index: &str) -> usize {
        let Self(client) = self;
        let page = client.scan().table_name(table).index_name(index).send().await.expect("a scan of an index");
        usize::try_from(page.count).expect("a count")
    }

    pub(crate) async fn costs(&self, table: &str) -> Vec<String> {
        let described = self.0.describe_table().table_name(table).send().await.expect("a description");
        let table = described.table.expect("a table");
        let figures = |figures: Option<&ProvisionedThroughputDescription>| {
            let figures = figures.map(|f| (f.read_capacity_units, f.write_capacity_units));
            let (read, write) = figures.unwrap_or_default();
            format!("{} {}", read.unwrap_or_default(), write.unwrap_or_default())
        };
        let mode = table.billing_mode_summary.as_ref().and_then(|summary| summary.billing_mode.clone());
        let is_on_demand = mode == Some(BillingMode::PayPerRequest);
        let mut lines =
            vec![if is_on_demand { "on demand".into() } else { figures(table.provisioned_throughput.as_ref()) }];
        let view = table.stream_specification.as_ref().filter(|stream| stream.stream_enabled);
        lines.extend(view.and_then(|stream| Some(format!("stream {}", stream.stream_view_type.as_ref()?.as_str()))));
        let indexes = table.global_secondary_indexes().iter().filter(|_| !is_on_demand);
        lines.extend(indexes.map(|index| {
            let name = index.index_name.as_deref().unwrap_or_default();
            format!("{name} {}", figures(index.provisioned_throughput.as_ref()))
        }));
        lines[1..].sort();
        lines
    }

    pub(crate) async fn shape(&self, table: &str) -> Vec<String> {
        let Self(client) = self;
        let described = client.describe_table().table_name(table).send().await.expect("a description");
        let mut lines = shape(&described.table.expect("a table"));
        let ttl = client.describe_time_to_live().table_name(table).send().await.expect("a TTL description");
        let ttl = ttl.time_to_live_description.expect("a TTL description");
        if [TimeToLiveStatus::Enabled, TimeToLiveStatus::Enabling].map(Some).contains(&ttl.time_to_live_status) {
            lines.push(format!("expires by {}", ttl.attribute_name.expect("the TTL attribute")));
        }
        lines
    }

    pub(crate) async fn delete(&self, table: &str, key: Item) {
        let Self(client) = self;
        client.delete_item().table_name(table).set_key(Some(key)).send().await.expect("a delete of our own");
    }

    pub(crate) async fn create(&self, definition: &TableDefinition) {
        let Self(client) = self;
        let figures = definition.billing.of_table();
        let mode = if figures.is_some() { BillingMode::Provisioned } else { BillingMode::PayPerRequest };
        let mut call = client.create_table().table_name(&definition.table).billing_mode(mode);
        call = call.set_provisioned_throughput(figures.map(throughput));
        call = call.set_key_schema(Some(key_schema(slice::from_ref(&definition.pk), definition.sk.as_slice())));
        if let Some(view) = definition.stream {
            let view = StreamViewType::from(view.name());
            let stream = StreamSpecification::builder().stream_enabled(true).stream_view_type(view);
            call = call.stream_specification(stream.build().expect("complete"));
        }
        for key in definition.key_attributes() {
            let letter = ScalarAttributeType::from(key.key_type.letter());
            let attribute = AttributeDefinition::builder().attribute_name(key.name).attribute_type(letter);
            call = call.attribute_definitions(attribute.build().expect("complete"));
        }
        for index in &definition.indexes {
            let (name, keys, holds) = (&index.name, key_schema(&index.pk, &index.sk), projection(&index.projection));
            call = if index.local {
                let index = LocalSecondaryIndex::builder().index_name(name).set_key_schema(Some(keys));
                call.local_secondary_indexes(index.projection(holds).build().expect("complete"))
            } else {
                let figures = definition.billing.of_index(name).map(throughput);
                let index = GlobalSecondaryIndex::builder().index_name(name).set_key_schema(Some(keys));
                let index = index.projection(holds).set_provisioned_throughput(figures);
                call.global_secondary_indexes(index.build().expect("complete"))
            };
        }
        call.send().await.expect("a table made by hand");
        self.settled(&definition.table).await;
    }

    pub(crate) async fn settled(&self, table: &str) {
        loop {
            let described = self.0.describe_table().table_name(table).send().await.expect("a description");
            if described.table.and_then(|table| table.table_status).is_some_and(|status| status.as_str() == "ACTIVE") {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }

    pub(crate) async fn provision(&self, table: &str, indexes: &[&str]) {
        let figures = throughput(Throughput { read: 7, write: 3 });
        let call = self.0.update_table().table_name(table).billing_mode(BillingMode::Provisioned);
        let mut call = call.provisioned_throughput(figures.clone());
        for name in indexes {
            let update = UpdateGlobalSecondaryIndexAction::builder().index_name(*name);
            let update = update.provisioned_throughput(figures.clone()).build().expect("complete");
            call = call.global_secondary_index_updates(GlobalSecondaryIndexUpdate::builder().update(update).build());
        }
        call.send().await.expect("a provisioned table");
        self.settled(table).await;
    }

    pub(crate) async fn expire(&self, table: &str, attribute: &str) {
        let on = TimeToLiveSpecification::builder().enabled(true).attribute_name(attribute).build().expect("complete");
        let call = self.0.update_time_to_live().table_name(table).time_to_live_specification(on);
        call.send().await.expect("a table whose items expire");
    }
}

fn shape(table: &TableDescription) -> Vec<String> {
    let keys = |keys: &[KeySchemaElement]| {
        let types = table.attribute_definitions();
        let shown = |key: &KeySchemaElement| {
            let of = types.iter().find(|known| known.attribute_name == key.attribute_name).expect("a typed key");
            let mark = if key.key_type == KeyType::Range { "/" } else { "" };
            format!("{mark}{} {}", key.attribute_name, of.attribute_type.as_str())
        };
        keys.iter().map(shown).collect::<Vec<_>>().join(" ")
    };
    let mut lines = vec![keys(table.key_schema())];
    let global = table.global_secondary_indexes().iter().map(|index| {
        let name = index.index_name.as_deref().unwrap_or_default();
        format!("gsi {name}: {}; {}", keys(index.key_schema()), holds(index.projection.as_ref()))
    });
    let local = table.local_secondary_indexes().iter().map(|index| {
        let name = index.index_name.as_deref().unwrap_or_default();
        format!("lsi {name}: {}; {}", keys(index.key_schema()), holds(index.projection.as_ref()))
    });
    let mut indexes: Vec<_> = global.chain(local).collect();
    indexes.sort();
    lines.append(&mut indexes);
    lines
}

fn holds(projection: Option<&Projection>) -> String {
    let projection = projection.expect("a projection");
    match projection.projection_type.as_ref().expect("its type") {
        ProjectionType::All => "all".to_owned(),
        ProjectionType::KeysOnly => "keys".to_owned(),
        _ => {
            let mut names = projection.non_key_attributes().to_vec();
            names.sort();
            format!("keys, {}", names.join(", "))
        }
    }
}

fn key_schema(pk: &[KeyDefinition], sk: &[KeyDefinition]) -> Vec<KeySchemaElement> {
    let of = |keys: &[KeyDefinition], role: KeyType| {
        let key = |key: &KeyDefinition| KeySchemaElement::builder().attribute_name(&key.name).key_type(role.clone());
        keys.iter().map(|one| key(one).build().expect("complete")).collect::<Vec<_>>()
    };
    [of(pk, KeyType::Hash), of(sk, KeyType::Range)].concat()
}

fn projection(of: &ProjectionDefinition) -> Projection {
    let builder = Projection::builder().projection_type(ProjectionType::from(of.name()));
    match of {
        ProjectionDefinition::Include(names) => builder.set_non_key_attributes(Some(names.clone())),
        _ => builder,
    }
    .build()
}

fn throughput(figures: Throughput) -> ProvisionedThroughput {
    let units = |units: u64| i64::try_from(units).expect("a small figure");
    let builder = ProvisionedThroughput::builder().read_capacity_units(units(figures.read));
    builder.write_capacity_units(units(figures.write)).build().expect("complete")
}
