//! A table of ten attributes, an item of it and the replies that hold the item.
//!
//! All figures of `cargo xtask bench` are those of this item: see "The order that is measured" in `docs/architecture.md` before it is changed.

use std::collections::HashSet;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, DynamoValue, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[dynamo(rename_all = "lowercase")]
pub(crate) enum Status {
    Pending,
    Paid,
}

#[derive(Debug, Clone, PartialEq, DynamoDocument, Serialize, Deserialize)]
pub(crate) struct Address {
    pub(crate) city: String,
    #[serde(rename = "postcode")]
    pub(crate) zip: String,
}

#[derive(Debug, Clone, PartialEq, DynamoDocument, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) sku: String,
    pub(crate) qty: u32,
}

#[derive(Debug, Clone, PartialEq, DynamoTable, Serialize, Deserialize)]
#[dynamo(table = "orders")]
#[gsi(by_status, name = "gsi-status-date", pk = status, sk = created_at, include(total, items_count))]
pub(crate) struct Order {
    #[pk]
    pub(crate) user_id: String,
    #[sk]
    pub(crate) order_id: String,
    pub(crate) status: Status,
    pub(crate) created_at: String,
    pub(crate) total: u64,
    pub(crate) items_count: u32,
    pub(crate) description: Option<String>,
    #[serde(with = "serde_dynamo::string_set")]
    pub(crate) tags: HashSet<String>,
    pub(crate) address: Address,
    pub(crate) lines: Vec<Line>,
}

/// The item as DynamoDB writes it.
const ITEM: &str = concat!(
    r#"{"user_id":{"S":"user-0000004711"},"order_id":{"S":"ORDER"},"status":{"S":"paid"},"#,
    r#""created_at":{"S":"2024-05-17T09:30:00Z"},"total":{"N":"12950"},"items_count":{"N":"3"},"#,
    r#""description":{"S":"Two books about the sea and a lamp to read them by, wrapped as a gift, to be left at the door"},"#,
    r#""tags":{"SS":["express","gift","new"]},"address":{"M":{"city":{"S":"Bergen"},"postcode":{"S":"5003"}}},"#,
    r#""lines":{"L":[{"M":{"sku":{"S":"book-17"},"qty":{"N":"2"}}},{"M":{"sku":{"S":"lamp-3"},"qty":{"N":"1"}}}]}}"#,
);

const FIRST: &str = "order-2024-000000";

fn item(number: usize) -> String {
    ITEM.replace("ORDER", &format!("order-2024-{number:06}"))
}

/// The reply of a get.
pub(crate) fn found() -> String {
    format!(r#"{{"Item":{}}}"#, item(0))
}

/// The reply of a query that finds so many.
pub(crate) fn page(rows: usize) -> String {
    let items: Vec<String> = (0..rows).map(item).collect();
    format!(r#"{{"Count":{rows},"Items":[{}],"ScannedCount":{rows}}}"#, items.join(","))
}

/// What the replies hold.
pub(crate) fn order() -> Order {
    Order {
        user_id: "user-0000004711".into(),
        order_id: FIRST.into(),
        status: Status::Paid,
        created_at: "2024-05-17T09:30:00Z".into(),
        total: 12950,
        items_count: 3,
        description: Some(
            "Two books about the sea and a lamp to read them by, wrapped as a gift, to be left at the door".into(),
        ),
        tags: ["express", "gift", "new"].map(String::from).into(),
        address: Address { city: "Bergen".into(), zip: "5003".into() },
        lines: vec![Line { sku: "book-17".into(), qty: 2 }, Line { sku: "lamp-3".into(), qty: 1 }],
    }
}

/// The rows of [`page`].
pub(crate) fn orders(rows: usize) -> Vec<Order> {
    (0..rows).map(|number| Order { order_id: format!("order-2024-{number:06}"), ..order() }).collect()
}

/// What one writes without a library.
pub(crate) fn to_item_by_hand(order: &Order) -> Item {
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let mut item = Item::with_capacity(10);
    item.insert("user_id".into(), text(&order.user_id));
    item.insert("order_id".into(), text(&order.order_id));
    item.insert("status".into(), text(if order.status == Status::Paid { "paid" } else { "pending" }));
    item.insert("created_at".into(), text(&order.created_at));
    item.insert("total".into(), AttributeValue::N(order.total.to_string()));
    item.insert("items_count".into(), AttributeValue::N(order.items_count.to_string()));
    if let Some(description) = &order.description {
        item.insert("description".into(), text(description));
    }
    item.insert("tags".into(), AttributeValue::Ss(order.tags.iter().cloned().collect()));
    let address = [("city", &order.address.city), ("postcode", &order.address.zip)];
    let address = address.into_iter().map(|(name, value)| (name.to_owned(), text(value))).collect();
    item.insert("address".into(), AttributeValue::M(address));
    let line = |line: &Line| {
        let qty = AttributeValue::N(line.qty.to_string());
        AttributeValue::M([("sku".to_owned(), text(&line.sku)), ("qty".to_owned(), qty)].into())
    };
    item.insert("lines".into(), AttributeValue::L(order.lines.iter().map(line).collect()));
    item
}

/// The way back.
pub(crate) fn from_item_by_hand(item: &Item) -> Option<Order> {
    let text = |item: &Item, name: &str| item.get(name)?.as_s().ok().cloned();
    let number = |item: &Item, name: &str| item.get(name)?.as_n().ok()?.parse::<u64>().ok();
    let lines = item.get("lines")?.as_l().ok()?.iter().map(|line| {
        let line = line.as_m().ok()?;
        Some(Line { sku: text(line, "sku")?, qty: number(line, "qty")?.try_into().ok()? })
    });
    let address = item.get("address")?.as_m().ok()?;
    Some(Order {
        user_id: text(item, "user_id")?,
        order_id: text(item, "order_id")?,
        status: match item.get("status")?.as_s().ok()?.as_str() {
            "pending" => Status::Pending,
            "paid" => Status::Paid,
            _ => return None,
        },
        created_at: text(item, "created_at")?,
        total: number(item, "total")?,
        items_count: number(item, "items_count")?.try_into().ok()?,
        description: text(item, "description"),
        tags: item.get("tags")?.as_ss().ok()?.iter().cloned().collect(),
        address: Address { city: text(address, "city")?, zip: text(address, "postcode")? },
        lines: lines.collect::<Option<_>>()?,
    })
}
