//! What an engine really holds, read and written past the library.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::types::{
    BillingMode, KeySchemaElement, KeyType, Projection, ProjectionType, ProvisionedThroughputDescription, PutRequest,
    ReturnValue, TableDescription, TimeToLiveSpecification, TimeToLiveStatus, WriteRequest,
};
use dynamo_core::Db;
use dynamo_core::request::{Action, Condition, Placeholders};
use dynamo_core::value::Item;

use crate::stored::normal;

/// One variant for each way in.
#[derive(Clone)]
pub(crate) enum Raw {
    Sdk(Client),
}

impl Raw {
    pub(crate) fn of(db: &Db) -> Self {
        Self::Sdk(db.sdk().expect("an engine that is reached by the SDK").clone())
    }

    pub(crate) async fn item(&self, table: &str, key: Item) -> Option<Item> {
        let Self::Sdk(client) = self;
        let call = client.get_item().table_name(table).set_key(Some(key)).consistent_read(true);
        call.send().await.expect("a get of our own").item
    }

    pub(crate) async fn write(&self, table: &str, item: Item) {
        let Self::Sdk(client) = self;
        client.put_item().table_name(table).set_item(Some(item)).send().await.expect("a put of our own");
    }

    /// Adds one to a number, as a program does that knows of no versions.
    pub(crate) async fn count_up(&self, table: &str, key: Item, name: &str) {
        let Self::Sdk(client) = self;
        let one = aws_sdk_dynamodb::types::AttributeValue::N("1".to_owned());
        let call = client.update_item().table_name(table).set_key(Some(key)).update_expression("ADD #n :one");
        let call = call.expression_attribute_names("#n", name).expression_attribute_values(":one", one);
        call.send().await.expect("an update of our own");
    }

    /// As few requests as it takes.
    pub(crate) async fn write_all(&self, table: &str, items: impl IntoIterator<Item = Item>) {
        let Self::Sdk(client) = self;
        let put = |item| PutRequest::builder().set_item(Some(item)).build().expect("an item");
        let write = |item| WriteRequest::builder().put_request(put(item)).build();
        let writes: Vec<_> = items.into_iter().map(write).collect();
        for chunk in writes.chunks(25) {
            let output = client.batch_write_item().request_items(table, chunk.to_vec()).send().await;
            let left = output.expect("a batch of our own").unprocessed_items.unwrap_or_default();
            assert!(left.is_empty(), "{left:?}");
        }
    }

    /// Asks the engine for an update in its own words, past what we check: the item as the update leaves it.
    pub(crate) async fn update(
        &self,
        table: &str,
        key: Item,
        condition: Option<Condition>,
        actions: Vec<Action>,
    ) -> Result<Item, String> {
        let Self::Sdk(client) = self;
        let mut placeholders = Placeholders::default();
        let changes = placeholders.update(actions).expect("a short update");
        let condition = condition.map(|condition| placeholders.condition(condition).expect("a short condition"));
        let (names, values) = placeholders.into_parts();
        let values = Some(values.collect::<Item>()).filter(|values| !values.is_empty());
        let call = client.update_item().table_name(table).set_key(Some(key)).update_expression(changes);
        let call = call.set_condition_expression(condition).set_expression_attribute_names(Some(names.collect()));
        let call = call.set_expression_attribute_values(values).return_values(ReturnValue::AllNew);
        let sent = call.send().await;
        sent.map(|output| output.attributes.expect("an item"))
            .map_err(|error| error.code().expect("an answer").to_owned())
    }

    /// Everything that a table holds, in one form and order.
    pub(crate) async fn items(&self, table: &str) -> Vec<Item> {
        let Self::Sdk(client) = self;
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
        let Self::Sdk(client) = self;
        client.describe_table().table_name(table).send().await.is_ok()
    }

    /// Switches on that items expire.
    pub(crate) async fn expire(&self, table: &str, attribute: &str) {
        self.time_to_live(table, attribute, true).await;
    }

    /// Switches off that items expire.
    pub(crate) async fn keep_expired(&self, table: &str, attribute: &str) {
        self.time_to_live(table, attribute, false).await;
    }

    async fn time_to_live(&self, table: &str, attribute: &str, is_on: bool) {
        let Self::Sdk(client) = self;
        let wanted = TimeToLiveSpecification::builder().enabled(is_on).attribute_name(attribute);
        let call = client.update_time_to_live().table_name(table);
        let call = call.time_to_live_specification(wanted.build().expect("complete"));
        call.send().await.expect("a table whose items expire");
    }

    /// Deletes the tables whose names begin so: an engine with many tables is a slow one.
    pub(crate) async fn clear(&self, prefix: &str) {
        let Self::Sdk(client) = self;
        let page = client.list_tables().exclusive_start_table_name(prefix).limit(20).send().await.expect("a list");
        for table in page.table_names().iter().filter(|name| name.starts_with(prefix)) {
            client.delete_table().table_name(table).send().await.expect("a deleted table");
        }
    }

    /// How many items an index holds.
    pub(crate) async fn count(&self, table: &str, index: &str) -> usize {
        let Self::Sdk(client) = self;
        let page = client.scan().table_name(table).index_name(index).send().await.expect("a scan of an index");
        usize::try_from(page.count).expect("a count")
    }

    /// The SDK's client, for tables that are made by hand.
    pub(crate) fn client(&self) -> &Client {
        let Self::Sdk(client) = self;
        client
    }

    /// What the stream tells, and what is set aside for the table and for each index.
    pub(crate) async fn costs(&self, table: &str) -> Vec<String> {
        let described = self.client().describe_table().table_name(table).send().await.expect("a description");
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

    /// Keys, indexes and the attribute that items expire by, as lines of text.
    pub(crate) async fn shape(&self, table: &str) -> Vec<String> {
        let Self::Sdk(client) = self;
        let described = client.describe_table().table_name(table).send().await.expect("a description");
        let mut lines = shape(&described.table.expect("a table"));
        let ttl = client.describe_time_to_live().table_name(table).send().await.expect("a TTL description");
        let ttl = ttl.time_to_live_description.expect("a TTL description");
        if [TimeToLiveStatus::Enabled, TimeToLiveStatus::Enabling].map(Some).contains(&ttl.time_to_live_status) {
            lines.push(format!("expires by {}", ttl.attribute_name.expect("the TTL attribute")));
        }
        lines
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
