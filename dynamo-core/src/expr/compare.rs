//! Operators that give a condition.

use aws_sdk_dynamodb::types::AttributeValue;

use super::operand::{needed, optional};
use super::{Cond, IntoOperand, Path, Scope};
use crate::error::{EncodeError, Unstorable};
use crate::request::{AttributeType, Comparison, Condition, MAX_ONE_OF, Operand};
use crate::value::kind::{Container, Measured, Ordered, Prefixed};
use crate::value::{Attribute, Number};

/// The other side of an order or a prefix: a `V`, named through the kind, so that a wrong kind is the only error.
type Compared<V> = <<V as Attribute>::Kind as Ordered>::Operand<V>;
type Prefix<V> = <<V as Attribute>::Kind as Prefixed>::Prefix<V>;

impl<V: Attribute, S: Scope> Path<V, S> {
    /// Equal. `eq(None)` on an optional attribute means absent or NULL, which both read as `None`.
    pub fn eq(&self, value: impl IntoOperand<V, S::Base>) -> Cond<S::Base> {
        self.condition(self.present(value).map(|operand| match operand {
            Some(operand) => self.compared(Comparison::Eq, operand),
            None => self.is_none(),
        }))
    }

    /// Not equal; an absent attribute is not equal to anything. `ne(None)` means there is a value.
    pub fn ne(&self, value: impl IntoOperand<V, S::Base>) -> Cond<S::Base> {
        self.condition(self.present(value).map(|operand| match operand {
            Some(operand) => self.compared(Comparison::Ne, operand),
            None => self.is_none().negate(),
        }))
    }

    /// Less than.
    pub fn lt(&self, value: impl IntoOperand<Compared<V>, S::Base>) -> Cond<S::Base>
    where
        V::Kind: Ordered,
    {
        self.condition(needed(value).map(|operand| self.compared(Comparison::Lt, operand)))
    }

    /// Less than or equal.
    pub fn le(&self, value: impl IntoOperand<Compared<V>, S::Base>) -> Cond<S::Base>
    where
        V::Kind: Ordered,
    {
        self.condition(needed(value).map(|operand| self.compared(Comparison::Le, operand)))
    }

    /// Greater than.
    pub fn gt(&self, value: impl IntoOperand<Compared<V>, S::Base>) -> Cond<S::Base>
    where
        V::Kind: Ordered,
    {
        self.condition(needed(value).map(|operand| self.compared(Comparison::Gt, operand)))
    }

    /// Greater than or equal.
    pub fn ge(&self, value: impl IntoOperand<Compared<V>, S::Base>) -> Cond<S::Base>
    where
        V::Kind: Ordered,
    {
        self.condition(needed(value).map(|operand| self.compared(Comparison::Ge, operand)))
    }

    /// Between two values, both included. Of two values the first has to be the lower one.
    pub fn between(
        &self,
        low: impl IntoOperand<Compared<V>, S::Base>,
        high: impl IntoOperand<Compared<V>, S::Base>,
    ) -> Cond<S::Base>
    where
        V::Kind: Ordered,
    {
        let ends = needed(low).and_then(|low| Ok((low, needed(high)?)));
        let tree = ends.map_err(|error| self.document_path().blamed(S::schema(), error));
        Cond::new(tree.and_then(|(low, high)| between::<S>(self.operand(), low, high)))
    }

    /// Equal to one of 1 to 100 values.
    pub fn one_of<R: IntoOperand<V, S::Base>>(&self, values: impl IntoIterator<Item = R>) -> Cond<S::Base> {
        let values: Result<Vec<_>, _> = values.into_iter().map(needed).collect();
        self.condition(values.and_then(|values| match values.len() {
            1..=MAX_ONE_OF => Ok(Condition::OneOf(self.operand(), values)),
            n => Err(other(format!("`one_of` takes 1 to {MAX_ONE_OF} values, not {n}"))),
        }))
    }

    /// Text or bytes that begin with this.
    pub fn begins_with(&self, prefix: impl IntoOperand<Prefix<V>, S::Base>) -> Cond<S::Base>
    where
        V::Kind: Prefixed,
    {
        self.condition(needed(prefix).map(|prefix| Condition::BeginsWith(self.document_path().clone(), prefix)))
    }

    /// Text that holds this text, a set or a list that holds this element.
    pub fn contains<R>(&self, element: R) -> Cond<S::Base>
    where
        V::Kind: Container,
        R: IntoOperand<<V::Kind as Container>::Element, S::Base>,
    {
        self.condition(needed(element).map(|element| Condition::Contains(self.document_path().clone(), element)))
    }

    /// The attribute is there, be it NULL.
    #[must_use]
    pub fn exists(&self) -> Cond<S::Base> {
        Cond::new(Ok(Condition::Exists(self.document_path().clone())))
    }

    /// The attribute is absent.
    #[must_use]
    pub fn not_exists(&self) -> Cond<S::Base> {
        Cond::new(Ok(Condition::NotExists(self.document_path().clone())))
    }

