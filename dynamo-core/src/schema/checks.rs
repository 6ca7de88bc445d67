//! The types that special fields may have: a trait and a function each, named by the derive where the field stands.

use crate::value::Attribute;

/// Types that `#[version]` may have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an optimistic lock",
    label = "not an unsigned integer",
    note = "`#[version]` takes `u32` or `u64`"
)]
pub trait Lock {}
impl Lock for u32 {}
impl Lock for u64 {}

/// Types that a numbered `#[schema_version(n)]` may have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a numbered schema version",
    label = "not an unsigned integer",
    note = "`#[schema_version(n)]` takes `u16`, `u32` or `u64`; a fingerprint, `#[schema_version]`, takes a `String`"
)]
pub trait SchemaNumber {
    /// The greatest version that it holds; the derive takes no greater one than a `u32`.
    const GREATEST: u32;
}
impl SchemaNumber for u16 {
    const GREATEST: u32 = u16::MAX as u32;
}
impl SchemaNumber for u32 {
    const GREATEST: u32 = u32::MAX;
}
impl SchemaNumber for u64 {
    const GREATEST: u32 = u32::MAX;
}

/// Types that the fingerprint of `#[schema_version]` may have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a schema fingerprint",
    label = "not a `String`",
    note = "`#[schema_version]` takes a `String`; a number takes its version, `#[schema_version(1)]`"
)]
pub trait SchemaText {}
impl SchemaText for String {}
impl SchemaText for Option<String> {}

/// Types that `created_at` and `updated_at` may have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a timestamp",
    label = "not a point in time",
    note = "`created_at` and `updated_at` take a date-time of chrono, time or jiff, `SystemTime` or `Ttl`"
)]
pub trait Timestamp: Sized {
    /// The point so many nanoseconds after 1970, if the type has it.
    fn at_unix_nanos(nanos: i128) -> Option<Self>;
}

impl<T: crate::value::style::TimeValue> Timestamp for T {
    fn at_unix_nanos(nanos: i128) -> Option<Self> {
        <T as crate::value::style::TimeValue>::at_unix_nanos(nanos)
    }
}

impl Timestamp for crate::value::Ttl {
    fn at_unix_nanos(nanos: i128) -> Option<Self> {
        u64::try_from(nanos.div_euclid(1_000_000_000)).ok().map(Self::from)
    }
}

/// `#[version]`
pub const fn version<V: Attribute<Value: Lock>>() {}
/// `#[schema_version(n)]`: whether the type holds the number.
#[must_use]
pub const fn schema_number<V: Attribute<Value: SchemaNumber>>(version: u32) -> bool {
    version <= V::Value::GREATEST
}
/// `#[schema_version]`
pub const fn schema_text<V: Attribute<Value: SchemaText>>() {}
