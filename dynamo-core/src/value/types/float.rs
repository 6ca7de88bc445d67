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
                let fits = |number: &$type| number.is_finite() && (*number != 0.0 || is_zero(text));
                text.parse().ok().filter(fits).map(Self).ok_or(())
            }
        }
    )* };
}

floats!(f32 f64);

/// A float that is the number of the text, rounded: Rust reads `inf` and `1e999` too, and a number too near to 0 as 0.
struct Finite<T>(T);

/// Whether a number's text has no other digits than zeros before the exponent.
fn is_zero(text: &str) -> bool {
    !text.split(['e', 'E']).next().unwrap_or_default().contains(|digit| matches!(digit, '1'..='9'))
}

fn check(value: f64) -> Result<(), EncodeError> {
    if !value.is_finite() {
        return Err(EncodeError::new(Unstorable::NotFinite));
    }
    if value != 0.0 && !(1e-130..1e126).contains(&value.abs()) {
        return Err(EncodeError::new(Unstorable::OutOfRange(format!("{value:E}"))));
    }
    Ok(())
}