    /// The attribute is stored as this type, whatever the struct says.
    #[must_use]
    pub fn is_type(&self, stored: AttributeType) -> Cond<S::Base> {
        Cond::new(Ok(Condition::IsType(self.document_path().clone(), stored)))
    }

    /// The number of bytes of text or binary, or of elements of a set, list or map.
    pub fn size(&self) -> Size<S>
    where
        V::Kind: Measured,
    {
        Size(Operand::Size(self.document_path().clone()), std::marker::PhantomData)
    }

    /// What is wrong with an operand is told with the attribute it was for.
    fn condition(&self, tree: Result<Condition, EncodeError>) -> Cond<S::Base> {
        Cond::new(tree.map_err(|error| self.document_path().blamed(S::schema(), error)))
    }

    /// The operand; `None` for that of an optional attribute, however it is written.
    fn present<A: Attribute>(&self, value: impl IntoOperand<A, S::Base>) -> Result<Option<Operand>, EncodeError> {
        let is_none =
            |operand: &Operand| A::SHAPE.optional && matches!(operand, Operand::Value(AttributeValue::Null(_)));
        Ok(optional(value)?.filter(|operand| !is_none(operand)))
    }

    fn operand(&self) -> Operand {
        Operand::Path(self.document_path().clone())
    }

    fn compared(&self, comparison: Comparison, operand: Operand) -> Condition {
        Condition::Compare(comparison, self.operand(), operand)
    }

    fn is_none(&self) -> Condition {
        let path = self.document_path();
        Condition::NotExists(path.clone()).or(Condition::IsType(path.clone(), AttributeType::Null))
    }
}

/// DynamoDB refuses a range that ends before it begins. The ends are not quoted: they may be sensitive.
fn between<S: Scope>(operand: Operand, low: Operand, high: Operand) -> Result<Condition, EncodeError> {
    if !is_inverted(&low, &high) {
        return Ok(Condition::Between(operand, low, high));
    }
    let error = other("`between` takes the lower value first, and here it is the greater one".to_owned());
    Err(match operand.path() {
        Some(path) => error.at(&path.shown(S::schema()).to_string()),
        None => error,
    })
}

/// Whether two values of one type stand in the wrong order; of other attributes only DynamoDB knows.
fn is_inverted(low: &Operand, high: &Operand) -> bool {
    use AttributeValue::{B, N, S};
    let (Operand::Value(low), Operand::Value(high)) = (low, high) else { return false };
    match (low, high) {
        (N(low), N(high)) => {
            matches!((low.parse::<Number>(), high.parse::<Number>()), (Ok(low), Ok(high)) if low > high)
        }
        (S(low), S(high)) => low > high,
        (B(low), B(high)) => low.as_ref() > high.as_ref(),
        _ => false,
    }
}

fn other(text: String) -> EncodeError {
    EncodeError::new(Unstorable::Other(text))
}

/// The size of an attribute, to be compared.
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
/// assert_eq!(db.scan::<Order>().filter(|o| o.lines().size().eq(1) & o.user().size().lt(4)).count().await?, 5);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a size is compared: `o.lines().size().gt(0)`"]
pub struct Size<S>(Operand, std::marker::PhantomData<fn() -> S>);

/// What a size is compared with: a number, or the size of another attribute.
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
/// let longer = Db::offline().scan::<Order>().filter(|o| o.status().size().gt(o.day().size()));
/// assert!(longer.explain()?.to_string().contains("size"));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "a size is compared with a number or another size, not with `{Self}`",
    label = "not a size"
)]
pub trait IntoSize<S> {
    /// The plain operand.
    fn into_size(self) -> Operand;
}

impl<S> IntoSize<S> for u64 {
    fn into_size(self) -> Operand {
        Operand::Value(AttributeValue::N(self.to_string()))
    }
}

impl<S, P: Scope<Base = S>> IntoSize<S> for Size<P> {
    fn into_size(self) -> Operand {
        self.0
    }
}

/// One row a comparison of sizes: the method, and what it compares by.
macro_rules! size_comparisons {
    ($($(#[$doc:meta])* $method:ident => $comparison:ident;)*) => {
        impl<S: Scope> Size<S> { $(
            $(#[$doc])*
            pub fn $method(self, size: impl IntoSize<S::Base>) -> Cond<S::Base> {
                Cond::new(Ok(Condition::Compare(Comparison::$comparison, self.0, size.into_size())))
            }
        )* }
    };
}

size_comparisons! {
    /// Equal.
    eq => Eq;
    /// Not equal.
    ne => Ne;
    /// Less than.
    lt => Lt;
    /// Less than or equal.
    le => Le;
    /// Greater than.
    gt => Gt;
    /// Greater than or equal.
    ge => Ge;
}

impl<S: Scope> Size<S> {
    /// Between two sizes, both included. Of two numbers the first has to be the lower one.
    pub fn between(self, low: impl IntoSize<S::Base>, high: impl IntoSize<S::Base>) -> Cond<S::Base> {
        Cond::new(between::<S>(self.0, low.into_size(), high.into_size()))
    }
}
