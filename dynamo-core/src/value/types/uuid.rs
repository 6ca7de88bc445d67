use uuid::Uuid;

use crate::value::key_kind::UuidKey;

text_attribute!(Uuid, UuidKey, "a UUID (S)", |value| Ok(value.to_string()), |text| text.parse().ok());
