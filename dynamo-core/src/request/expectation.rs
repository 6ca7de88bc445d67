use std::time::SystemTime;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Comparison, Condition, DocumentPath, Operand};
use crate::schema::Schema;
use crate::value::{Item, TTL_WINDOW, Ttl};

/// What a write expects of the version of the item that is there.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "pages")]
/// # struct WikiPage { #[pk] path: String, text: String, #[version] rev: u64 }
/// use dynamo_core::request::VersionCheck;
///
/// let delete = Db::offline().delete(WikiPage::key("/")).at_version(3).request()?;
/// assert_eq!(delete.version, VersionCheck::Is(3));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionCheck {
    /// Nothing: the type has no version, or the caller said so.
    None,
    /// This one; 0 means that there is none.
    Is(u64),
}

/// What a write expects to be there. An item that has expired counts as absent, though DynamoDB may not have deleted it yet.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// use dynamo_core::request::Presence;
///
/// let ada = User { id: "u1".into(), name: "Ada".into() };
/// assert_eq!(Db::offline().create(&ada).request()?.presence, Presence::Refused);
/// assert_eq!(Db::offline().put(&ada).request()?.presence, Presence::Any);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// An item (`update`).
    Required,
    /// No item (`create`).
    Refused,
    /// Either (`put`, `delete`).
    Any,
    /// Either, but none that has expired (`upsert`): its old values would come back to life.
    Unexpired,
}

/// All that a write expects to find, apart from the caller's own condition.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// let ada = User { id: "u1".into(), name: "Ada".into() };
/// let create = Db::offline().create(&ada).request()?;
/// // A create sends a condition though its caller has asked for none.
/// assert!(create.condition.is_none() && create.expectation().condition(None).is_some());
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Expectation {
    /// What is known of the item.
    pub schema: &'static Schema,
    /// Whether it has to be there.
    pub presence: Presence,
    /// The version it has to have.
    pub version: VersionCheck,
    /// The attribute and number of the schema version that an item has to have, if there is one; `None` where any will do.
    pub schema_version: Option<(&'static str, u32)>,
    /// The time of the call; `None` where expiry does not matter.
    pub now: Option<SystemTime>,
}

impl Expectation {
    /// All of it in one condition: presence, then the versions, then what the caller asks for.
    #[must_use]
    pub fn condition(&self, asked: Option<Condition>) -> Option<Condition> {
        let ours = both(self.presence_condition(), self.version_condition());
        both(both(ours, self.schema_condition()), asked)
    }

    /// Whether an item has expired.
    #[must_use]
    pub fn is_expired(&self, item: &Item) -> bool {
        self.now.is_some_and(|now| is_expired(self.schema, item, now))
    }

    fn presence_condition(&self) -> Option<Condition> {
        let pk = || DocumentPath::root(self.schema.pk.name);
        let expired = self.expired();
        let unexpired = |expired: Condition| expired.negate();
        match self.presence {
            Presence::Required => Some(match expired {
                Some(expired) => Condition::Exists(pk()).and(unexpired(expired)),
                None => Condition::Exists(pk()),
            }),
            Presence::Refused => Some(match expired {
                Some(expired) => Condition::NotExists(pk()).or(expired),
                None => Condition::NotExists(pk()),
            }),
            Presence::Any => None,
            Presence::Unexpired => expired.map(unexpired),
        }
    }

    fn expired(&self) -> Option<Condition> {
        expired(self.schema, self.now?)
    }

    fn schema_condition(&self) -> Option<Condition> {
        let (attribute, current) = self.schema_version?;
        let number = Operand::Value(AttributeValue::N(current.to_string()));
        let is_current = Condition::Compare(Comparison::Eq, Operand::Path(DocumentPath::root(attribute)), number);
        let absent = |name| Condition::NotExists(DocumentPath::root(name));
        Some(match (current, self.presence) {
            // Items from before there were versions are of version 1.
            (1, _) => is_current.or(absent(attribute)),
            (_, Presence::Required) => is_current,
            _ => is_current.or(absent(self.schema.pk.name)),
        })
    }

    fn version_condition(&self) -> Option<Condition> {
        let (Some(attribute), VersionCheck::Is(version)) = (self.schema.version, self.version) else { return None };
        let path = DocumentPath::root(attribute);
        Some(match version {
            0 => Condition::NotExists(path),
            _ => {
                let number = AttributeValue::N(version.to_string());
                Condition::Compare(Comparison::Eq, Operand::Path(path), Operand::Value(number))
            }
        })
    }
}

fn both(one: Option<Condition>, other: Option<Condition>) -> Option<Condition> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.and(other)),
        (one, other) => one.or(other),
    }
}

