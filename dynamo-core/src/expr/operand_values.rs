//! Which Rust values stand for which attributes.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;
use std::time::SystemTime;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use super::IntoOperand;
use crate::error::EncodeError;
use crate::request::Source;
use crate::value::style::{Binary, BinaryValue, List, ListValue, Millis, Seconds, Serde, SerdeValue, TimeValue};
use crate::value::{As, Attribute, Bytes, Nullable, Number, Sensitive, Ttl, encode_present};

type Encoded = Result<Option<AttributeValue>, EncodeError>;
type Lowered = Result<Option<Source>, EncodeError>;

fn value(encoded: Encoded) -> Lowered {
    Ok(encoded?.map(Source::Value))
}

impl<T: Attribute<Value = T>, S> IntoOperand<T, S> for T {
    fn into_operand(self) -> Lowered {
        value(T::encode(&self))
    }
}

impl<T: Attribute<Value = T>, S> IntoOperand<T, S> for &T {
    fn into_operand(self) -> Lowered {
        value(T::encode(self))
    }
}

impl<T: Attribute<Value = T>, S> IntoOperand<Option<T>, S> for T
where
    Option<T>: Attribute,
{
    fn into_operand(self) -> Lowered {
        value(encode_present::<T>(&self))
    }
}

impl<T: Attribute<Value = T>, S> IntoOperand<Option<T>, S> for &T
where
    Option<T>: Attribute,
{
    fn into_operand(self) -> Lowered {
        value(encode_present::<T>(self))
    }
}

/// Values of a type that an option of the field stores in another way, one style at a time.
macro_rules! styled {
    ($($style:ident $by:ident;)*) => { $(
        impl<T: $by, S> IntoOperand<As<T, $style>, S> for T {
            fn into_operand(self) -> Lowered {
                value(As::<T, $style>::encode(&self))
            }
        }

        impl<T: $by, S> IntoOperand<As<T, $style>, S> for &T {
            fn into_operand(self) -> Lowered {
                value(As::<T, $style>::encode(self))
            }
        }

        impl<T: $by, S> IntoOperand<As<Option<T>, $style>, S> for T
        where
            Option<T>: $by,
        {
            fn into_operand(self) -> Lowered {
                value(As::<T, $style>::encode(&self))
            }
        }

        impl<T: $by, S> IntoOperand<As<Option<T>, $style>, S> for &T
        where
            Option<T>: $by,
        {
            fn into_operand(self) -> Lowered {
                value(As::<T, $style>::encode(self))
            }
        }
    )* };
}

styled! {
    Binary BinaryValue;
    List ListValue;
    Seconds TimeValue;
    Millis TimeValue;
    Serde SerdeValue;
}

impl<A: Attribute<Value = A>, S> IntoOperand<Nullable<A>, S> for A
where
    Nullable<A>: Attribute<Value = A>,
{
    fn into_operand(self) -> Lowered {
        value(Nullable::<A>::encode(&self))
    }
}

impl<A: Attribute<Value = A>, S> IntoOperand<Nullable<A>, S> for &A
where
    Nullable<A>: Attribute<Value = A>,
{
    fn into_operand(self) -> Lowered {
        value(Nullable::<A>::encode(self))
    }
}

/// The `Option`s that an option of the field stores in another way, one style at a time.
macro_rules! nullable_styled {
    ($($style:ident $by:ident;)*) => { $(
        impl<T: $by, S> IntoOperand<Nullable<As<Option<T>, $style>>, S> for Option<T>
        where
            Nullable<As<Option<T>, $style>>: Attribute<Value = Option<T>>,
        {
            fn into_operand(self) -> Lowered {
                value(Nullable::<As<Option<T>, $style>>::encode(&self))
            }
        }

        impl<T: $by, S> IntoOperand<Nullable<As<Option<T>, $style>>, S> for &Option<T>
        where
            Nullable<As<Option<T>, $style>>: Attribute<Value = Option<T>>,
        {
            fn into_operand(self) -> Lowered {
                value(Nullable::<As<Option<T>, $style>>::encode(self))
            }
        }
    )* };
}

nullable_styled! {
    Binary BinaryValue;
    List ListValue;
    Seconds TimeValue;
    Millis TimeValue;
    Serde SerdeValue;
}

