//! Several fields at once: what derived readers and writers do with all columns of a row.
//!
//! The loops stand here and not in the generated code, where every struct would pay for them at compile time.

use super::slot::{Missing, Slot, at, position};
use super::{Attribute, Entries, Inside, ItemWriter, Shape, Value, redact};
use crate::error::{DecodeError, EncodeError};
use crate::expr::Scope;
use crate::schema::{FieldShape, Schema};

/// A column of attribute type `V`. Given as a value, so that each type stands in an expression of its own, and what is wrong
/// with it is said where that stands.
pub struct Column<V>(std::marker::PhantomData<V>);

/// A column of attribute type `V`.
#[must_use]
pub const fn column<V>() -> Column<V> {
    Column(std::marker::PhantomData)
}

/// How the values of one column are stored.
#[derive(Clone, Copy)]
pub struct ColumnShape {
    pub(crate) shape: Shape,
    pub(crate) members: &'static [FieldShape],
    pub(crate) inside: fn() -> Inside,
}

impl ColumnShape {
    const fn of<V: Attribute>() -> Self {
        Self { shape: V::SHAPE, members: V::MEMBERS, inside: V::inside }
    }
}

/// Those of several: these, then those, as in [`Two`].
#[derive(Clone, Copy)]
pub struct ColumnShapes {
    these: &'static [ColumnShape],
    those: Option<&'static Self>,
}

impl ColumnShapes {
    /// The shape of the column with this number.
    pub(crate) const fn at(&self, number: usize) -> ColumnShape {
        match self.those {
            Some(those) if number >= self.these.len() => those.at(number - self.these.len()),
            _ => self.these[number],
        }
    }
}

/// The columns of a row's fields: a tuple of up to 12, or [`Two`] of such.
pub trait Columns {
    /// How many there are.
    const COUNT: usize;
    /// The values that are read.
    type Values;
    /// The same, borrowed from the row that is written.
    type Refs<'a>;
    /// The places of the values while they are read.
    type Slots: Default;
    /// How they are stored.
    const SHAPES: ColumnShapes;

    /// Reads the value of one column; that of none is skipped.
    ///
    /// # Errors
    /// When the value does not fit.
    fn fill(slots: &mut Self::Slots, number: usize, value: Value<'_>) -> Result<(), DecodeError>;

    /// The values, or what absent ones read as; `None` when one is needed, which is noted. The first column's number
    /// is `first`.
    fn done(slots: Self::Slots, first: usize, missing: &mut Missing) -> Option<Self::Values>;

    /// Writes the values under their names. The first column's number is `first`, and `sensitive` are the numbers of those
    /// whose values no error shows.
    fn put(values: Self::Refs<'_>, first: usize, names: &[&'static str], sensitive: &[usize], item: &mut ItemWriter);
}

macro_rules! columns {
    ($(($($number:tt $attribute:ident $value:ident),*))*) => {$(
        impl<$($attribute: Attribute),*> Columns for ($(Column<$attribute>,)*) {
            const COUNT: usize = 0 $(+ { let _ = $number; 1 })*;
            type Values = ($($attribute::Value,)*);
            type Refs<'a> = ($(&'a $attribute::Value,)*);
            type Slots = ($(Slot<$attribute::Value>,)*);
            const SHAPES: ColumnShapes = ColumnShapes { these: &[$(ColumnShape::of::<$attribute>()),*], those: None };

            fn fill(_slots: &mut Self::Slots, number: usize, value: Value<'_>) -> Result<(), DecodeError> {
                match number {
                    $($number => _slots.$number.fill::<$attribute>(value),)*
                    _ => value.skip(),
                }
            }

            fn done(slots: Self::Slots, _first: usize, _missing: &mut Missing) -> Option<Self::Values> {
                let ($($value,)*) = slots;
                #[allow(unreachable_patterns, reason = "a row without columns has nothing to miss")]
                match ($($value.done::<$attribute>(_first + $number, _missing),)*) {
                    ($(Some($value),)*) => Some(($($value,)*)),
                    _ => None,
                }
            }

            fn put(
                _values: Self::Refs<'_>,
                _first: usize,
                _names: &[&'static str],
                _sensitive: &[usize],
                _item: &mut ItemWriter,
            ) {
                $(
                    let number = _first + $number;
                    _item.put_shown::<$attribute>(_names[number], !_sensitive.contains(&number), _values.$number);
                )*
            }
        }
    )*};
}

columns! {
    ()
    (0 A a)
    (0 A a, 1 B b)
    (0 A a, 1 B b, 2 C c)
    (0 A a, 1 B b, 2 C c, 3 D d)
    (0 A a, 1 B b, 2 C c, 3 D d, 4 E e)
    (0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f)
    (0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g)
    (0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g, 7 H h)
    (0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g, 7 H h, 8 I i)
    (0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g, 7 H h, 8 I i, 9 J j)
    (0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g, 7 H h, 8 I i, 9 J j, 10 K k)
    (0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g, 7 H h, 8 I i, 9 J j, 10 K k, 11 L l)
}

/// More types than a tuple takes: these, then those.
pub struct Both<X, Y>(std::marker::PhantomData<(X, Y)>);

