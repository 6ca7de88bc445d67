//! Records of the SDK's streams client.

use std::time::SystemTime;

use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodbstreams::types::{self as streams, AttributeValue as Streamed};

use super::record::{ChangeKind, IntoRecord, Record, image, incomplete, view};
use crate::error::{DecodeError, Found, Result};
use crate::value::Item;

impl IntoRecord for streams::Record {
    fn into_record(self) -> Result<Record> {
        let event = self.event_name.ok_or_else(|| incomplete("eventName"))?;
        let by = self.user_identity.as_ref().and_then(|by| Some((by.r#type()?, by.principal_id()?)));
        let kind = ChangeKind::of(event.as_str(), by)?;
        let told = self.dynamodb.ok_or_else(|| incomplete("dynamodb"))?;
        Ok(Record {
            kind,
            keys: item(told.keys.ok_or_else(|| incomplete("Keys"))?, "Keys")?,
            old: image(told.old_image.map(|old| item(old, "OldImage")).transpose()?),
            new: image(told.new_image.map(|new| item(new, "NewImage")).transpose()?),
            event_id: self.event_id,
            sequence_number: told.sequence_number,
            created_at: told.approximate_creation_date_time.and_then(|time| SystemTime::try_from(time).ok()),
            size: told.size_bytes.and_then(|size| u64::try_from(size).ok()),
            view: told.stream_view_type.and_then(|name| view(name.as_str())),
        })
    }
}

type Image = std::collections::HashMap<String, Streamed>;

fn item(image: Image, member: &'static str) -> Result<Item, DecodeError> {
    attributes(image).map_err(|error| error.at(member))
}

fn attributes(map: Image) -> Result<Item, DecodeError> {
    let pairs = map.into_iter().map(|(name, value)| match attribute(value) {
        Ok(value) => Ok((name, value)),
        Err(error) => Err(error.at(&name)),
    });
    pairs.collect()
}

/// The same value in the types of the SDK's other client.
fn attribute(value: Streamed) -> Result<AttributeValue, DecodeError> {
    Ok(match value {
        Streamed::S(text) => AttributeValue::S(text),
        Streamed::N(number) => AttributeValue::N(number),
        Streamed::B(bytes) => AttributeValue::B(bytes),
        Streamed::Bool(value) => AttributeValue::Bool(value),
        Streamed::Null(value) => AttributeValue::Null(value),
        Streamed::Ss(texts) => AttributeValue::Ss(texts),
        Streamed::Ns(numbers) => AttributeValue::Ns(numbers),
        Streamed::Bs(bytes) => AttributeValue::Bs(bytes),
        Streamed::L(values) => AttributeValue::L(values.into_iter().map(attribute).collect::<Result<_, _>>()?),
        Streamed::M(map) => AttributeValue::M(attributes(map)?),
        _ => return Err(DecodeError::new("a value of a known type", Found::Type("an unknown one"))),
    })
}
