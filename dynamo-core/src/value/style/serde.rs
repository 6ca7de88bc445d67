use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::value::Error;
use serde::de::{DeserializeOwned, Visitor};
use serde::{Deserializer, Serialize, forward_to_deserialize_any};

use super::{As, Never, Serde};
use crate::error::{DecodeError, EncodeError, Found, Unstorable};
use crate::expr::{Path, Scope};
use crate::value::{Attribute, Given, Number, Shape, Stored, Value, kind};

/// Types that `#[dynamo(serde)]` stores as their serde implementation says.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored through serde",
    label = "does not implement both `Serialize` and `Deserialize`",
    note = "derive `serde::Serialize` and `serde::Deserialize` for it; a type that borrows cannot be read back"
)]
pub trait SerdeValue<M = Serde>: Serialize + DeserializeOwned + 'static {
    /// See [`Given`].
    #[doc(hidden)]
    type Yes;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned + 'static> SerdeValue<Serde> for T {
    type Yes = ();
}

#[allow(private_bounds, reason = "nothing has it")]
#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned + 'static, M: Never> SerdeValue<M> for T {
    type Yes = ();
}

impl<T: SerdeValue> Attribute for As<T, Serde> {
    type Value = T;
    type Own = <<T as SerdeValue>::Yes as Given<Self>>::Own;
    type Kind = kind::Opaque;
    type Key = kind::Opaque;
    type Path<V: Attribute, S: Scope, C: Scope> = Path<V, S>;
    const SHAPE: Shape = Shape::required(Stored::Any);

    fn encode(value: &T) -> Result<Option<AttributeValue>, EncodeError> {
        let value: AttributeValue = serde_dynamo::to_attribute_value(value).map_err(EncodeError::other)?;
        check_numbers(&value)?;
        // A `None` is left out like that of any other attribute; a type that has no absent value keeps its `NULL`.
        let absent = matches!(value, AttributeValue::Null(_)) && Self::absent().is_some();
        Ok((!absent).then_some(value))
    }

    fn decode(value: Value<'_>) -> Result<T, DecodeError> {
        let value = value.into_attribute_value()?;
        serde_dynamo::from_attribute_value(value)
            .map_err(|error| DecodeError::new("a value for its serde type", Found::Value(error.to_string())))
    }

    fn absent() -> Option<T> {
        T::deserialize(Absent).ok()
    }
}

/// serde writes every number as text, also those that DynamoDB refuses.
fn check_numbers(value: &AttributeValue) -> Result<(), EncodeError> {
    match value {
        AttributeValue::N(number) => check_number(number),
        AttributeValue::Ns(numbers) => numbers.iter().try_for_each(|number| check_number(number)),
        AttributeValue::L(values) => values
            .iter()
            .enumerate()
            .try_for_each(|(index, value)| check_numbers(value).map_err(|error| error.at(&format!("[{index}]")))),
        AttributeValue::M(members) => {
            members.iter().try_for_each(|(name, value)| check_numbers(value).map_err(|error| error.at(name)))
        }
        _ => Ok(()),
    }
}

fn check_number(text: &str) -> Result<(), EncodeError> {
    if text.parse::<f64>().is_ok_and(|number| number.is_nan() || text.contains("inf")) {
        return Err(EncodeError::new(Unstorable::NotFinite));
    }
    text.parse::<Number>().map(drop)
}

/// Nothing at all: only a type that may be absent can be read from it.
struct Absent;

impl<'de> Deserializer<'de> for Absent {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(serde::de::Error::custom("absent"))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_none()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