/// Holds of items that have expired; `None` for a type whose items do not. DynamoDB deletes what expired less than five years ago, and so may
/// we take it as deleted.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "sessions")]
/// # struct Session { #[pk] id: u32, #[ttl] until: Option<Ttl> }
/// use std::time::SystemTime;
/// use dynamo_core::request::expired;
/// use dynamo_core::table::DynamoTable as _;
///
/// assert!(expired(Session::SCHEMA, SystemTime::now()).is_some());
/// ```
#[must_use]
pub fn expired(schema: &Schema, now: SystemTime) -> Option<Condition> {
    let (ttl, now) = (schema.ttl?, Ttl::from(now).seconds());
    let number = |seconds: u64| Operand::Value(AttributeValue::N(seconds.to_string()));
    let oldest = now.saturating_sub(TTL_WINDOW.as_secs()).saturating_add(1);
    Some(Condition::Between(Operand::Path(DocumentPath::root(ttl)), number(oldest), number(now)))
}

/// The filter that leaves out items that have expired; `None` for a type whose items do not.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "sessions")]
/// # struct Session { #[pk] id: u32, #[ttl] until: Option<Ttl> }
/// use std::time::SystemTime;
/// use dynamo_core::request::{expired, not_expired};
/// use dynamo_core::table::DynamoTable as _;
///
/// let now = SystemTime::now();
/// assert_ne!(not_expired(Session::SCHEMA, now), expired(Session::SCHEMA, now));
/// ```
#[must_use]
pub fn not_expired(schema: &Schema, now: SystemTime) -> Option<Condition> {
    expired(schema, now).map(Condition::negate)
}

/// Whether an item counts as deleted at this time. One whose TTL is no number never does.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "sessions")]
/// # struct Session { #[pk] id: u32, #[ttl] until: Option<Ttl> }
/// use std::time::{Duration, SystemTime};
/// use dynamo_core::request::is_expired;
/// use dynamo_core::table::DynamoTable as _;
///
/// let now = SystemTime::now();
/// let session = Session { id: 1, until: Some(Ttl::from(now)) }.to_item()?;
/// assert!(is_expired(Session::SCHEMA, &session, now));
/// assert!(!is_expired(Session::SCHEMA, &session, now - Duration::from_secs(60)));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[must_use]
pub fn is_expired(schema: &Schema, item: &Item, now: SystemTime) -> bool {
    has_passed(schema.ttl.and_then(|ttl| item.get(ttl)), now)
}

/// Whether this is a TTL that has passed. One that is no number never does.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use std::time::SystemTime;
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::request::has_passed;
///
/// let now = SystemTime::now();
/// assert!(has_passed(Some(&AttributeValue::N(Ttl::from(now).to_string())), now));
/// assert!(!has_passed(None, now) && !has_passed(Some(&AttributeValue::S("soon".into())), now));
/// ```
#[must_use]
pub fn has_passed(ttl: Option<&AttributeValue>, now: SystemTime) -> bool {
    let seconds = ttl.and_then(|ttl| ttl.as_n().ok()?.parse::<u64>().ok());
    seconds.is_some_and(|seconds| Ttl::from(seconds).is_expired_at(now))
}
