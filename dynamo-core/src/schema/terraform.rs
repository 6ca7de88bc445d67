use super::json::Json;
use super::{IndexDefinition, KeyDefinition, ProjectionDefinition, TableDefinition, Throughput};

impl TableDefinition {
    /// A Terraform configuration in JSON (a `.tf.json` file) whose one resource is this table, an `aws_dynamodb_table`.
    ///
    /// The resource is called by the table's name, with `_` for what Terraform does not take in one. Keys of an index that are one
    /// attribute each are written as `hash_key` and `range_key`, which every version of the provider knows; an index whose key is made
    /// of several attributes is written with `key_schema` blocks, and needs a version that has them.
    ///
    /// ```
    /// use dynamo_core::prelude::*;
    /// use dynamo_core::table::table_definition;
    ///
    /// #[derive(DynamoTable)]
    /// #[dynamo(table = "users")]
    /// struct User {
    ///     #[pk]
    ///     id: String,
    ///     #[ttl]
    ///     until: Option<Ttl>,
    /// }
    ///
    /// assert_eq!(table_definition::<User>()?.terraform(), r#"{
    ///   "resource": {
    ///     "aws_dynamodb_table": {
    ///       "users": {
    ///         "name": "users",
    ///         "billing_mode": "PAY_PER_REQUEST",
    ///         "hash_key": "id",
    ///         "attribute": [
    ///           {
    ///             "name": "id",
    ///             "type": "S"
    ///           }
    ///         ],
    ///         "ttl": [
    ///           {
    ///             "attribute_name": "until",
    ///             "enabled": true
    ///           }
    ///         ]
    ///       }
    ///     }
    ///   }
    /// }"#);
    /// # Ok::<(), dynamo_core::Error>(())
    /// ```
    #[must_use]
    pub fn terraform(&self) -> String {
        let table = Json::Object(vec![(resource_name(&self.table), self.arguments())]);
        let kinds = Json::object([("aws_dynamodb_table", table)]);
        Json::object([("resource", kinds)]).to_string()
    }

    fn arguments(&self) -> Json {
        let figures = self.billing.of_table();
        let mode = if figures.is_some() { "PROVISIONED" } else { "PAY_PER_REQUEST" };
        let ttl = |name: &String| Json::list([Json::object([("attribute_name", text(name)), ("enabled", Json::True)])]);
        let table = Json::object([("name", text(&self.table)), ("billing_mode", Json::text(mode))]);
        capacity(table, figures)
            .with("hash_key", Some(text(&self.pk.name)))
            .with("range_key", self.sk.as_ref().map(|sk| text(&sk.name)))
            .with("stream_enabled", self.stream.map(|_| Json::True))
            .with("stream_view_type", self.stream.map(|view| Json::text(view.name())))
            .with("attribute", Some(Json::list(self.key_attributes().iter().map(attribute))))
            .with("global_secondary_index", self.blocks(false))
            .with("local_secondary_index", self.blocks(true))
            .with("ttl", self.ttl.as_ref().map(ttl))
    }

    fn blocks(&self, local: bool) -> Option<Json> {
        let shown = |index: &IndexDefinition| {
            let figures = self.billing.of_index(&index.name).filter(|_| !local);
            let block = capacity(Json::object([("name", text(&index.name))]), figures);
            let block = if local { sort_key(block, index) } else { keys(block, index) };
            projection(block, &index.projection)
        };
        let indexes: Vec<_> = self.indexes.iter().filter(|index| index.local == local).map(shown).collect();
        (!indexes.is_empty()).then_some(Json::List(indexes))
    }
}

/// What Terraform would take for the beginning of an expression stands for itself.
fn text(text: &str) -> Json {
    Json::Text(text.replace("${", "$${").replace("%{", "%%{"))
}

fn capacity(block: Json, figures: Option<Throughput>) -> Json {
    block
        .with("read_capacity", figures.map(|figures| Json::Number(figures.read)))
        .with("write_capacity", figures.map(|figures| Json::Number(figures.write)))
}

fn attribute(key: &KeyDefinition) -> Json {
    Json::object([("name", text(&key.name)), ("type", Json::text(key.key_type.letter()))])
}

fn keys(block: Json, index: &IndexDefinition) -> Json {
    let key = |key: &KeyDefinition, role: &str| {
        Json::object([("attribute_name", text(&key.name)), ("key_type", Json::text(role))])
    };
    match (index.pk.as_slice(), index.sk.as_slice()) {
        ([pk], [] | [_]) => sort_key(block.with("hash_key", Some(text(&pk.name))), index),
        (pk, sk) => {
            let (pk, sk) = (pk.iter().map(|pk| key(pk, "HASH")), sk.iter().map(|sk| key(sk, "RANGE")));
            block.with("key_schema", Some(Json::list(pk.chain(sk))))
        }
    }
}

fn sort_key(block: Json, index: &IndexDefinition) -> Json {
    block.with("range_key", index.sk.first().map(|sk| text(&sk.name)))
}

fn projection(block: Json, projection: &ProjectionDefinition) -> Json {
    let included = match projection {
        ProjectionDefinition::Include(names) => Some(Json::list(names.iter().map(|name| text(name)))),
        _ => None,
    };
    block.with("projection_type", Some(Json::text(projection.name()))).with("non_key_attributes", included)
}

/// Terraform takes letters, digits, `_` and `-`, and no digit or `-` in front.
fn resource_name(table: &str) -> String {
    let legal = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    let name: String = table.chars().map(legal).collect();
    if name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') { name } else { format!("_{name}") }
}
