use aws_sdk_dynamodb::types::AttributeValue;

use super::array::wrong_length;
use super::list::encode_element;
use crate::error::{DecodeError, EncodeError};
use crate::expr::{Path, Scope};
use crate::value::{Attribute, Element, Elements, Given, Inside, Shape, Stored, Value, kind};

/// The tuple, given that all its types are types: see [`Given`].
macro_rules! given {
    () => { Self };
    ($type:ident $($rest:ident)*) => { <$type::Own as Given<given!($($rest)*)>>::Own };
}

/// Tuples are lists with a type for each place.
macro_rules! tuples {
    ($(($($type:ident $index:tt),*) $length:literal;)*) => { $(
        impl<$($type: Attribute),*> Attribute for ($($type,)*) {
            type Value = ($($type::Value,)*);
            type Own = given!($($type)*);
            type Kind = kind::Opaque;
            type Key = kind::Opaque;
            type Path<V: Attribute, S: Scope, C: Scope> = Path<V, S>;
            const SHAPE: Shape = Shape::required(Stored::L);

            fn inside() -> Inside {
                Inside::Places(const { &[$($type::inside as fn() -> Inside),*] })
            }

            fn encode(value: &Self::Value) -> Result<Option<AttributeValue>, EncodeError> {
                Ok(Some(AttributeValue::L(vec![$(encode_element::<$type>(&value.$index, $index)?),*])))
            }

            fn decode(value: Value<'_>) -> Result<Self::Value, DecodeError> {
                let mut elements = value.list()?;
                let tuple = ($(place::<$type>(&mut elements, $index, $length)?,)*);
                let mut extra = 0;
                while let Some(element) = elements.next()? {
                    element.skip()?;
                    extra += 1;
                }
                if extra > 0 { Err(wrong_length($length, "element", extra + $length)) } else { Ok(tuple) }
            }
        }

        impl<$($type: Attribute),*> Element for ($($type,)*) { type Yes = (); }
    )* };
}

tuples! {
    (A 0) 1;
    (A 0, B 1) 2;
    (A 0, B 1, C1 2) 3;
    (A 0, B 1, C1 2, D 3) 4;
    (A 0, B 1, C1 2, D 3, E 4) 5;
    (A 0, B 1, C1 2, D 3, E 4, F 5) 6;
    (A 0, B 1, C1 2, D 3, E 4, F 5, G 6) 7;
    (A 0, B 1, C1 2, D 3, E 4, F 5, G 6, H 7) 8;
}

fn place<T: Attribute>(elements: &mut Elements<'_>, index: usize, length: usize) -> Result<T::Value, DecodeError> {
    elements.decode::<T>()?.ok_or_else(|| wrong_length(length, "element", index))
}
