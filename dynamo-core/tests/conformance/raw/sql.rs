//! PostgreSQL. What is stored is read by SQL, from the columns and comments that the documentation names; what is written goes in as plain
//! requests, since the columns beside `data` are the engine's own business.

use std::sync::Arc;

use dynamo_core::Db;
use dynamo_core::backend::postgres::Pool;
use dynamo_core::backend::postgres::tokio_postgres::Row;
use dynamo_core::backend::postgres::tokio_postgres::types::ToSql;
use dynamo_core::error::{Error, ErrorKind};
use dynamo_core::prelude::*;
use dynamo_core::request::{
    self, Action, BatchWrite, Change, Condition, DocumentPath, KeyAttributes, Presence, Request, Returning,
    VersionCheck, Write,
};
use dynamo_core::schema::TableDefinition;
use dynamo_core::table::DynamoTable as _;
use dynamo_core::value::{Entries, Item};
use serde_json::Value;

use crate::stored::{n, normal};

/// Stands for any type: the engine looks at the table, and not at it.
#[derive(DynamoTable)]
#[dynamo(table = "any")]
struct Any {
    #[pk]
    id: String,
}

#[derive(Clone)]
pub(crate) struct Sql {
    pool: Pool,
    db: Db,
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn parsed(json: &str) -> Item {
    Entries::from_plain_json(json.as_bytes()).expect("an item").into_map().expect("plain JSON")
}

/// A key of a request: names are `'static` there, and tests are short.
fn leaked(key: Item) -> KeyAttributes {
    let mut parts = key.into_iter().map(|(name, value)| (&*name.leak(), value));
    KeyAttributes::new(parts.next().expect("a key"), parts.next())
}

impl Sql {
    pub(crate) fn new(pool: Pool, db: &Db) -> Self {
        Self { pool, db: Db::builder().no_breaker().from_db(db) }
    }

    async fn rows(&self, statement: &str, values: &[&(dyn ToSql + Sync)]) -> Vec<Row> {
        let session = self.pool.get().await.expect("a connection");
        session.query(statement, values).await.unwrap_or_else(|error| panic!("{statement}: {error:?}"))
    }

    async fn execute(&self, request: Request) -> Result<Option<Item>> {
        Ok(self.db.execute(request, None).await?.returned)
    }

    pub(crate) async fn item(&self, table: &str, key: Item) -> Option<Item> {
        // As JSON has it: numbers in one form, and sets in any order.
        let wanted = normal(key);
        let items = self.items(table).await;
        items.into_iter().find(|item| wanted.iter().all(|(name, value)| item.get(name) == Some(value)))
    }

    pub(crate) async fn write(&self, table: &str, item: Item) {
        self.write_all(table, [item]).await;
    }

    pub(crate) async fn write_all(&self, table: &str, items: impl IntoIterator<Item = Item>) {
        let put = |item: Item| Write::Put {
            schema: Any::SCHEMA,
            table: table.to_owned().into(),
            item: Arc::new(item.into()),
        };
        let writes: Vec<_> = items.into_iter().map(put).collect();
        for chunk in writes.chunks(500) {
            let batch = BatchWrite { writes: chunk.to_vec(), metered: false };
            self.execute(Request::BatchWrite(Arc::new(batch))).await.expect("a batch of our own");
        }
    }

    pub(crate) async fn delete(&self, table: &str, key: Item) {
        let gone = Write::Delete { schema: Any::SCHEMA, table: table.to_owned().into(), key: leaked(key) };
        let batch = BatchWrite { writes: vec![gone], metered: false };
        self.execute(Request::BatchWrite(Arc::new(batch))).await.expect("a delete of our own");
    }

    pub(crate) async fn count_up(&self, table: &str, key: Item, name: &str) {
        let add = Action::new(DocumentPath::root(name.to_owned()), Change::Insert(n(1)));
        self.update(table, key, None, vec![add]).await.expect("an update of our own");
    }

