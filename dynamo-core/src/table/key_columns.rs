//! The fields of a primary key, read back from its keys.

use super::KeyReader;
use crate::error::KeyError;
use crate::value::{Attribute, Both, Two};

/// The numbers of a primary key's fields.
type Numbers<'a> = &'a mut dyn Iterator<Item = usize>;

/// The attribute types of a primary key's fields: a tuple of up to 12, or [`Both`] of two such.
pub trait KeyColumns {
    /// The values: a tuple, or the value itself where there is one.
    type Parts;

    /// Reads them.
    ///
    /// # Errors
    /// When the key is not of the type's pattern.
    fn read(keys: &KeyReader<'_>, numbers: Numbers<'_>) -> Result<Self::Parts, KeyError>;
}

impl<A: Attribute> KeyColumns for (A,) {
    type Parts = A::Value;

    fn read(keys: &KeyReader<'_>, numbers: Numbers<'_>) -> Result<A::Value, KeyError> {
        next::<A>(keys, numbers)
    }
}

/// The value of the next field; there are as many numbers as types.
fn next<A: Attribute>(keys: &KeyReader<'_>, numbers: Numbers<'_>) -> Result<A::Value, KeyError> {
    keys.part::<A>(numbers.next().unwrap_or_default())
}

macro_rules! key_columns {
    ($(($($attribute:ident)*))*) => {$(
        impl<$($attribute: Attribute),*> KeyColumns for ($($attribute,)*) {
            type Parts = ($($attribute::Value,)*);

            fn read(_keys: &KeyReader<'_>, _numbers: Numbers<'_>) -> Result<Self::Parts, KeyError> {
                Ok(($(next::<$attribute>(_keys, _numbers)?,)*))
            }
        }
    )*};
}

key_columns! {
    ()
    (A B)
    (A B C)
    (A B C D)
    (A B C D E)
    (A B C D E F)
    (A B C D E F G)
    (A B C D E F G H)
    (A B C D E F G H I)
    (A B C D E F G H I J)
    (A B C D E F G H I J K)
    (A B C D E F G H I J K L)
}

impl<X: KeyColumns, Y: KeyColumns> KeyColumns for Both<X, Y> {
    type Parts = Two<X::Parts, Y::Parts>;

    fn read(keys: &KeyReader<'_>, numbers: Numbers<'_>) -> Result<Self::Parts, KeyError> {
        Ok(Two(X::read(keys, numbers)?, Y::read(keys, numbers)?))
    }
}
