//! A table of two kinds, one whose keys are fields, and one without a sort key.

use dynamo_core::prelude::*;

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "app", entity = "story")]
#[pk("USER#{owner}")]
#[sk("STORY#{story_id}#RUN#{run_id:010}")]
#[gsi(gsi1, pk = "ORG#{org}", sk = "{created_at}", keys_only)]
pub(crate) struct Story {
    pub(crate) owner: String,
    pub(crate) story_id: String,
    pub(crate) run_id: u32,
    pub(crate) org: String,
    pub(crate) created_at: String,
    #[dynamo(rename = "t")]
    pub(crate) title: Option<String>,
    #[version]
    pub(crate) rev: u64,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "app", entity = "profile")]
#[pk("USER#{owner}")]
#[sk("PROFILE")]
#[gsi(gsi1, pk = "ORG#{org}", sk = "{name}", keys_only)]
pub(crate) struct Profile {
    pub(crate) owner: String,
    pub(crate) org: String,
    pub(crate) name: String,
    #[schema_version]
    pub(crate) schema: String,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_tenant, pk = (tenant, region), sk = (status, created_at))]
#[gsi(by_status, name = "gsi-status-date", pk = status, sk = created_at, include(total))]
#[lsi(by_amount, name = "lsi-amount", sk = total)]
pub(crate) struct Order {
    #[pk]
    pub(crate) user_id: String,
    #[sk]
    #[dynamo(rename = "id")]
    pub(crate) order_id: String,
    pub(crate) tenant: String,
    pub(crate) region: Option<String>,
    pub(crate) status: String,
    pub(crate) created_at: String,
    pub(crate) total: u64,
    #[ttl]
    pub(crate) expires_at: Option<Ttl>,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
pub(crate) struct Counter {
    #[pk]
    pub(crate) id: u64,
}
