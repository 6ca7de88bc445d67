use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue;
use aws_smithy_types::base64;
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::error::Result;
use crate::request::{
    self, KeyAttributes, Labelled, Placeholders, Request, Returns, Segment, TableChange, TransactOperation, Write,
};
use crate::schema::{IndexDefinition, KeyDefinition, ProjectionDefinition, TableDefinition, Throughput};

/// A request as people read it: what would be sent, with the values of sensitive attributes hidden. It prints, and serializes.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, age: u8 }
/// let db = Db::offline();
/// let text = db.delete(User::key("u1")).only_if(|u| u.age().lt(18)).explain()?.to_string();
/// assert_eq!(text, r##"DeleteItem on users
///   key         id = "u1"
///   condition   #0 < :0
///   names       #0 = age
///   values      :0 = 18"##);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Explained {
    /// DynamoDB's name for the operation.
    pub operation: &'static str,
    /// The table.
    pub table: String,
    /// The index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<String>,
    /// The parts of the request, each as text, in the order they are printed.
    #[serde(flatten)]
    pub parts: Parts,
    /// What the placeholders of names stand for.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, String>,
    /// What the placeholders of values stand for.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, Shown>,
}

/// Named parts of a request, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parts(Vec<(&'static str, Part)>);

/// One part of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// An expression or an option.
    Text(String),
    /// Attributes.
    Attributes(BTreeMap<String, Shown>),
}

/// An attribute value, in plain JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown(AttributeValue);

