//! What a read hands back: one attribute or a tuple of them.

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Defaulted, Keyed, Maybe, Scope, Select, TypedPath};
use crate::error::DecodeError;
use crate::request::DocumentPath;
use crate::table::Source;
use crate::value::{Attribute, Item, Value};

/// What `.select(..)` accepts: an attribute of the table or index `Ix`, or a tuple of selections.
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
/// let (user, (total, note)) = db.get(Order::key("ada", 1)).select(|o| (o.user(), (o.total(), o.note()))).required().await?;
/// assert_eq!((&*user, total, note), ("ada", 10, None));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[diagnostic::on_unimplemented(
    message = "expected an attribute or a tuple of attributes, found `{Self}`",
    label = "cannot be selected",
    note = "write `.select(|o| (o.user_id(), o.total()))`; tuples nest"
)]
pub trait Selection<Ix> {
    /// What one row gives.
    type Output;

    /// Adds the paths of all it needs.
    fn paths(&self, into: &mut Vec<DocumentPath>);

    /// Picks it out of a (projected) item.
    ///
    /// # Errors
    /// When a stored value does not fit its type, or a required one is absent.
    fn pick(&self, item: &Item) -> Result<Self::Output, DecodeError>;
}

/// What an attribute gives when it is selected in a scope: its value, or an `Option` where it may be absent.
pub trait SelectScope: Scope {
    /// The table or index.
    type Source;
    /// The type handed back for an attribute `V`.
    type Output<V: Attribute>;
    /// Whether an attribute is there in every item, so that an absent one is an error or reads as its default.
    const CERTAIN: bool;

    /// Reads what was found.
    ///
    /// # Errors
    /// When it does not fit, or is absent and required.
    fn read<V: Attribute>(found: Option<&AttributeValue>) -> Result<Self::Output<V>, DecodeError>;
}

impl<Ix: Source> SelectScope for Select<Ix> {
    type Source = Ix;
    type Output<V: Attribute> = V::Value;
    const CERTAIN: bool = true;

    fn read<V: Attribute>(found: Option<&AttributeValue>) -> Result<V::Value, DecodeError> {
        match found {
            Some(value) => V::decode(Value::from(value)),
            None => V::absent().ok_or_else(|| crate::value::absent::<V>()),
        }
    }
}

impl<S: SelectScope> SelectScope for Maybe<S> {
    type Source = S::Source;
    type Output<V: Attribute> = Option<V::Value>;
    const CERTAIN: bool = false;

    fn read<V: Attribute>(found: Option<&AttributeValue>) -> Result<Option<V::Value>, DecodeError> {
        found.map(|value| V::decode(Value::from(value))).transpose()
    }
}

/// Scopes that read as the one they wrap.
macro_rules! as_inner {
    ($($scope:ident)*) => { $(
        impl<S: SelectScope> SelectScope for $scope<S> {
            type Source = S::Source;
            type Output<V: Attribute> = S::Output<V>;
            const CERTAIN: bool = S::CERTAIN;

            fn read<V: Attribute>(found: Option<&AttributeValue>) -> Result<S::Output<V>, DecodeError> {
                S::read::<V>(found)
            }
        }
    )* };
}

as_inner!(Keyed Defaulted);

impl<P: TypedPath> Selection<<P::Scope as SelectScope>::Source> for P
where
    P::Scope: SelectScope,
{
    type Output = <P::Scope as SelectScope>::Output<P::Attr>;

    fn paths(&self, into: &mut Vec<DocumentPath>) {
        into.push(self.path().document_path().clone());
    }

    fn pick(&self, item: &Item) -> Result<Self::Output, DecodeError> {
        let (path, schema) = (self.path().document_path(), P::Scope::schema());
        let found = path.find(schema, item, P::Scope::CERTAIN);
        P::Scope::read::<P::Attr>(found.as_deref()).map_err(|error| path.unread(schema, error))
    }
}

/// Tuples of selections; they nest.
macro_rules! tuples {
    ($($($name:ident)+;)*) => { $(
        impl<Ix, $($name: Selection<Ix>),+> Selection<Ix> for ($($name,)+) {
            type Output = ($($name::Output,)+);

            #[allow(non_snake_case, reason = "the variables are called like their types")]
            fn paths(&self, into: &mut Vec<DocumentPath>) {
                let ($($name,)+) = self;
                $($name.paths(into);)+
            }

            #[allow(non_snake_case, reason = "the variables are called like their types")]
            fn pick(&self, item: &Item) -> Result<Self::Output, DecodeError> {
                let ($($name,)+) = self;
                Ok(($($name.pick(item)?,)+))
            }
        }
    )* };
}

tuples! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
    A B C D E F G H I;
    A B C D E F G H I J;
    A B C D E F G H I J K;
    A B C D E F G H I J K L;
}
