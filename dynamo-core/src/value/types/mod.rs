//! The Rust types that can be attributes, by how they are stored.

/// The associated types of an attribute that is its own value and has no members.
macro_rules! attribute_types {
    ($kind:ty, $key:ty, $shape:expr) => {
        type Value = Self;
        type Own = Self;
        type Kind = $kind;
        type Key = $key;
        type Path<V: crate::value::Attribute, S: crate::expr::Scope, C: crate::expr::Scope> = crate::expr::Path<V, S>;
        const SHAPE: crate::value::Shape = $shape;
    };
}

/// A type that is stored as text: its key kind, what a wrong text should have been, and how it is written and read.
macro_rules! text_attribute {
    ($type:ty, $key:ty, $expected:literal, $write:expr, $read:expr) => {
        impl $crate::value::Attribute for $type {
            $crate::value::types::attribute_types!(
                $crate::value::kind::Text,
                $key,
                $crate::value::Shape::required($crate::value::Stored::S)
            );

            fn encode(
                value: &Self,
            ) -> Result<Option<aws_sdk_dynamodb::types::AttributeValue>, $crate::error::EncodeError> {
                let write: fn(&Self) -> Result<String, $crate::error::EncodeError> = $write;
                write(value).map(|text| Some(aws_sdk_dynamodb::types::AttributeValue::S(text)))
            }

            fn decode(value: $crate::value::Value<'_>) -> Result<Self, $crate::error::DecodeError> {
                $crate::value::types::text::parse(value, $expected, $read)
            }
        }

        impl $crate::value::Element for $type {
            type Yes = ();
        }
    };
}

pub(in crate::value) use attribute_types;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub(in crate::value) use text_attribute;

mod array;
mod binary;
mod boolean;
#[cfg(feature = "decimal")]
mod decimal;
mod float;
mod integer;
mod list;
mod map;
mod net;
mod opaque;
mod option;
mod pointer;
mod set;
pub(in crate::value) mod text;
mod tuple;
#[cfg(feature = "uuid")]
mod uuid;

pub use array::ArrayElement;
pub use map::MapKey;
pub use set::SetKind;

pub(in crate::value) use array::exactly;
pub(in crate::value) use integer::parse_number;
pub(in crate::value) use list::{decode_list, encode_list};
pub(crate) use option::encode_present;
