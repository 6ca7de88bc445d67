//! Records as they stand in the events of AWS Lambda.

use std::collections::HashMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use serde::{Deserialize, Deserializer, de};

use super::record::{ChangeKind, IntoRecord, Record, image, view};
use crate::error::{DecodeError, Found, Result};
use crate::value::{Item, decode_base64};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    #[serde(rename = "eventID")]
    event_id: Option<String>,
    event_name: String,
    dynamodb: Images,
    user_identity: Option<Identity>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Images {
    keys: HashMap<String, Value>,
    new_image: Option<HashMap<String, Value>>,
    old_image: Option<HashMap<String, Value>>,
    sequence_number: Option<String>,
    size_bytes: Option<u64>,
    stream_view_type: Option<String>,
    approximate_creation_date_time: Option<f64>,
}

/// Who did it. The names of its members differ between services.
#[derive(Deserialize)]
struct Identity {
    #[serde(rename = "type", alias = "Type", default)]
    kind: String,
    #[serde(rename = "principalId", alias = "PrincipalId", default)]
    principal: String,
}

/// An attribute value under DynamoDB's names of types.
#[derive(Deserialize)]
enum Value {
    S(String),
    N(String),
    B(Binary),
    #[serde(rename = "BOOL")]
    Bool(bool),
    #[serde(rename = "NULL")]
    Null(bool),
    L(Vec<Self>),
    M(HashMap<String, Self>),
    #[serde(rename = "SS")]
    Texts(Vec<String>),
    #[serde(rename = "NS")]
    Numbers(Vec<String>),
    #[serde(rename = "BS")]
    Binaries(Vec<Binary>),
}

struct Binary(Blob);

impl<'de> Deserialize<'de> for Binary {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = decode_base64(&text).ok_or_else(|| de::Error::custom("a binary value that is no base64"))?;
        Ok(Self(Blob::new(bytes)))
    }
}

impl From<Value> for AttributeValue {
    fn from(value: Value) -> Self {
        match value {
            Value::S(text) => Self::S(text),
            Value::N(number) => Self::N(number),
            Value::B(Binary(bytes)) => Self::B(bytes),
            Value::Bool(value) => Self::Bool(value),
            Value::Null(value) => Self::Null(value),
            Value::L(values) => Self::L(values.into_iter().map(Into::into).collect()),
            Value::M(map) => Self::M(item(map)),
            Value::Texts(texts) => Self::Ss(texts),
            Value::Numbers(numbers) => Self::Ns(numbers),
            Value::Binaries(bytes) => Self::Bs(bytes.into_iter().map(|Binary(bytes)| bytes).collect()),
        }
    }
}

fn item(map: HashMap<String, Value>) -> Item {
    map.into_iter().map(|(name, value)| (name, value.into())).collect()
}

impl TryFrom<Told> for Record {
    type Error = DecodeError;

    fn try_from(Told { event_id, event_name, dynamodb: told, user_identity }: Told) -> Result<Self, DecodeError> {
        let by = user_identity.as_ref().map(|by| (&*by.kind, &*by.principal));
        Ok(Self {
            kind: ChangeKind::of(&event_name, by)?,
            keys: item(told.keys),
            old: image(told.old_image.map(item)),
            new: image(told.new_image.map(item)),
            event_id,
            sequence_number: told.sequence_number,
            created_at: told.approximate_creation_date_time.and_then(time),
            size: told.size_bytes,
            view: told.stream_view_type.as_deref().and_then(view),
        })
    }
}

fn time(seconds: f64) -> Option<SystemTime> {
    UNIX_EPOCH.checked_add(Duration::try_from_secs_f64(seconds).ok()?)
}

/// A record of a Lambda event, with whatever format it is read.
impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(Told::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

impl IntoRecord for serde_json::Value {
    fn into_record(self) -> Result<Record> {
        Ok(read(self)?)
    }
}

pub(super) fn read(value: serde_json::Value) -> Result<Record, DecodeError> {
    serde_json::from_value::<Told>(value).map_err(|error| malformed(&error))?.try_into()
}

/// Where the JSON stops being a record. What stands there is not quoted: it may be sensitive.
pub(super) fn malformed(error: &serde_json::Error) -> DecodeError {
    let place = match (error.line(), error.column()) {
        (0, _) => String::new(),
        (line, column) => format!(" at line {line}, column {column}"),
    };
    let what = match error.classify() {
        serde_json::error::Category::Data => "something else",
        _ => "no JSON",
    };
    DecodeError::new("the records of a table's stream", Found::Malformed(format!("{what}{place}")))
}
