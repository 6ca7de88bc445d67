//! The item, of ten attributes and about 600 bytes: that of `dynamo-core/tests/canned/order.rs`, with lines of two parts.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Pending,
    Paid,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Address {
    pub city: String,
    #[serde(rename = "postcode")]
    pub zip: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub sku: String,
    pub qty: u32,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    pub user_id: String,
    pub order_id: String,
    pub status: Status,
    pub created_at: String,
    pub total: u64,
    pub items_count: u32,
    pub description: Option<String>,
    pub tags: HashSet<String>,
    pub address: Address,
    pub lines: Vec<Line>,
}

pub(crate) const USER: &str = "user-0000004711";

pub(crate) fn order_id(number: usize) -> String {
    format!("order-2024-{number:06}")
}

/// No two orders of a partition have the same total.
pub(crate) fn order(user: &str, number: usize) -> Order {
    Order {
        user_id: user.into(),
        order_id: order_id(number),
        status: Status::Paid,
        created_at: "2024-05-17T09:30:00Z".into(),
        total: 12_950 + number as u64,
        items_count: 3,
        description: Some(
            "Two books about the sea and a lamp to read them by, wrapped as a gift, to be left at the door".into(),
        ),
        tags: ["express", "gift", "new"].map(String::from).into(),
        address: Address { city: "Bergen".into(), zip: "5003".into() },
        lines: vec![Line { sku: "book-17".into(), qty: 2 }, Line { sku: "lamp-3".into(), qty: 1 }],
    }
}
