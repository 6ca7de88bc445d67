//! Attribute kinds: what can be done with a stored value, decided at compile time.
//!
//! Operators are bounded by these, so that a wrong use is a trait error with a text of ours. They are empty enums:
//! names for the compiler, never values.

use std::marker::PhantomData;

use super::Attribute;

/// Text (`S`).
pub enum Text {}
/// A number (`N`).
pub enum Number {}
/// Bytes (`B`).
pub enum Binary {}
/// `BOOL`.
pub enum Boolean {}
/// A list (`L`) of one element type.
pub struct List<E>(PhantomData<E>);
/// A set of text, numbers or bytes (`SS`, `NS`, `BS`).
pub struct Set<E>(PhantomData<E>);
/// A map (`M`) from text to one value type.
pub struct Map<E>(PhantomData<E>);
/// A map (`M`) with declared fields: a `DynamoDocument`.
pub enum Document {}
/// Stored, but with no operators beyond `eq`, `ne`, `exists`, `set` and `remove`.
pub enum Opaque {}

/// Kinds that `<`, `<=`, `>`, `>=` and `between` work on.
#[diagnostic::on_unimplemented(
    message = "this attribute has no order",
    label = "stored as `{Self}`",
    note = "`lt`, `le`, `gt`, `ge` and `between` compare text, numbers and bytes"
)]
pub trait Ordered {
    /// What an attribute of type `V` is compared with: `V` itself.
    type Operand<V: Attribute>: Attribute;
}
impl Ordered for Text {
    type Operand<V: Attribute> = V;
}
impl Ordered for Number {
    type Operand<V: Attribute> = V;
}
impl Ordered for Binary {
    type Operand<V: Attribute> = V;
}

/// Kinds that `begins_with` works on.
#[diagnostic::on_unimplemented(
    message = "`begins_with` needs text or bytes, and this attribute is neither",
    label = "stored as `{Self}`"
)]
pub trait Prefixed {
    /// What an attribute of type `V` can begin with: `V` itself.
    type Prefix<V: Attribute>: Attribute;
}
impl Prefixed for Text {
    type Prefix<V: Attribute> = V;
}
impl Prefixed for Binary {
    type Prefix<V: Attribute> = V;
}

/// Kinds that `contains` works on.
#[diagnostic::on_unimplemented(
    message = "`contains` needs text, a set or a list, and this attribute is none of them",
    label = "stored as `{Self}`"
)]
pub trait Container {
    /// What it holds: a part of the text, or an element.
    type Element: Attribute;
}
impl Container for Text {
    type Element = String;
}
impl<E: Attribute> Container for Set<E> {
    type Element = E;
}
impl<E: Attribute> Container for List<E> {
    type Element = E;
}

/// Kinds that `size()` works on.
#[diagnostic::on_unimplemented(
    message = "this attribute has no size: `size` needs text, bytes, a set, a list or a map",
    label = "stored as `{Self}`"
)]
pub trait Measured {}
impl Measured for Text {}
impl Measured for Binary {}
impl<E> Measured for List<E> {}
impl<E> Measured for Set<E> {}
impl<E> Measured for Map<E> {}
impl Measured for Document {}

/// Kinds that `increment`, `decrement`, `+` and `-` work on.
#[diagnostic::on_unimplemented(
    message = "arithmetic needs a number, and this attribute is none",
    label = "stored as `{Self}`"
)]
pub trait Numeric {
    /// What a number of type `V` is counted up by: `V` itself.
    type Amount<V: Attribute>: Attribute;
}
impl Numeric for Number {
    type Amount<V: Attribute> = V;
}

/// Kinds whose values can be compared with each other: each with itself.
#[diagnostic::on_unimplemented(
    message = "this attribute and the other one are stored in different ways",
    label = "stored as `{Self}`, and the other one as `{K}`",
    note = "attributes are compared with, and set from, attributes of the same kind"
)]
pub trait SameKind<K> {}
impl<K> SameKind<K> for K {}

/// Kinds that `append`, `prepend`, `at` and `remove_at` work on.
#[diagnostic::on_unimplemented(
    message = "this needs a list, and the attribute is none",
    label = "stored as `{Self}`",
    note = "sets take `insert` and `delete`"
)]
pub trait ListLike {
    /// The element type.
    type Element: Attribute;
}
impl<E: Attribute> ListLike for List<E> {
    type Element = E;
}

/// Kinds that `insert` and `delete` work on.
#[diagnostic::on_unimplemented(
    message = "this needs a set, and the attribute is none",
    label = "stored as `{Self}`",
    note = "lists take `append` and `prepend`"
)]
pub trait SetLike {
    /// The element type.
    type Element: Attribute;
}
impl<E: Attribute> SetLike for Set<E> {
    type Element = E;
}

/// Kinds that `key("…")` works on.
#[diagnostic::on_unimplemented(message = "this needs a map, and the attribute is none", label = "stored as `{Self}`")]
pub trait MapLike {
    /// The value type.
    type Element: Attribute;
}
impl<E: Attribute> MapLike for Map<E> {
    type Element = E;
}