impl Parts {
    /// The part of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Part> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, part)| part)
    }

    fn text(&mut self, name: &'static str, text: impl Into<String>) {
        self.0.push((name, Part::Text(text.into())));
    }

    fn attributes(&mut self, name: &'static str, attributes: impl IntoIterator<Item = (String, AttributeValue)>) {
        let shown = attributes.into_iter().map(|(name, value)| (name, Shown(value)));
        self.0.push((name, Part::Attributes(shown.collect())));
    }

    fn options(&mut self, options: &[(bool, &'static str)]) {
        let on: Vec<_> = options.iter().filter(|(on, _)| *on).map(|(_, word)| *word).collect();
        if !on.is_empty() {
            self.text("options", on.join(", "));
        }
    }
}

/// A request while it is explained.
#[derive(Default)]
struct Explaining {
    parts: Parts,
    placeholders: Placeholders,
}

impl Explained {
    /// What this request would send.
    ///
    /// # Errors
    /// When an expression is longer than DynamoDB takes.
    pub fn new(request: Request) -> Result<Self> {
        let (operation, table) = (request.operation(), request.table().to_owned());
        let index = request.index().map(str::to_owned);
        let mut explaining = Explaining::default();
        match request.redacted() {
            Request::Get(get) => explaining.get(Arc::unwrap_or_clone(get))?,
            Request::Put(put) => explaining.put(Arc::unwrap_or_clone(put))?,
            Request::Update(update) => explaining.update(Arc::unwrap_or_clone(update))?,
            Request::Delete(delete) => explaining.delete(Arc::unwrap_or_clone(delete))?,
            Request::Query(query) => explaining.query(Arc::unwrap_or_clone(query))?,
            Request::BatchGet(batch) => explaining.reads(Arc::unwrap_or_clone(batch).tables)?,
            Request::BatchWrite(batch) => explaining.batch_write(Arc::unwrap_or_clone(batch).writes),
            Request::TransactGet(transaction) => {
                transaction.check()?;
                explaining.reads(Arc::unwrap_or_clone(transaction).tables)?;
            }
            Request::TransactWrite(transaction) => explaining.transact_write(Arc::unwrap_or_clone(transaction))?,
            Request::CreateTable(create) => explaining.create_table(&create.definition),
            Request::UpdateTable(update) => explaining.update_table(&update.change),
            Request::DeleteTable(_) | Request::DescribeTable(_) | Request::DescribeTtl(_) => {}
            Request::SetTtl(set) => explaining.parts.text("attribute", set.attribute),
        }
        let (names, values) = explaining.placeholders.into_parts();
        let names = names.into_iter().collect();
        let values = values.into_iter().map(|(name, value)| (name, Shown(value))).collect();
        Ok(Self { operation, table, index, parts: explaining.parts, names, values })
    }
}

impl Explaining {
    fn key(&mut self, key: KeyAttributes) {
        self.parts.attributes("key", key.into_iter().map(|(name, value)| (name.to_owned(), value)));
    }

    fn condition(&mut self, name: &'static str, condition: Option<request::Condition>) -> Result<()> {
        if let Some(condition) = condition {
            self.parts.text(name, self.placeholders.condition(&condition)?);
        }
        Ok(())
    }

    fn projection(&mut self, projection: Option<&request::Projection>) -> Result<()> {
        if let Some(projection) = projection {
            self.parts.text("projection", self.placeholders.projection(projection)?);
        }
        Ok(())
    }

    fn get(&mut self, get: request::Get) -> Result<()> {
        self.key(get.key);
        self.projection(get.projection.as_ref())?;
        self.parts.options(&[(get.consistent, "consistent")]);
        Ok(())
    }

    fn put(&mut self, put: request::Put) -> Result<()> {
        let expectation = put.expectation();
        self.parts.attributes("item", put.item.into_item());
        self.condition("condition", expectation.condition(put.condition))
    }

    fn update(&mut self, update: request::Update) -> Result<()> {
        let expectation = update.expectation();
        self.key(update.key);
        self.parts.text("update", self.placeholders.update(&update.actions)?);
        self.condition("condition", expectation.condition(update.condition))
    }

    fn delete(&mut self, delete: request::Delete) -> Result<()> {
        let expectation = delete.expectation();
        self.key(delete.key);
        self.condition("condition", expectation.condition(delete.condition))
    }

    fn query(&mut self, query: request::Query) -> Result<()> {
        if !query.keys.is_empty() {
            self.parts.text("keys", self.placeholders.keys(&query.keys)?);
        }
        self.condition("filter", query.filter)?;
        self.projection(query.projection.as_ref())?;
        if let Some(rows) = query.page_size {
            self.parts.text("limit", rows.to_string());
        }
        if let Some(Segment { number, total }) = query.segment {
            self.parts.text("segment", format!("{number} of {total}"));
        }
        if let Some(start) = query.start {
            self.parts.attributes("start", start);
        }
        self.parts.options(&[
            (query.descending, "descending"),
            (query.consistent, "consistent"),
            (query.returns == Returns::WholeItems, "whole items"),
            (query.returns == Returns::Count, "count"),
        ]);
        Ok(())
    }

    fn reads(&mut self, tables: Vec<request::TableKeys>) -> Result<()> {
        for table in tables {
            self.parts.text("table", table.table);
            table.keys.into_iter().for_each(|key| self.key(key));
            self.projection(table.projection.as_ref())?;
            self.parts.options(&[(table.consistent, "consistent")]);
        }
        Ok(())
    }

    /// One operation after the other; their placeholders are counted through, though each is sent with its own.
    fn transact_write(&mut self, transaction: request::TransactWrite) -> Result<()> {
        transaction.check()?;
        for Labelled { label, operation } in transaction.operations {
            let label = label.map(|label| format!(" ({label:?})")).unwrap_or_default();
            self.parts.text("operation", format!("{} on {}{label}", operation.name(), operation.table()));
            match operation {
                TransactOperation::Put(put) => self.put(put)?,
                TransactOperation::Update(update) => self.update(update)?,
                TransactOperation::Delete(delete) => self.delete(delete)?,
                TransactOperation::Check(check) => self.check(check)?,
            }
        }
        Ok(())
    }

    fn check(&mut self, check: request::Check) -> Result<()> {
        let expectation = check.expectation();
        self.key(check.key);
        self.condition("condition", expectation.condition(check.condition))
    }

    fn batch_write(&mut self, writes: Vec<Write>) {
        let mut last = None;
        for write in writes {
            let table = write.table().to_owned();
            if last.as_ref() != Some(&table) {
                self.parts.text("table", table.clone());
                last = Some(table);
            }
            match write {
                Write::Put { item, .. } => self.parts.attributes("put", item.to_item()),
                Write::Delete { key, .. } => {
                    self.parts.attributes("delete", key.into_iter().map(|(name, value)| (name.to_owned(), value)));
                }
            }
        }
    }

    fn create_table(&mut self, definition: &TableDefinition) {
        self.parts.text("keys", keys(std::slice::from_ref(&definition.pk), definition.sk.as_slice()));
        for index in &definition.indexes {
            // An index that has the table's figures needs none of its own in a text.
            let own =
                definition.billing.of_index(&index.name).filter(|own| Some(*own) != definition.billing.of_table());
            self.index(index, own.filter(|_| !index.local));
        }
        if let Some(ttl) = &definition.ttl {
            self.parts.text("expires by", ttl.as_str());
        }
        if let Some(view) = definition.stream {
            self.parts.text("stream", view.name());
        }
        if let Some(figures) = definition.billing.of_table() {
            self.parts.text("capacity", capacity(figures));
        }
    }

    fn index(&mut self, index: &IndexDefinition, throughput: Option<Throughput>) {
        let holds = match &index.projection {
            ProjectionDefinition::All => "everything".to_owned(),
            ProjectionDefinition::KeysOnly => "its keys".to_owned(),
            ProjectionDefinition::Include(names) => format!("its keys, {}", names.join(", ")),
        };
        let kind = if index.local { "local " } else { "" };
        let own = throughput.map(|figures| format!("; {}", capacity(figures))).unwrap_or_default();
        let text = format!("{kind}{} by {}; holds {holds}{own}", index.name, keys(&index.pk, &index.sk));
        self.parts.text("index", text);
    }

    fn update_table(&mut self, change: &TableChange) {
        match change {
            TableChange::AddIndex { index, throughput } => self.index(index, *throughput),
            TableChange::Stream(view) => self.parts.text("stream", view.name()),
        }
    }
}

fn keys(pk: &[KeyDefinition], sk: &[KeyDefinition]) -> String {
    let key = |key: &KeyDefinition| format!("{} ({:?})", key.name, key.key_type);
    pk.iter().chain(sk).map(key).collect::<Vec<_>>().join(", ")
}

fn capacity(figures: Throughput) -> String {
    format!("{} to read, {} to write", figures.read, figures.write)
}

impl fmt::Display for Explained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} on {}", self.operation, self.table)?;
        if let Some(index) = &self.index {
            write!(f, ", index {index}")?;
        }
        for (name, part) in &self.parts.0 {
            match part {
                Part::Text(text) => line(f, name, text)?,
                Part::Attributes(attributes) => list(f, name, attributes)?,
            }
        }
        list(f, "names", &self.names)?;
        list(f, "values", &self.values)
    }
}

