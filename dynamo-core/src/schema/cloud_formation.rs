use super::json::Json;
use super::{IndexDefinition, KeyDefinition, ProjectionDefinition, TableDefinition, Throughput};

impl TableDefinition {
    /// A CloudFormation template, in JSON, whose one resource is this table.
    ///
    /// The resource is called by the table's name without what is neither a letter nor a digit: `orders-eu` is `OrdersEu`.
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
    /// }
    ///
    /// assert_eq!(table_definition::<User>()?.cloud_formation(), r#"{
    ///   "AWSTemplateFormatVersion": "2010-09-09",
    ///   "Resources": {
    ///     "Users": {
    ///       "Type": "AWS::DynamoDB::Table",
    ///       "Properties": {
    ///         "TableName": "users",
    ///         "BillingMode": "PAY_PER_REQUEST",
    ///         "AttributeDefinitions": [
    ///           {
    ///             "AttributeName": "id",
    ///             "AttributeType": "S"
    ///           }
    ///         ],
    ///         "KeySchema": [
    ///           {
    ///             "AttributeName": "id",
    ///             "KeyType": "HASH"
    ///           }
    ///         ]
    ///       }
    ///     }
    ///   }
    /// }"#);
    /// # Ok::<(), dynamo_core::Error>(())
    /// ```
    #[must_use]
    pub fn cloud_formation(&self) -> String {
        let resource = Json::object([("Type", Json::text("AWS::DynamoDB::Table")), ("Properties", self.properties())]);
        let template = Json::object([
            ("AWSTemplateFormatVersion", Json::text("2010-09-09")),
            ("Resources", Json::Object(vec![(logical_name(&self.table), resource)])),
        ]);
        template.to_string()
    }

    fn properties(&self) -> Json {
        let figures = self.billing.of_table();
        let mode = if figures.is_some() { "PROVISIONED" } else { "PAY_PER_REQUEST" };
        let ttl = |name: &String| Json::object([("AttributeName", Json::text(name.as_str())), ("Enabled", Json::True)]);
        let stream = self.stream.map(|view| Json::object([("StreamViewType", Json::text(view.name()))]));
        Json::object([("TableName", Json::text(self.table.as_str())), ("BillingMode", Json::text(mode))])
            .with("ProvisionedThroughput", figures.map(throughput))
            .with("AttributeDefinitions", Some(Json::list(self.key_attributes().iter().map(attribute))))
            .with("KeySchema", Some(keys(std::slice::from_ref(&self.pk), self.sk.as_slice())))
            .with("GlobalSecondaryIndexes", self.indexes_that_are(false))
            .with("LocalSecondaryIndexes", self.indexes_that_are(true))
            .with("TimeToLiveSpecification", self.ttl.as_ref().map(ttl))
            .with("StreamSpecification", stream)
    }

    fn indexes_that_are(&self, local: bool) -> Option<Json> {
        let shown = |index: &IndexDefinition| {
            let figures = self.billing.of_index(&index.name).filter(|_| !local);
            Json::object([
                ("IndexName", Json::text(index.name.as_str())),
                ("KeySchema", keys(&index.pk, &index.sk)),
                ("Projection", projection(&index.projection)),
            ])
            .with("ProvisionedThroughput", figures.map(throughput))
        };
        let indexes: Vec<_> = self.indexes.iter().filter(|index| index.local == local).map(shown).collect();
        (!indexes.is_empty()).then_some(Json::List(indexes))
    }
}

fn throughput(figures: Throughput) -> Json {
    Json::object([
        ("ReadCapacityUnits", Json::Number(figures.read)),
        ("WriteCapacityUnits", Json::Number(figures.write)),
    ])
}

fn attribute(key: &KeyDefinition) -> Json {
    Json::object([
        ("AttributeName", Json::text(key.name.as_str())),
        ("AttributeType", Json::text(key.key_type.letter())),
    ])
}

fn keys(pk: &[KeyDefinition], sk: &[KeyDefinition]) -> Json {
    let key = |key: &KeyDefinition, role: &str| {
        Json::object([("AttributeName", Json::text(key.name.as_str())), ("KeyType", Json::text(role))])
    };
    let (pk, sk) = (pk.iter().map(|pk| key(pk, "HASH")), sk.iter().map(|sk| key(sk, "RANGE")));
    Json::list(pk.chain(sk))
}

fn projection(projection: &ProjectionDefinition) -> Json {
    let included = match projection {
        ProjectionDefinition::Include(names) => Some(Json::texts(names.iter().cloned())),
        _ => None,
    };
    Json::object([("ProjectionType", Json::text(projection.name()))]).with("NonKeyAttributes", included)
}

/// CloudFormation takes letters and digits.
fn logical_name(table: &str) -> String {
    let words = table.split(|c: char| !c.is_ascii_alphanumeric());
    let name: String = words.flat_map(capitalised).collect();
    if name.is_empty() { "Table".to_owned() } else { name }
}

fn capitalised(word: &str) -> impl Iterator<Item = char> {
    let mut characters = word.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters)
}
