//! What the guide's production checklist says of permissions, held against what arrives at an engine.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::future::IntoFuture;
use std::path::Path;

use dynamo_core::backend::embedded::Engine;
use dynamo_core::prelude::*;
use dynamo_core::testing::Faults;

/// What the table of orders begins as.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "orders")]
struct Bare {
    #[pk]
    id: String,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_status, pk = status, keys_only)]
struct Order {
    #[pk]
    id: String,
    status: String,
    #[ttl]
    until: Option<Ttl>,
    #[schema_version(2, upgrade(1 => has_a_status))]
    shape: u32,
}

fn has_a_status(mut item: Item) -> Result<Item> {
    item.insert("status".to_owned(), dynamo_core::value::AttributeValue::S("new".to_owned()));
    Ok(item)
}

/// The requests of calls, by the row of the table that they stand in.
struct Rows {
    counted: Faults,
    arrived: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Rows {
    async fn see<T>(&mut self, row: &'static str, call: impl IntoFuture<Output = Result<T>>) -> Result<()> {
        self.counted.reset();
        call.await?;
        let report = self.counted.report().to_string();
        let names = report.lines().skip(1).filter_map(|line| line.split_whitespace().next());
        let names = names.take_while(|name| *name != "faults").map(ToOwned::to_owned);
        self.arrived.entry(row).or_default().extend(names);
        Ok(())
    }
}

/// The actions that the page names beside a call.
fn told(page: &str, row: &str) -> BTreeSet<String> {
    let start = format!("| `{row}`");
    let cells = page.lines().find(|line| line.starts_with(&start)).and_then(|line| line.split(" | ").nth(1));
    let words = cells.unwrap_or_default().split('`').skip(1).step_by(2);
    words.filter(|word| !word.contains('/')).map(ToOwned::to_owned).collect()
}

#[tokio::test]
async fn policies_name_what_arrives() -> Result<()> {
    let counted = Faults::none();
    let db = Db::from_client(counted.client(&Engine::memory()?.client())?);
    let mut rows = Rows { counted, arrived: BTreeMap::new() };
    let past = Ttl::from(std::time::SystemTime::now()).seconds() - 60;
    let order = Order { id: "o1".into(), status: "new".into(), until: None, shape: 2 };
    let key = || Order::key("o1");

    rows.see("ensure_table", db.ensure_table::<Bare>()).await?;
    rows.see("ensure_table", db.ensure_table::<Order>()).await?;
    rows.see("verify_table", db.verify_table::<Order>()).await?;
    rows.see("put", db.put(&Bare { id: "old".into() })).await?;
    rows.see("put", db.create(&order)).await?;
    rows.see("get", db.get(key())).await?;
    rows.see("update", db.update(Order::key("old")).set(|o| o.status().set("paid"))).await?;
    rows.see("update", db.upsert(key()).set(|o| o.status().set("paid"))).await?;
    rows.see("update_with", db.update_with(key(), |order| order.status = "late".into())).await?;
    rows.see("query", db.query(Order::by_status().partition("late")).first()).await?;
    rows.see("query", db.query(Order::partition("o1")).count()).await?;
    rows.see(".hydrate()", db.query(Order::by_status().partition("late")).hydrate()).await?;
    rows.see("scan", db.scan::<Order>().all()).await?;
    rows.see("scan", db.scan_index(Order::by_status()).all()).await?;
    rows.see("batch_get", db.batch_get([key()])).await?;
    rows.see("batch_write", db.batch_write().put(&Bare { id: "older".into() })).await?;
    rows.see("upgrade_all", db.upgrade_all::<Order>()).await?;
    db.put(&Order { until: Some(past.into()), ..order.clone() }).await?;
    rows.see("sweep_expired", db.sweep_expired::<Order>()).await?;
    rows.see("delete", db.delete(key())).await?;
    rows.see("delete_table", db.delete_table::<Order>("orders")).await?;

    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/guide/production.md");
    let page = fs::read_to_string(page).expect("there is a checklist");
    let mut told: BTreeMap<_, _> = rows.arrived.keys().map(|row| (*row, told(&page, row))).collect();
    // "these two, and"
    let ensures = told["verify_table"].clone();
    told.entry("ensure_table").or_default().extend(ensures);
    assert_eq!(rows.arrived, told);
    Ok(())
}
