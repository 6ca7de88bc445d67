use aws_sdk_dynamodb::types::AttributeValue;

use super::parse_number;
use crate::error::{DecodeError, EncodeError, Unstorable};
use crate::value::{Attribute, Element, Shape, Stored, Value, key_kind, kind};

macro_rules! floats {
    ($($type:ident)*) => { $(
        impl Attribute for $type {
            attribute_types!(kind::Number, key_kind::FloatingPoint, Shape::required(Stored::N));

            fn encode(value: &Self) -> Result<Option<AttributeValue>, EncodeError> {
                check(f64::from(*value))?;
                // Zero has no sign in DynamoDB.
                Ok(Some(AttributeValue::N(if *value == 0.0 { "0".to_owned() } else { value.to_string() })))
            }

            fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
                let number: Finite<$type> = parse_number(value, concat!("a number (N) that fits `", stringify!($type), "`"))?;
                Ok(number.0)
            }
        }

        impl Element for $type { type Yes = (); }

        impl std::str::FromStr for Finite<$type> {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                text.parse().ok().filter(|number: &$type| number.is_finite()).map(Self).ok_or(())
            }
        }
    )* };
}

floats!(f32 f64);

/// A float that is a number: Rust reads `inf` and `1e999` too.
struct Finite<T>(T);

fn check(value: f64) -> Result<(), EncodeError> {
    if !value.is_finite() {
        return Err(EncodeError::new(Unstorable::NotFinite));
    }
    if value != 0.0 && !(1e-130..1e126).contains(&value.abs()) {
        return Err(EncodeError::new(Unstorable::OutOfRange(format!("{value:E}"))));
    }
    Ok(())
}