fn line(f: &mut fmt::Formatter<'_>, name: &str, text: &str) -> fmt::Result {
    write!(f, "\n  {name:<10}  {text}")
}

fn list<V: fmt::Display>(f: &mut fmt::Formatter<'_>, name: &str, entries: &BTreeMap<String, V>) -> fmt::Result {
    for (at, (key, value)) in entries.iter().enumerate() {
        line(f, if at == 0 { name } else { "" }, &format!("{key} = {value}"))?;
    }
    Ok(())
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text(&self.0))
    }
}

/// As people write it, members in the order of their names.
fn text(value: &AttributeValue) -> String {
    let all = |parts: Vec<String>| parts.join(", ");
    match value {
        AttributeValue::S(text) => format!("{text:?}"),
        AttributeValue::N(number) => number.clone(),
        AttributeValue::B(bytes) => format!("<{}>", base64::encode(bytes)),
        AttributeValue::Bool(value) => value.to_string(),
        AttributeValue::Ss(texts) => format!("{{{}}}", all(texts.iter().map(|text| format!("{text:?}")).collect())),
        AttributeValue::Ns(numbers) => format!("{{{}}}", numbers.join(", ")),
        AttributeValue::Bs(blobs) => {
            format!("{{{}}}", all(blobs.iter().map(|bytes| format!("<{}>", base64::encode(bytes))).collect()))
        }
        AttributeValue::L(values) => format!("[{}]", all(values.iter().map(text).collect())),
        AttributeValue::M(members) => {
            let members: BTreeMap<_, _> = members.iter().collect();
            let members = members.into_iter().map(|(name, value)| format!("{name}: {}", text(value)));
            format!("{{{}}}", all(members.collect()))
        }
        _ => "null".to_owned(),
    }
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        match &self.0 {
            AttributeValue::S(text) => map.serialize_entry("S", text)?,
            AttributeValue::N(number) => map.serialize_entry("N", number)?,
            AttributeValue::Bool(value) => map.serialize_entry("BOOL", value)?,
            AttributeValue::Null(value) => map.serialize_entry("NULL", value)?,
            AttributeValue::Ss(texts) => map.serialize_entry("SS", texts)?,
            AttributeValue::Ns(numbers) => map.serialize_entry("NS", numbers)?,
            AttributeValue::L(values) => map.serialize_entry("L", &shown(values))?,
            AttributeValue::M(members) => {
                let members: BTreeMap<_, _> =
                    members.iter().map(|(name, value)| (name, Shown(value.clone()))).collect();
                map.serialize_entry("M", &members)?;
            }
            AttributeValue::B(bytes) => map.serialize_entry("B", &base64::encode(bytes))?,
            AttributeValue::Bs(blobs) => {
                let blobs: Vec<_> = blobs.iter().map(base64::encode).collect();
                map.serialize_entry("BS", &blobs)?;
            }
            _ => map.serialize_entry("unknown", &())?,
        }
        map.end()
    }
}

fn shown(values: &[AttributeValue]) -> Vec<Shown> {
    values.iter().cloned().map(Shown).collect()
}

impl Serialize for Parts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, part) in &self.0 {
            match part {
                Part::Text(text) => map.serialize_entry(name, text)?,
                Part::Attributes(attributes) => map.serialize_entry(name, attributes)?,
            }
        }
        map.end()
    }
}
