//! Sums and differences.

use std::marker::PhantomData;
use std::ops::{Add, Sub};

use super::{Assigned, IntoOperand, Path, Scope};
use crate::error::{EncodeError, Unstorable};
use crate::request::Source;
use crate::value::Attribute;
use crate::value::kind::Numeric;

/// `o.total() + 5`: the value an attribute of type `V` is set to.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Order>().await?;
/// # for id in 1..=5 { db.put(&order(id)).await?; }
/// let order = db.update(Order::key("ada", 1)).set(|o| o.total().set(100 - o.total())).returning_new().await?;
/// assert_eq!(order.total, 90);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a sum is set: `o.total().set(o.total() + 5)`"]
pub struct Arithmetic<V, S> {
    source: Result<Source, EncodeError>,
    typed: PhantomData<fn() -> (V, S)>,
}

impl<V: Attribute, S> IntoOperand<V, Assigned<S>> for Arithmetic<V, S> {
    fn into_operand(self) -> Result<Option<Source>, EncodeError> {
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

/// A side of a sum: a value or another attribute.
fn side<V: Attribute, S>(operand: impl IntoOperand<V, S>) -> Result<Source, EncodeError> {
    operand.into_operand()?.ok_or_else(|| EncodeError::new(Unstorable::Missing))
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
            $number: IntoOperand<V, S::Base>,
        {
            type Output = Arithmetic<V, S::Base>;
            fn add(self, right: Path<V, S>) -> Self::Output {
                let left = side::<V, S::Base>(self);
                Arithmetic::new(left, Ok(Source::Path(right.into_document_path())), Source::Sum)
            }
        }

        impl<V: Attribute<Kind: Numeric>, S: Scope> Sub<Path<V, S>> for $number
        where
            $number: IntoOperand<V, S::Base>,
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