impl<X: Columns, Y: Columns> Columns for Two<X, Y> {
    const COUNT: usize = X::COUNT + Y::COUNT;
    type Values = Two<X::Values, Y::Values>;
    type Refs<'a> = Two<X::Refs<'a>, Y::Refs<'a>>;
    type Slots = (X::Slots, Y::Slots);
    const SHAPES: ColumnShapes = ColumnShapes { these: X::SHAPES.these, those: Some(&Y::SHAPES) };

    fn fill(slots: &mut Self::Slots, number: usize, value: Value<'_>) -> Result<(), DecodeError> {
        match number.checked_sub(X::COUNT) {
            None => X::fill(&mut slots.0, number, value),
            Some(number) => Y::fill(&mut slots.1, number, value),
        }
    }

    fn done(slots: Self::Slots, first: usize, missing: &mut Missing) -> Option<Self::Values> {
        let values = (X::done(slots.0, first, missing), Y::done(slots.1, first + X::COUNT, missing));
        values.0.zip(values.1).map(|(these, those)| Two(these, those))
    }

    fn put(values: Self::Refs<'_>, first: usize, names: &[&'static str], sensitive: &[usize], item: &mut ItemWriter) {
        X::put(values.0, first, names, sensitive, item);
        Y::put(values.1, first + X::COUNT, names, sensitive, item);
    }
}

/// More columns or values than a tuple takes: these, then those.
#[derive(PartialEq)]
pub struct Two<X, Y>(pub X, pub Y);

/// Reads the columns of these names; what is sensitive is given by its number, and not shown in errors.
///
/// Names and numbers come by value, here and below: the compiler would evaluate a borrowed list of constants where it stands.
///
/// # Errors
/// When a stored value does not fit its type, or a required one is absent.
pub fn read<C: Columns, const N: usize, const M: usize>(
    columns: C,
    names: [&str; N],
    sensitive: [usize; M],
    entries: &mut Entries<'_>,
) -> Result<C::Values, DecodeError> {
    read_with(columns, names, sensitive, entries, &mut |_, value| value.skip())
}

/// What is done with an attribute that is no column.
type Other<'a> = &'a mut dyn FnMut(&str, Value<'_>) -> Result<(), DecodeError>;

/// [`read`], with something done about all other attributes.
///
/// # Errors
/// When a stored value does not fit its type, or a required one is absent.
pub fn read_with<C: Columns, const N: usize, const M: usize>(
    _columns: C,
    names: [&str; N],
    sensitive: [usize; M],
    entries: &mut Entries<'_>,
    other: Other<'_>,
) -> Result<C::Values, DecodeError> {
    read_each::<C>(&names, &|number, _| sensitive.contains(&number), entries, other)
}

/// [`read`] for a type that does not know which attributes are sensitive: the schema does.
///
/// # Errors
/// When a stored value does not fit its type, or a required one is absent.
pub fn read_part<C: Columns>(
    _columns: C,
    names: &[&str],
    schema: &Schema,
    entries: &mut Entries<'_>,
) -> Result<C::Values, DecodeError> {
    read_each::<C>(names, &|_, name| schema.is_sensitive(name), entries, &mut |_, value| value.skip())
}

fn read_each<C: Columns>(
    names: &[&str],
    sensitive: &dyn Fn(usize, &str) -> bool,
    entries: &mut Entries<'_>,
    other: Other<'_>,
) -> Result<C::Values, DecodeError> {
    let mut slots = C::Slots::default();
    while let Some((name, value)) = entries.next()? {
        let number = position(names, &name);
        let filled = if number == names.len() { other(&name, value) } else { C::fill(&mut slots, number, value) };
        let shown = |error| if sensitive(number, &name) { redact(error) } else { error };
        at(&name, filled.map_err(shown))?;
    }
    let mut missing = Missing::new();
    C::done(slots, 0, &mut missing).ok_or_else(|| missing.into_error(names))
}

/// Writes the columns under their names; what is sensitive is given by its number, and not shown in errors.
pub fn put<C: Columns, const N: usize, const M: usize>(
    _columns: C,
    values: C::Refs<'_>,
    names: [&'static str; N],
    sensitive: [usize; M],
    item: &mut ItemWriter,
) {
    C::put(values, 0, &names, &sensitive, item);
}

/// A column with a default of its own: reads as `None` where it is absent.
pub struct OrDefault<V>(std::marker::PhantomData<V>);

impl<V: Attribute> Attribute for OrDefault<V> {
    type Value = Option<V::Value>;
    type Own = Self;
    type Kind = V::Kind;
    type Key = V::Key;
    type Path<W: Attribute, S: Scope, C: Scope> = V::Path<W, S, C>;
    const SHAPE: Shape = V::SHAPE.or_absent();
    const MEMBERS: &'static [FieldShape] = V::MEMBERS;

    fn inside() -> Inside {
        V::inside()
    }

    fn encode(value: &Self::Value) -> Result<Option<super::AttributeValue>, EncodeError> {
        value.as_ref().map_or(Ok(None), V::encode)
    }

    fn decode(value: Value<'_>) -> Result<Self::Value, DecodeError> {
        V::decode(value).map(Some)
    }

    fn absent() -> Option<Self::Value> {
        Some(None)
    }
}
