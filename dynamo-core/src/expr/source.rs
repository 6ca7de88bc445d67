//! What an attribute is set to: values, other attributes, sums and differences.

use std::marker::PhantomData;
use std::ops::{Add, Sub};

use super::{IntoOperand, Path, Scope};
use crate::error::{EncodeError, Unstorable};
use crate::request::{Operand, Source};
use crate::value::kind::Numeric;
use crate::value::{Attribute, IntoValue};

/// What an attribute of type `V` can be set to in scope `S`.
#[diagnostic::on_unimplemented(
    message = "expected a value for an attribute of type `{V}`, found `{Self}`",
    label = "not a value for an attribute of type `{V}`",
    note = "an `Option` fits an optional attribute only; there, `set_opt` sets it or removes it",
    note = "a field of an index key pattern takes a value, not another attribute: the key is rendered from it"
)]
pub trait IntoSource<V: Attribute, S> {
    /// The plain source; `None` removes the attribute.
    ///
    /// # Errors
    /// When the value cannot be stored.
    fn into_source(self) -> Result<Option<Source>, EncodeError>;
}

impl<V: Attribute, S, R: IntoValue<V>> IntoSource<V, S> for R {
    fn into_source(self) -> Result<Option<Source>, EncodeError> {
        Ok(self.into_value()?.map(Source::Value))
    }
}

impl<V: Attribute, S: Scope, P: Scope<Base = S>> IntoSource<V, S> for Path<V, P> {
    fn into_source(self) -> Result<Option<Source>, EncodeError> {
        Ok(Some(Source::Path(self.into_document_path())))
    }
}

/// `o.total() + 5`: the value an attribute of type `V` is set to.
#[must_use = "a sum is set: `o.total().set(o.total() + 5)`"]
pub struct Arithmetic<V, S> {
    source: Result<Source, EncodeError>,
    typed: PhantomData<fn() -> (V, S)>,
}

impl<V: Attribute, S> IntoSource<V, S> for Arithmetic<V, S> {
    fn into_source(self) -> Result<Option<Source>, EncodeError> {
        self.source.map(Some)
    }
}

impl<V, S> Arithmetic<V, S> {
    fn new(
        left: Result<Source, EncodeError>,
        right: Result<Source, EncodeError>,
        join: fn(Box<Source>, Box<Source>) -> Source,
    ) -> Self {
        let source = left.and_then(|left| Ok(join(Box::new(left), Box::new(right?))));
        Self { source, typed: PhantomData }
    }
}

/// The right side of a sum: a value or another attribute.
fn side<V: Attribute, S>(operand: impl IntoOperand<V, S>) -> Result<Source, EncodeError> {
    match operand.into_operand()? {
        Some(Operand::Value(value)) => Ok(Source::Value(value)),
        Some(Operand::Path(path) | Operand::Size(path)) => Ok(Source::Path(path)),
        None => Err(EncodeError::new(Unstorable::Missing)),
    }
}

impl<V, S, R> Add<R> for Path<V, S>
where
    V: Attribute<Kind: Numeric>,
    S: Scope,
    R: IntoOperand<V, S::Base>,
{
    type Output = Arithmetic<V, S::Base>;
    fn add(self, right: R) -> Self::Output {
        Arithmetic::new(Ok(Source::Path(self.into_document_path())), side(right), Source::Sum)
    }
}

impl<V, S, R> Sub<R> for Path<V, S>
where
    V: Attribute<Kind: Numeric>,
    S: Scope,
    R: IntoOperand<V, S::Base>,
{
    type Output = Arithmetic<V, S::Base>;
    fn sub(self, right: R) -> Self::Output {
        Arithmetic::new(Ok(Source::Path(self.into_document_path())), side(right), Source::Difference)
    }
}

/// `5u64 + o.total()`, for every number type.
macro_rules! left_literals {
    ($($number:ty)*) => { $(
        impl<V: Attribute<Kind: Numeric>, S: Scope> Add<Path<V, S>> for $number
        where
            $number: IntoValue<V>,
        {
            type Output = Arithmetic<V, S::Base>;
            fn add(self, right: Path<V, S>) -> Self::Output {
                let left = side::<V, S::Base>(self);
                Arithmetic::new(left, Ok(Source::Path(right.into_document_path())), Source::Sum)
            }
        }

        impl<V: Attribute<Kind: Numeric>, S: Scope> Sub<Path<V, S>> for $number
        where
            $number: IntoValue<V>,
        {
            type Output = Arithmetic<V, S::Base>;
            fn sub(self, right: Path<V, S>) -> Self::Output {
                let left = side::<V, S::Base>(self);
                Arithmetic::new(left, Ok(Source::Path(right.into_document_path())), Source::Difference)
            }
        }
    )* };
}

left_literals! { i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 }