/// Values for a nullable attribute: what fits the attribute that it makes nullable.
macro_rules! nullable {
    ($(<$($parameter:ident $(: $bound:path)?),+> $attribute:ty, $inner:ty;)*) => { $(
        impl<$($parameter $(: $bound)? + 'static),+, S> IntoOperand<Nullable<$attribute>, S> for $inner
        where
            $attribute: Attribute<Value = Option<$inner>>,
            $inner: IntoOperand<$attribute, S>,
        {
            fn into_operand(self) -> Lowered {
                IntoOperand::<$attribute, S>::into_operand(self)
            }
        }

        impl<'v, $($parameter $(: $bound)? + 'static),+, S> IntoOperand<Nullable<$attribute>, S> for &'v $inner
        where
            $attribute: Attribute<Value = Option<$inner>>,
            &'v $inner: IntoOperand<$attribute, S>,
        {
            fn into_operand(self) -> Lowered {
                IntoOperand::<$attribute, S>::into_operand(self)
            }
        }
    )* };
}

nullable! {
    <T: Attribute> Option<T>, T;
    <T: BinaryValue> As<Option<T>, Binary>, T;
    <T: ListValue> As<Option<T>, List>, T;
    <T: TimeValue> As<Option<T>, Seconds>, T;
    <T: TimeValue> As<Option<T>, Millis>, T;
    <T: SerdeValue> As<Option<T>, Serde>, T;
}

/// Values that are not the attribute's own type but say the same: each for the attribute and for one that may be absent.
macro_rules! stands_for {
    ($([$($generic:tt)*] $from:ty => $attribute:ty, $optional:ty: |$value:ident| $encoded:expr;)*) => { $(
        impl<$($generic)* S> IntoOperand<$attribute, S> for $from {
            fn into_operand(self) -> Lowered {
                let $value = self;
                value($encoded)
            }
        }

        impl<$($generic)* S> IntoOperand<$optional, S> for $from {
            fn into_operand(self) -> Lowered {
                let $value = self;
                value($encoded)
            }
        }

        impl<$($generic)* S> IntoOperand<Nullable<$optional>, S> for $from {
            fn into_operand(self) -> Lowered {
                let $value = self;
                value($encoded)
            }
        }
    )* };
}

stands_for! {
    [] &str => String, Option<String>: |text| present_text(text);
    [] &str => Cow<'static, str>, Option<Cow<'static, str>>: |text| present_text(text);
    [] &str => Box<str>, Option<Box<str>>: |text| present_text(text);
    [] &str => Rc<str>, Option<Rc<str>>: |text| present_text(text);
    [] &str => Arc<str>, Option<Arc<str>>: |text| present_text(text);
    [] &str => Sensitive<String>, Option<Sensitive<String>>: |text| present_text(text);
    [] &[u8] => Bytes, Option<Bytes>: |bytes| present_bytes(bytes);
    [] Vec<u8> => Bytes, Option<Bytes>: |bytes| present_bytes(bytes);
    [const N: usize,] [u8; N] => Bytes, Option<Bytes>: |bytes| present_bytes(bytes);
    [const N: usize,] &[u8; N] => Bytes, Option<Bytes>: |bytes| present_bytes(bytes);
    [] &[u8] => As<Vec<u8>, Binary>, As<Option<Vec<u8>>, Binary>: |bytes| present_bytes(bytes);
    [const N: usize,] [u8; N] => As<Vec<u8>, Binary>, As<Option<Vec<u8>>, Binary>: |bytes| present_bytes(bytes);
    [const N: usize,] &[u8; N] => As<Vec<u8>, Binary>, As<Option<Vec<u8>>, Binary>: |bytes| present_bytes(bytes);
    [] u64 => Ttl, Option<Ttl>: |seconds| Ttl::encode(&seconds.into());
    [] SystemTime => Ttl, Option<Ttl>: |time| Ttl::encode(&time.into());
    [] i32 => Number, Option<Number>: |number| Number::encode(&number.into());
    [] i64 => Number, Option<Number>: |number| Number::encode(&number.into());
    [] u32 => Number, Option<Number>: |number| Number::encode(&number.into());
    [] u64 => Number, Option<Number>: |number| Number::encode(&number.into());
}

fn present_text(text: &str) -> Encoded {
    Ok(Some(AttributeValue::S(text.to_owned())))
}

fn present_bytes(bytes: impl Into<Vec<u8>>) -> Encoded {
    Ok(Some(AttributeValue::B(Blob::new(bytes))))
}
