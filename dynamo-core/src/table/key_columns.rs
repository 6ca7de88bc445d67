//! The fields of a primary key, read back from its keys.

use super::KeyReader;
use crate::error::KeyError;
use crate::value::{Attribute, Both, Two};

/// The numbers of a primary key's fields.
type Numbers<'a> = &'a mut dyn Iterator<Item = usize>;

/// The attribute type of a primary key's field: of the first, which is [`Zero`](super::Zero), and so on.
///
/// Each is named in an implementation of its own, which stands where the field's type stands. In a tuple of them, one that is
/// no attribute type would be an error of the whole tuple as well.
pub trait KeyField<N> {
    /// The type.
    type Attr: Attribute;
}

/// The numbers of the fields of the primary key of `T`, as types: a tuple of up to 12, or [`Both`] of two such.
pub trait KeyColumns<T> {
    /// The values: a tuple, or the value itself where there is one.
    type Parts;

    /// Reads them.
    ///
    /// # Errors
    /// When the key is not of the type's pattern.
    fn read(keys: &KeyReader<'_>, numbers: Numbers<'_>) -> Result<Self::Parts, KeyError>;
}

/// The value of the field with number `N`.
type Part<T, N> = <<T as KeyField<N>>::Attr as Attribute>::Value;

impl<T: KeyField<A>, A> KeyColumns<T> for (A,) {
    type Parts = Part<T, A>;

    fn read(keys: &KeyReader<'_>, numbers: Numbers<'_>) -> Result<Self::Parts, KeyError> {
        next::<T, A>(keys, numbers)
    }
}

/// The value of the next field; there are as many numbers as types.
fn next<T: KeyField<N>, N>(keys: &KeyReader<'_>, numbers: Numbers<'_>) -> Result<Part<T, N>, KeyError> {
    keys.part::<T::Attr>(numbers.next().unwrap_or_default())
}

macro_rules! key_columns {
    ($(($($number:ident)*))*) => {$(
        impl<T: $(KeyField<$number> +)* Sized, $($number),*> KeyColumns<T> for ($($number,)*) {
            type Parts = ($(Part<T, $number>,)*);

            fn read(_keys: &KeyReader<'_>, _numbers: Numbers<'_>) -> Result<Self::Parts, KeyError> {
                Ok(($(next::<T, $number>(_keys, _numbers)?,)*))
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

impl<T, X: KeyColumns<T>, Y: KeyColumns<T>> KeyColumns<T> for Both<X, Y> {
    type Parts = Two<X::Parts, Y::Parts>;

    fn read(keys: &KeyReader<'_>, numbers: Numbers<'_>) -> Result<Self::Parts, KeyError> {
        Ok(Two(X::read(keys, numbers)?, Y::read(keys, numbers)?))
    }
}
