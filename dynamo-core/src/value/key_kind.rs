//! Key kinds: which values can stand in a key, and what their text is like there.

/// The type of a key attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyType {
    /// `S`
    Text,
    /// `N`
    Number,
    /// `B`
    Binary,
}

impl KeyType {
    /// DynamoDB's letter for it: `S`.
    #[must_use]
    pub const fn letter(self) -> &'static str {
        match self {
            Self::Text => "S",
            Self::Number => "N",
            Self::Binary => "B",
        }
    }

    /// In the words of a message: "text".
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Binary => "binary",
        }
    }
}

/// Any text.
pub enum TextKey {}
/// A number that may be negative or have a fraction.
pub enum NumberKey {}
/// An unsigned integer of at most `DIGITS` digits.
pub enum UnsignedKey<const DIGITS: usize> {}
/// Bytes.
pub enum BinaryKey {}
/// The text of a UUID.
pub enum UuidKey {}
/// A date, as text that sorts as time.
pub enum DateKey {}
/// A point in time, as text that sorts as time.
pub enum DateTimeKey {}
/// The text of an IPv4 address.
pub enum Ipv4Key {}
/// The text of an IPv6 address.
pub enum Ipv6Key {}
/// The text of an IP network.
pub enum NetworkKey {}
/// A value that may be absent: a key of an index only.
pub struct OptionalKey<K>(std::marker::PhantomData<K>);
/// A floating-point number, which is no key: equal numbers must be equal bytes.
pub enum FloatingPoint {}

/// Key kinds that a table's own key may have.
#[diagnostic::on_unimplemented(
    message = "this type cannot be a DynamoDB key: it is stored as `{Self}`",
    label = "not a key type",
    note = "a key is text, bytes, an integer or a decimal; floating-point numbers are none, since equal keys must be equal \
            bytes, and an `Option` is one only in an index"
)]
pub trait IsKey {
    /// How the key attribute is declared to DynamoDB.
    const TYPE: KeyType;
}

/// Key kinds that an index key may have: those of a table, and optional ones.
#[diagnostic::on_unimplemented(
    message = "this type cannot be a key of an index: it is stored as `{Self}`",
    label = "not a key type",
    note = "an index key is text, bytes, an integer or a decimal, or an `Option` of these"
)]
pub trait IsIndexKey {
    /// How the key attribute is declared to DynamoDB.
    const TYPE: KeyType;
}

/// Key kinds that a placeholder of a pattern may have.
#[diagnostic::on_unimplemented(
    message = "this type cannot stand in a key pattern: it is stored as `{Self}`",
    label = "not text in a key",
    note = "a placeholder is text, an integer, a decimal, a UUID or a date-time"
)]
pub trait IsPlaceholder {
    /// Characters that the texts of the type hold, all or many of them, so that none of these can delimit it.
    const HOLDS: &'static str;
    /// How the value is stored on its own, which says how its text is read back.
    const TYPE: KeyType;
    /// Whether a value may be absent: [`Always`] or [`Maybe`].
    type Presence;
}

/// A placeholder with a value in every item.
pub enum Always {}
/// A placeholder that may be absent.
pub enum Maybe {}

/// What the placeholders of a table's own key are: [`Always`] there.
#[diagnostic::on_unimplemented(
    message = "an `Option` cannot stand in the key of a table, since an item cannot be without its key",
    label = "may be absent",
    note = "an `Option` can stand in the key of an index, which then leaves the item out"
)]
pub trait IsPresent {
    /// Nothing; something to name.
    const YES: () = ();
}
impl IsPresent for Always {}

/// Key kinds that `{n:010}` can pad.
#[diagnostic::on_unimplemented(
    message = "a placeholder of this type cannot be zero-padded: it is stored as `{Self}`",
    label = "not an unsigned integer",
    note = "only unsigned integers keep their order as padded text"
)]
pub trait IsPadded: IsPlaceholder {
    /// The most digits a value can have.
    const DIGITS: usize;
}

/// Key kinds whose text sorts as the values do.
#[diagnostic::on_unimplemented(
    message = "a range needs text that sorts as its values do, and text order is not number order",
    label = "pad it in the pattern, `{{n:010}}`, to use it in a range"
)]
pub trait SortsAsText {}

/// One row a key kind: its name, how it is stored, what its text always holds, and whether the text sorts.
macro_rules! key_kinds {
    ($($name:ty, $type:ident, $holds:literal $(, $sorts:ident)?;)*) => { $(
        impl IsKey for $name { const TYPE: KeyType = KeyType::$type; }
        impl IsPlaceholder for $name {
            const HOLDS: &'static str = $holds;
            const TYPE: KeyType = KeyType::$type;
            type Presence = Always;
        }
        $(impl $sorts for $name {})?
    )* };
}

key_kinds! {
    TextKey, Text, "", SortsAsText;
    UuidKey, Text, "-", SortsAsText;
    DateKey, Text, "-", SortsAsText;
    Ipv4Key, Text, ".", SortsAsText;
    Ipv6Key, Text, ":", SortsAsText;
    NetworkKey, Text, "/", SortsAsText;
    DateTimeKey, Text, "-:.TZ", SortsAsText;
    NumberKey, Number, "0123456789";
}

impl IsKey for BinaryKey {
    const TYPE: KeyType = KeyType::Binary;
}
impl<const DIGITS: usize> IsKey for UnsignedKey<DIGITS> {
    const TYPE: KeyType = KeyType::Number;
}
impl<const DIGITS: usize> IsPlaceholder for UnsignedKey<DIGITS> {
    const HOLDS: &'static str = "0123456789";
    const TYPE: KeyType = KeyType::Number;
    type Presence = Always;
}
impl<const DIGITS: usize> IsPadded for UnsignedKey<DIGITS> {
    const DIGITS: usize = DIGITS;
}

impl<K: IsKey> IsIndexKey for K {
    const TYPE: KeyType = K::TYPE;
}
impl<K: IsKey> IsIndexKey for OptionalKey<K> {
    const TYPE: KeyType = K::TYPE;
}
impl<K: IsPlaceholder> IsPlaceholder for OptionalKey<K> {
    const HOLDS: &'static str = K::HOLDS;
    const TYPE: KeyType = K::TYPE;
    type Presence = Maybe;
}
impl<K: IsPadded> IsPadded for OptionalKey<K> {
    const DIGITS: usize = K::DIGITS;
}
impl<K: SortsAsText> SortsAsText for OptionalKey<K> {}
