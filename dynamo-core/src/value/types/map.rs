use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{DecodeError, EncodeError, Unstorable};
use crate::expr::{Path, Scope};
use crate::value::{Attribute, Element, Entries, Given, Inside, Shape, Stored, Value, kind};

/// Types that can name the members of a map: those stored as text or as a number.
///
/// Implemented for every such type; there is nothing to implement.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use std::collections::BTreeMap;
/// use dynamo_core::value::{Attribute, MapKey};
///
/// assert_eq!(7u32.to_name()?, "7");
/// assert_eq!(u32::from_name("7")?, 7);
/// let stored = BTreeMap::<u32, bool>::encode(&BTreeMap::from([(7, true)]))?.expect("a map");
/// assert!(stored.as_m().is_ok_and(|map| map.contains_key("7")));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot name the members of a map",
    label = "not text and not a number",
    note = "the members of a DynamoDB map have names: use text, a number, or a `DynamoValue` of these as the key"
)]
pub trait MapKey: Sized {
    /// The member's name.
    ///
    /// # Errors
    /// When the value cannot be stored.
    fn to_name(&self) -> Result<String, EncodeError>;

    /// The value of a stored name.
    ///
    /// # Errors
    /// When the name is not one of the type's.
    fn from_name(name: &str) -> Result<Self, DecodeError>;
}

impl<K: Attribute<Value = K, Kind: NameKind>> MapKey for K {
    fn to_name(&self) -> Result<String, EncodeError> {
        match K::encode(self)? {
            Some(AttributeValue::S(name) | AttributeValue::N(name)) => Ok(name),
            _ => Err(EncodeError::other("the names of a map's members are text or numbers")),
        }
    }

    fn from_name(name: &str) -> Result<Self, DecodeError> {
        K::decode(Value::from(K::Kind::stored(name.to_owned())))
    }
}

/// Kinds that have a text.
#[diagnostic::on_unimplemented(
    message = "the members of a map are named by text or numbers, and this key is neither",
    label = "stored as `{Self}`"
)]
pub trait NameKind {
    #[doc(hidden)]
    fn stored(name: String) -> AttributeValue;
}

impl NameKind for kind::Text {
    fn stored(name: String) -> AttributeValue {
        AttributeValue::S(name)
    }
}

impl NameKind for kind::Number {
    fn stored(name: String) -> AttributeValue {
        AttributeValue::N(name)
    }
}

/// Maps differ in what they ask of their keys only.
macro_rules! maps {
    ($($map:ident<K, T $(, $hasher:ident)?>: $($bound:path),+;)*) => { $(
        impl<K, T $(, $hasher)?> Attribute for $map<K, T $(, $hasher)?>
        where
            K: MapKey + $($bound +)+ 'static,
            T: Attribute,
            $($hasher: BuildHasher + Default + 'static,)?
        {
            type Value = $map<K, T::Value $(, $hasher)?>;
            type Own = <T::Own as Given<Self>>::Own;
            type Kind = kind::Map<T>;
            type Key = kind::Map<T>;
            type Path<V: Attribute, S: Scope, C: Scope> = Path<V, S>;
            const SHAPE: Shape = Shape::required(Stored::M);

            fn inside() -> Inside {
                Inside::Elements(T::inside)
            }

            fn encode(value: &Self::Value) -> Result<Option<AttributeValue>, EncodeError> {
                encode_map::<K, T>(value.iter())
            }

            fn decode(value: Value<'_>) -> Result<Self::Value, DecodeError> {
                decode_map::<K, T, _>(value.map()?)
            }
        }

        impl<K, T $(, $hasher)?> Element for $map<K, T $(, $hasher)?>
        where
            K: MapKey + $($bound +)+ 'static,
            T: Attribute,
            $($hasher: BuildHasher + Default + 'static,)?
        {
            type Yes = ();
        }
    )* };
}

maps! {
    HashMap<K, T, H>: Eq, Hash;
    BTreeMap<K, T>: Ord;
}

fn encode_map<'v, K: MapKey + 'v, T: Attribute>(
    members: impl ExactSizeIterator<Item = (&'v K, &'v T::Value)>,
) -> Result<Option<AttributeValue>, EncodeError> {
    let mut map = HashMap::with_capacity(members.len());
    for (key, value) in members {
        let name = key.to_name()?;
        if let Some(encoded) = T::encode(value).map_err(|error| error.at(&name))? {
            if map.contains_key(&name) {
                return Err(EncodeError::new(Unstorable::SameName(name)));
            }
            map.insert(name, encoded);
        }
    }
    Ok(Some(AttributeValue::M(map)))
}

fn decode_map<K, T, M>(mut entries: Entries<'_>) -> Result<M, DecodeError>
where
    K: MapKey,
    T: Attribute,
    M: Default + Extend<(K, T::Value)>,
{
    let mut map = M::default();
    while let Some((name, value)) = entries.next()? {
        let key = K::from_name(&name).map_err(|error| error.at(&name))?;
        let value = T::decode(value).map_err(|error| error.at(&name))?;
        map.extend([(key, value)]);
    }
    Ok(map)
}
