//! What patterns need to know of the types of their placeholders, checked where the derive names them.

use crate::value::Attribute;
use crate::value::key_kind::{IsPadded, IsPlaceholder};

/// The field number of a placeholder whose type can stand in a pattern.
#[must_use]
pub const fn placeholder<V>(number: usize) -> usize
where
    V: Attribute<Key: IsPlaceholder>,
{
    number
}

/// The field number of a placeholder whose type can be zero-padded.
#[must_use]
pub const fn padded<V>(number: usize) -> usize
where
    V: Attribute<Key: IsPadded>,
{
    number
}

/// The most digits that a value of the type has.
#[must_use]
pub const fn digits<V>() -> usize
where
    V: Attribute<Key: IsPadded>,
{
    <V::Key as IsPadded>::DIGITS
}

/// Whether every text of the type holds the character.
#[must_use]
pub const fn always_holds<V>(character: char) -> bool
where
    V: Attribute<Key: IsPlaceholder>,
{
    let always = <V::Key as IsPlaceholder>::HOLDS.as_bytes();
    let mut at = 0;
    while at < always.len() {
        // The characters a type always holds are ASCII.
        if always[at] as u32 == character as u32 {
            return true;
        }
        at += 1;
    }
    false
}
