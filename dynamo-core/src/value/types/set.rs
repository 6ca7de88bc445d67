use std::collections::{BTreeSet, HashSet};
use std::hash::{BuildHasher, Hash};

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{DecodeError, EncodeError, Unstorable};
use crate::expr::{Path, Scope};
use crate::value::{Attribute, Element, Elements, Given, Inside, Shape, Stored, Value, kind};

/// Kinds that a set may hold.
#[diagnostic::on_unimplemented(
    message = "a set holds text, numbers or bytes, and this element is none of them",
    label = "stored as `{Self}`",
    note = "use a `Vec` to store a list"
)]
pub trait SetKind {
    /// See [`Given`].
    #[doc(hidden)]
    type Yes;
    /// How the set is stored.
    const STORED: Stored;

    /// The set of encoded elements; `None` when one is of another type.
    #[doc(hidden)]
    fn collect(elements: Vec<AttributeValue>) -> Option<AttributeValue>;

    /// The elements of a stored set.
    #[doc(hidden)]
    fn open(value: Value<'_>) -> Result<Elements<'_>, DecodeError>;
}

/// One row a kind: how one element and how the set is stored, and how a set is opened.
macro_rules! set_kinds {
    ($($kind:ident, $element:ident, $stored:ident, $open:ident;)*) => { $(
        impl SetKind for kind::$kind {
            type Yes = ();
            const STORED: Stored = Stored::$stored;

            fn collect(elements: Vec<AttributeValue>) -> Option<AttributeValue> {
                let element = |value| match value {
                    AttributeValue::$element(element) => Some(element),
                    _ => None,
                };
                elements.into_iter().map(element).collect::<Option<_>>().map(AttributeValue::$stored)
            }

            fn open(value: Value<'_>) -> Result<Elements<'_>, DecodeError> {
                value.$open()
            }
        }
    )* };
}

set_kinds! {
    Text, S, Ss, text_set;
    Number, N, Ns, number_set;
    Binary, B, Bs, binary_set;
}

/// Sets differ in what they ask of their elements only.
macro_rules! sets {
    ($($set:ident<T $(, $hasher:ident)?>: $($bound:path),+;)*) => { $(
        impl<T $(, $hasher)?> Attribute for $set<T $(, $hasher)?>
        where
            T: Attribute<Kind: SetKind, Value: $($bound +)+>,
            $($hasher: BuildHasher + Default + 'static,)?
        {
            type Value = $set<T::Value $(, $hasher)?>;
            type Own = <T::Own as Given<<<T::Kind as SetKind>::Yes as Given<Self>>::Own>>::Own;
            type Kind = kind::Set<T>;
            type Key = kind::Set<T>;
            type Path<V: Attribute, S: Scope, C: Scope> = Path<V, S>;
            const SHAPE: Shape = Shape::required(<T::Kind as SetKind>::STORED);

            fn inside() -> Inside {
                Inside::of_set::<T>()
            }

            fn encode(value: &Self::Value) -> Result<Option<AttributeValue>, EncodeError> {
                encode_set::<T>(value.iter())
            }

            fn decode(value: Value<'_>) -> Result<Self::Value, DecodeError> {
                decode_set::<T, _>(value)
            }

            fn absent() -> Option<Self::Value> {
                Some($set::default())
            }
        }

        impl<T $(, $hasher)?> Element for $set<T $(, $hasher)?>
        where
            T: Attribute<Kind: SetKind, Value: $($bound +)+>,
            $($hasher: BuildHasher + Default + 'static,)?
        {
            type Yes = ();
        }
    )* };
}

sets! {
    HashSet<T, H>: Eq, Hash;
    BTreeSet<T>: Ord;
}

fn encode_set<'v, T: Attribute<Kind: SetKind>>(
    values: impl ExactSizeIterator<Item = &'v T::Value>,
) -> Result<Option<AttributeValue>, EncodeError> {
    if values.len() == 0 {
        return Ok(None);
    }
    let mixed = || EncodeError::other("a set holds values of one type, and no absent ones");
    let mut elements = Vec::with_capacity(values.len());
    for value in values {
        elements.push(T::encode(value)?.ok_or_else(mixed)?);
    }
    let mut set = T::Kind::collect(elements).ok_or_else(mixed)?;
    match &mut set {
        AttributeValue::Ss(texts) | AttributeValue::Ns(texts) => distinct(texts)?,
        _ => {}
    }
    Ok(Some(set))
}

/// Elements that differ may be stored alike, and DynamoDB refuses a set that names one twice. They are put in order, so that equal sets
/// are written equally.
fn distinct(texts: &mut [String]) -> Result<(), EncodeError> {
    texts.sort_unstable();
    match texts.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(EncodeError::new(Unstorable::SameName(pair[0].clone()))),
        None => Ok(()),
    }
}

/// `NULL` is what other mappers write for an empty set.
fn decode_set<T, S>(value: Value<'_>) -> Result<S, DecodeError>
where
    T: Attribute<Kind: SetKind>,
    S: Default + Extend<T::Value>,
{
    let mut set = S::default();
    if value.is_null() {
        return value.skip().map(|()| set);
    }
    let mut elements = T::Kind::open(value)?;
    while let Some(element) = elements.decode::<T>()? {
        set.extend([element]);
    }
    Ok(set)
}
