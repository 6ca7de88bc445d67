//! Generated code under the strictest lints a user may have switched on.
#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]

use std::collections::HashSet;

use dynamo_core::value::{Item, Ttl};
use dynamo_core::{DynamoDocument, DynamoEntities, DynamoTable, DynamoValue, Projection};

/// Where an order stands.
#[derive(Debug, Clone, PartialEq, Eq, DynamoValue)]
#[dynamo(rename_all = "lowercase")]
pub enum Status {
    /// Not paid yet.
    Pending,
    /// Paid.
    Paid,
}

/// A number of the shop.
#[derive(Debug, Clone, PartialEq, Eq, DynamoValue)]
pub struct ShopId(pub String);

/// Where it goes.
#[derive(Debug, Clone, PartialEq, Eq, DynamoDocument)]
pub struct Address {
    /// The city.
    pub city: String,
    /// The postcode.
    #[dynamo(rename = "postcode")]
    pub zip: String,
}

/// An order with everything an order can have.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_status, name = "gsi-status-date", pk = status, sk = created_at, include(total))]
#[gsi(by_region, pk = region, keys_only)]
#[gsi(by_shop, pk = (shop, region), sk = (status, created_at))]
#[lsi(by_amount, sk = total)]
pub struct Order {
    /// Whose order it is.
    #[pk]
    pub user_id: String,
    /// Its number.
    #[sk]
    pub order_id: String,
    /// Where it stands.
    pub status: Status,
    /// When it was made.
    pub created_at: String,
    /// Where it was made.
    pub region: Option<String>,
    /// The shop.
    pub shop: ShopId,
    /// What it costs.
    pub total: u64,
    /// Words to find it by.
    pub tags: HashSet<String>,
    /// Where it goes.
    pub address: Address,
    /// When it may be forgotten.
    #[ttl]
    pub expires_at: Option<Ttl>,
    /// How often it was changed.
    #[version]
    pub rev: u64,
    /// What else it holds.
    #[dynamo(flatten)]
    pub rest: Item,
}

/// A row of the index by status.
#[derive(Debug, Clone, PartialEq, Eq, Projection)]
#[projection(Order::by_status)]
pub struct Summary {
    /// Whose order it is.
    pub user_id: String,
    /// What it costs.
    pub total: u64,
}

/// A note to an order.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("NOTE#{number:05}#{day}")]
#[gsi(gsi1, pk = "DAY#{day}", sk = "{owner}")]
#[gsi(gsi2, pk = "DAY#{day}", keys_only)]
// What docs/attributes/gsi.md advises for two indexes with one literal.
#[allow(clippy::duplicated_attributes)]
pub struct Note {
    /// Whose note it is.
    pub owner: String,
    /// Its number.
    #[dynamo(narrow)]
    pub number: u32,
    /// Its day.
    pub day: String,
    /// The shape it was written in.
    #[schema_version]
    pub schema: String,
}

/// Who a user is.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("PROFILE")]
pub struct Profile {
    /// Who it is.
    pub owner: String,
    /// The name.
    pub name: String,
}

/// What a user's partition holds.
#[derive(Debug, Clone, PartialEq, DynamoEntities)]
pub enum AppItem {
    /// A note.
    Note(Note),
    /// The profile.
    Profile(Profile),
}