    pub(crate) async fn update(
        &self,
        table: &str,
        key: Item,
        condition: Option<Condition>,
        actions: Vec<Action>,
    ) -> Result<Item, String> {
        let update = request::Update {
            schema: Any::SCHEMA,
            table: table.to_owned().into(),
            key: leaked(key),
            actions,
            presence: Presence::Any,
            now: std::time::SystemTime::now(),
            version: VersionCheck::None,
            schema_version: None,
            condition,
            returning: Returning::New,
            metered: false,
        };
        let updated = self.execute(Request::Update(Arc::new(update))).await;
        updated.map(|item| item.expect("an item")).map_err(|error| code(&error).to_owned())
    }

    pub(crate) async fn items(&self, table: &str) -> Vec<Item> {
        let rows = self.rows(&format!("SELECT data::text FROM {}", quoted(table)), &[]).await;
        let mut items: Vec<_> = rows.iter().map(|row| normal(parsed(row.get(0)))).collect();
        items.sort_by_key(|item| format!("{:?}", item.iter().collect::<std::collections::BTreeMap<_, _>>()));
        items
    }

    pub(crate) async fn has_table(&self, table: &str) -> bool {
        self.rows("SELECT to_regclass($1) IS NOT NULL", &[&quoted(table)]).await[0].get(0)
    }

    pub(crate) async fn create(&self, definition: &TableDefinition) {
        let create = request::CreateTable { definition: definition.clone() };
        self.execute(Request::CreateTable(Arc::new(create))).await.expect("a table made by hand");
    }

    /// It can be used at once.
    pub(crate) async fn settled(&self, table: &str) {
        assert!(self.has_table(table).await);
    }

    /// There is nothing to set aside: it is remembered in the comment.
    pub(crate) async fn provision(&self, table: &str, indexes: &[&str]) {
        let mut comments = self.comments(table).await;
        let indexes: Vec<Value> = indexes.iter().map(|name| serde_json::json!([name, 7, 3])).collect();
        comments[0]["table"]["provisioned"] = serde_json::json!({ "table": [7, 3], "indexes": indexes });
        let text = comments[0].to_string().replace('\'', "''");
        let session = self.pool.get().await.expect("a connection");
        let statement = format!("COMMENT ON TABLE {} IS '{text}'", quoted(table));
        session.batch_execute(&statement).await.expect("a comment of our own");
    }

    pub(crate) async fn expire(&self, table: &str, attribute: &str) {
        let ttl = request::SetTtl { table: table.to_owned().into(), attribute: attribute.to_owned() };
        self.execute(Request::SetTtl(ttl)).await.expect("a table whose items expire");
    }

    /// Nothing deletes them.
    pub(crate) async fn keep_expired(&self, table: &str, _attribute: &str) {
        assert!(self.has_table(table).await);
    }

    pub(crate) async fn clear(&self, prefix: &str) {
        let tables = "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND starts_with(relname::text, $1)";
        for row in self.rows(tables, &[&prefix]).await {
            let session = self.pool.get().await.expect("a connection");
            let drop = format!("DROP TABLE {}", quoted(row.get(0)));
            session.batch_execute(&drop).await.expect("a dropped table");
        }
    }

    /// How many rows have all keys of the index, as its comment names them.
    pub(crate) async fn count(&self, table: &str, index: &str) -> usize {
        let comments = self.comments(table).await;
        let index = comments.iter().find(|comment| comment["index"]["name"] == index).expect("an index");
        let keys = ["pk", "sk"].into_iter().flat_map(|role| index["index"][role].as_array().expect("keys"));
        let names: Vec<_> = keys.map(|key| key[0].as_str().expect("a name").to_owned()).collect();
        let count = format!("SELECT count(*) FROM {} WHERE data ?& $1", quoted(table));
        usize::try_from(self.rows(&count, &[&names]).await[0].get::<_, i64>(0)).expect("a count")
    }

