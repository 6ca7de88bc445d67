//! What is stored, and what is sent: the same struct.

use dynamo_core::prelude::*;
use serde::{Deserialize, Serialize};

/// Where an order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DynamoValue, Serialize, Deserialize)]
#[dynamo(rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Nobody has touched it.
    Pending,
    /// It has left the house.
    Shipped,
    /// Its customer does not want it any more.
    Cancelled,
}

/// So many of one thing.
#[derive(Debug, Clone, PartialEq, DynamoDocument, Serialize, Deserialize)]
pub struct Line {
    /// The thing.
    pub sku: String,
    /// How many.
    pub quantity: u32,
}

/// An order. All orders of a customer lie in one partition, by their numbers.
#[derive(Debug, Clone, PartialEq, DynamoTable, Serialize, Deserialize)]
#[dynamo(table = "orders")]
#[pk("CUSTOMER#{customer}")]
#[sk("ORDER#{number}")]
pub struct Order {
    /// Whose it is.
    pub customer: String,
    /// Its number: the customer's own, so that an order that is sent twice is placed once.
    pub number: String,
    /// Where it is.
    pub status: Status,
    /// What was ordered.
    pub lines: Vec<Line>,
    /// What else there is to say.
    pub note: Option<String>,
    /// The time at which it was placed.
    #[dynamo(created_at)]
    pub placed: Ttl,
    /// Its version, which clients know as its `ETag`.
    #[version]
    pub rev: u64,
}