    pub(crate) async fn costs(&self, table: &str) -> Vec<String> {
        let comments = self.comments(table).await;
        let Value::Object(provisioned) = &comments[0]["table"]["provisioned"] else { return vec!["on demand".into()] };
        let figures = &provisioned["table"];
        let mut lines = vec![format!("{} {}", figures[0], figures[1])];
        let known = provisioned["indexes"].as_array().expect("figures of indexes");
        for comment in &comments[1..] {
            let index = &comment["index"];
            if index["local"] != true {
                let own = known.iter().find(|one| one[0] == index["name"]);
                let (read, write) = own.map_or((&figures[0], &figures[1]), |own| (&own[1], &own[2]));
                lines.push(format!("{} {read} {write}", index["name"].as_str().expect("a name")));
            }
        }
        lines[1..].sort();
        lines
    }

    pub(crate) async fn shape(&self, table: &str) -> Vec<String> {
        let comments = self.comments(table).await;
        let of = &comments[0]["table"];
        assert_eq!(of["name"], table);
        self.has_columns(table, of).await;
        let mut lines = vec![keys(std::slice::from_ref(&of["pk"]), of.get("sk").map_or(&[], std::slice::from_ref))];
        let mut indexes: Vec<_> = comments[1..].iter().map(|comment| shape(&comment["index"])).collect();
        indexes.sort();
        lines.append(&mut indexes);
        lines.extend(of["ttl"].as_str().map(|ttl| format!("expires by {ttl}")));
        lines
    }

    /// The columns of the key have the types that the comment says.
    async fn has_columns(&self, table: &str, comment: &Value) {
        let columns = "SELECT attname::text, format_type(atttypid, NULL) FROM pg_attribute \
            WHERE attrelid = to_regclass($1) AND attname IN ('pk', 'sk') ORDER BY attname";
        let rows = self.rows(columns, &[&quoted(table)]).await;
        let found: Vec<(String, String)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
        let typed = |role: &str| {
            let letter = comment.get(role)?[1].as_str()?;
            let types = [("S", "text"), ("N", "numeric"), ("B", "bytea")];
            Some((role.to_owned(), types.iter().find(|(known, _)| *known == letter)?.1.to_owned()))
        };
        assert_eq!(found, ["pk", "sk"].into_iter().filter_map(typed).collect::<Vec<_>>());
    }

    /// The comment of the table, then those of the indexes that are there.
    async fn comments(&self, table: &str) -> Vec<Value> {
        let comments = "SELECT obj_description(to_regclass($1), 'pg_class') UNION ALL \
            (SELECT obj_description(indexrelid, 'pg_class') FROM pg_index WHERE indrelid = to_regclass($1) \
            AND obj_description(indexrelid, 'pg_class') IS NOT NULL ORDER BY indexrelid)";
        let rows = self.rows(comments, &[&quoted(table)]).await;
        rows.iter().map(|row| serde_json::from_str(row.get(0)).expect("JSON")).collect()
    }
}

/// DynamoDB's word for a failure.
fn code(error: &Error) -> &'static str {
    match error.kind() {
        ErrorKind::ConditionFailed => "ConditionalCheckFailedException",
        ErrorKind::InvalidRequest { .. } | ErrorKind::ItemTooLarge { .. } => "ValidationException",
        other => panic!("{other:?}"),
    }
}

fn keys(pk: &[Value], sk: &[Value]) -> String {
    let word = |value: &Value| value.as_str().expect("a text").to_owned();
    let pk = pk.iter().map(|key| format!("{} {}", word(&key[0]), word(&key[1])));
    let sk = sk.iter().map(|key| format!("/{} {}", word(&key[0]), word(&key[1])));
    pk.chain(sk).collect::<Vec<_>>().join(" ")
}

fn shape(index: &Value) -> String {
    let kind = if index["local"] == true { "lsi" } else { "gsi" };
    let of = |role: &str| index[role].as_array().expect("keys").clone();
    let holds = match &index["holds"] {
        Value::String(word) => word.clone(),
        other => {
            let mut names: Vec<_> = other["beside"].as_array().expect("names").iter().map(|v| v.as_str()).collect();
            names.sort_unstable();
            format!("keys, {}", names.into_iter().flatten().collect::<Vec<_>>().join(", "))
        }
    };
    format!("{kind} {}: {}; {holds}", index["name"].as_str().expect("a name"), keys(&of("pk"), &of("sk")))
}
