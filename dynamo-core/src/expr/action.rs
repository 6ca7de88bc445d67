//! The actions of an update.

use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Assigned, Computes, IntoOperand, IntoValue, Path, Removes, Scope};
use crate::error::{EncodeError, Unstorable};
use crate::request::{self, Change, Counted, DocumentPath, Source, Step, shown};
use crate::value::Attribute;
use crate::value::kind::{ListLike, MapLike, Numeric, SetLike};

/// One change to an item in scope `S`, made by a method of a [`Path`].
///
/// A value that cannot be stored is kept as an error and returned when the update is sent.
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
/// use dynamo_core::expr::{Action, Update};
///
/// fn pay(o: &OrderFields<Update<Order>>) -> Action<Update<Order>> {
///     o.status().set("paid")
/// }
///
/// let update = Db::offline().update(Order::key("ada", 1)).set(pay).request()?;
/// assert_eq!(update.actions.len(), 1);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[must_use = "an action does nothing until it is passed to `.set(..)`"]
pub struct Action<S> {
    plain: Result<request::Action, EncodeError>,
    scope: PhantomData<fn() -> S>,
}

/// What `.set(..)` of an update accepts: an action, or a tuple, an array, a `Vec` or an `Option` of them.
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
/// let note: Option<&str> = None;
/// let update = Db::offline()
///     .update(Order::key("ada", 1))
///     .set(|o| (o.total().increment(1), vec![o.status().set("paid")], note.map(|note| o.note().set(note))))
///     .request()?;
/// assert_eq!(update.actions.len(), 2);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "expected an action or a tuple of actions, found `{Self}`",
    label = "not an action of this table",
    note = "an action is made by a method of an attribute, such as `o.total().set(5)` or `o.note().remove()`"
)]
pub trait Actions<S> {
    /// Adds the plain actions.
    ///
    /// # Errors
    /// When a value cannot be stored.
    fn collect(self, into: &mut Vec<request::Action>) -> Result<(), EncodeError>;
}

impl<S: Scope> Action<S> {
    fn new(path: &DocumentPath, change: Result<Change, EncodeError>) -> Self {
        let plain = change
            .map(|change| request::Action::new(path.clone(), change))
            .map_err(|error| path.blamed(S::schema(), error));
        Self { plain, scope: PhantomData }
    }
}

impl<V: Attribute, S: Scope> Path<V, S> {
    /// Sets the attribute to a value, to another attribute, to a sum or a difference.
    /// `None` removes an optional attribute.
    ///
    /// A sum or difference with a value on one side has to fit an integer's type, or the update fails with `OutOfRange`. Of two
    /// attributes DynamoDB cannot say so before: it stores what comes out, and reading that may fail.
    pub fn set(&self, value: impl IntoOperand<V, Assigned<S::Sources>>) -> Action<S::Base> {
        self.change(value.into_operand().map(|source| source.map_or(Change::Remove, Change::Set)))
    }

    /// Sets an optional attribute, or removes it on `None` (and writes NULL where the field says `null`).
    pub fn set_opt<R: IntoValue<V>>(&self, value: Option<R>) -> Action<S::Base>
    where
        S: Removes<V>,
    {
        self.change(value.map_or_else(none::<V>, IntoValue::into_value).map(set_or_remove))
    }

    /// Sets the attribute to a plain value; `None` removes it.
    pub(super) fn set_value(&self, value: impl IntoValue<V>) -> Action<S::Base> {
        self.change(value.into_value().map(set_or_remove))
    }

    /// Sets the attribute unless it is there already, to a value or to another attribute. DynamoDB computes nothing here: a sum or
    /// a difference is refused.
    pub fn set_if_absent(&self, value: impl IntoOperand<V, Assigned<S::Sources>>) -> Action<S::Base> {
        let source = value.into_operand().and_then(|source| match source {
            None => Err(missing()),
            Some(Source::Sum(..) | Source::Difference(..)) => Err(computed_if_absent()),
            Some(source) => Ok(source),
        });
        self.change(source.map(|source| Change::Set(Source::IfAbsent(self.document_path().clone(), Box::new(source)))))
    }

    /// Removes an attribute that is optional or has a default.
    pub fn remove(&self) -> Action<S::Base>
    where
        S: Removes<V>,
    {
        self.change(Ok(Change::Remove))
    }

    /// Adds to a number; an absent one counts as 0. The result has to fit an integer's type, or the update fails with
    /// `OutOfRange`; where the amount is another attribute, DynamoDB cannot say so before.
    pub fn increment(&self, by: impl IntoOperand<Amount<V>, S::Base>) -> Action<S::Base>
    where
        V::Kind: Numeric,
        S: Computes,
    {
        self.counted(by, Source::Sum)
    }

    /// Subtracts from a number; an absent one counts as 0. As for [`increment`](Self::increment), the result has to fit.
    pub fn decrement(&self, by: impl IntoOperand<Amount<V>, S::Base>) -> Action<S::Base>
    where
        V::Kind: Numeric,
        S: Computes,
    {
        self.counted(by, Source::Difference)
    }

    /// Puts elements after those of the list, which is created if it is absent.
    pub fn append<R>(&self, elements: impl IntoIterator<Item = R>) -> Action<S::Base>
    where
        V::Kind: ListLike,
        R: IntoValue<<V::Kind as ListLike>::Element>,
    {
        self.change(list(elements).map(|more| joined(self.or_empty_list(), more)))
    }

    /// Puts elements before those of the list, which is created if it is absent.
    pub fn prepend<R>(&self, elements: impl IntoIterator<Item = R>) -> Action<S::Base>
    where
        V::Kind: ListLike,
        R: IntoValue<<V::Kind as ListLike>::Element>,
    {
        self.change(list(elements).map(|more| joined(more, self.or_empty_list())))
    }

    /// Puts elements after those of a list that must be there.
    pub fn append_existing<R>(&self, elements: impl IntoIterator<Item = R>) -> Action<S::Base>
    where
        V::Kind: ListLike,
        R: IntoValue<<V::Kind as ListLike>::Element>,
    {
        let existing = Source::Path(self.document_path().clone());
        self.change(list(elements).map(|more| joined(existing, more)))
    }

    /// Removes the element at `index`; those behind it move up.
    pub fn remove_at(&self, index: usize) -> Action<S::Base>
    where
        V::Kind: ListLike,
    {
        Action::new(&self.document_path().clone().then(Step::Index(index)), Ok(Change::Remove))
    }

    /// Removes what a map has under `key`.
    pub fn remove_key(&self, key: impl Into<String>) -> Action<S::Base>
    where
        V::Kind: MapLike,
    {
        Action::new(&self.document_path().clone().then(Step::Member(key.into().into())), Ok(Change::Remove))
    }

    /// Puts elements into a set, which is created if it is absent.
    pub fn insert<R>(&self, elements: impl IntoIterator<Item = R>) -> Action<S::Base>
    where
        V::Kind: SetLike,
        R: IntoValue<<V::Kind as SetLike>::Element>,
    {
        self.change(set(elements).map(Change::Insert))
    }

    /// Takes elements out of a set.
    pub fn delete<R>(&self, elements: impl IntoIterator<Item = R>) -> Action<S::Base>
    where
        V::Kind: SetLike,
        R: IntoValue<<V::Kind as SetLike>::Element>,
    {
        self.change(set(elements).map(Change::Delete))
    }

    /// The list's element at `index`.
    #[must_use]
    pub fn at<E: Attribute>(&self, index: usize) -> ElementPath<E, S>
    where
        V::Kind: ListLike<Element = E>,
    {
        super::TypedPath::from_path(self.document_path().clone().then(Step::Index(index)))
    }

    /// The map's value under `key`.
    #[must_use]
    pub fn key<E: Attribute>(&self, key: impl Into<String>) -> ElementPath<E, S>
    where
        V::Kind: MapLike<Element = E>,
    {
        super::TypedPath::from_path(self.document_path().clone().then(Step::Member(key.into().into())))
    }

    fn change(&self, change: Result<Change, EncodeError>) -> Action<S::Base> {
        let mut action = Action::new(self.document_path(), change);
        if let Ok(plain) = &mut action.plain
            && let Change::Set(source) = &plain.change
        {
            plain.range = counted::<V>(source);
        }
        action
    }

    fn counted<A: Attribute>(
        &self,
        by: impl IntoOperand<A, S::Base>,
        join: fn(Box<Source>, Box<Source>) -> Source,
    ) -> Action<S::Base> {
        let path = self.document_path();
        let zero = Source::Value(AttributeValue::N("0".to_owned()));
        let start = Source::IfAbsent(path.clone(), Box::new(zero));
        let by = by.into_operand().and_then(|by| by.ok_or_else(missing));
        self.change(by.map(|by| Change::Set(join(Box::new(start), Box::new(by)))))
    }

    fn or_empty_list(&self) -> Source {
        let empty = Source::Value(AttributeValue::L(Vec::new()));
        Source::IfAbsent(self.document_path().clone(), Box::new(empty))
    }
}

/// What the result of a sum or a difference must stay within, where both the amount and the type's numbers are known.
fn counted<V: Attribute>(source: &Source) -> Option<Counted> {
    let (least, greatest) = V::SHAPE.range?;
    let by: i128 = source.amount()?.as_n().ok()?.parse().ok()?;
    let down = matches!(source, Source::Difference(_, right) if matches!(**right, Source::Value(_)));
    Some(Counted { by: if down { -by } else { by }, least, greatest })
}

/// What a number of type `V` is counted up by: another of its type. Named through the kind, so that a wrong kind is the
/// only error.
type Amount<V> = <<V as Attribute>::Kind as Numeric>::Amount<V>;

/// The path of something inside a list or a map, which may be absent.
pub type ElementPath<E, S> = <E as Attribute>::Path<E, super::Maybe<S>, super::Maybe<S>>;

/// What is written for the `None` of an optional attribute: nothing, or NULL.
fn none<V: Attribute>() -> Result<Option<AttributeValue>, EncodeError> {
    V::absent().map_or(Ok(None), |none| V::encode(&none))
}

fn set_or_remove(value: Option<AttributeValue>) -> Change {
    value.map_or(Change::Remove, |value| Change::Set(Source::Value(value)))
}

fn missing() -> EncodeError {
    EncodeError::new(Unstorable::Missing)
}

fn computed_if_absent() -> EncodeError {
    EncodeError::other("`set_if_absent` takes a value or an attribute; DynamoDB computes nothing there")
}

fn joined(left: Source, right: Source) -> Change {
    Change::Set(Source::Joined(Box::new(left), Box::new(right)))
}

fn values<E: Attribute, R: IntoValue<E>>(
    elements: impl IntoIterator<Item = R>,
) -> Result<Vec<AttributeValue>, EncodeError> {
    let value = |(index, element): (usize, R)| {
        let value = element.into_value().and_then(|value| value.ok_or_else(missing));
        value.map_err(|error| error.at(&format!("[{index}]")))
    };
    elements.into_iter().enumerate().map(value).collect()
}

fn list<E: Attribute, R: IntoValue<E>>(elements: impl IntoIterator<Item = R>) -> Result<Source, EncodeError> {
    Ok(Source::Value(AttributeValue::L(values(elements)?)))
}

fn set<E: Attribute, R: IntoValue<E>>(elements: impl IntoIterator<Item = R>) -> Result<AttributeValue, EncodeError> {
    crate::value::set_of(&values(elements)?)
}

impl<S> Actions<S> for Action<S> {
    fn collect(self, into: &mut Vec<request::Action>) -> Result<(), EncodeError> {
        into.push(self.plain?);
        Ok(())
    }
}

impl<S, A: Actions<S>> Actions<S> for Option<A> {
    fn collect(self, into: &mut Vec<request::Action>) -> Result<(), EncodeError> {
        self.map_or(Ok(()), |actions| actions.collect(into))
    }
}

impl<S, A: Actions<S>> Actions<S> for Vec<A> {
    fn collect(self, into: &mut Vec<request::Action>) -> Result<(), EncodeError> {
        self.into_iter().try_for_each(|actions| actions.collect(into))
    }
}

impl<S, A: Actions<S>, const N: usize> Actions<S> for [A; N] {
    fn collect(self, into: &mut Vec<request::Action>) -> Result<(), EncodeError> {
        self.into_iter().try_for_each(|actions| actions.collect(into))
    }
}

/// Tuples of actions; longer lists nest.
macro_rules! tuples {
    ($($($name:ident)+;)*) => { $(
        impl<S, $($name: Actions<S>),+> Actions<S> for ($($name,)+) {
            #[allow(non_snake_case, reason = "the variables are called like their types")]
            fn collect(self, into: &mut Vec<request::Action>) -> Result<(), EncodeError> {
                let ($($name,)+) = self;
                $($name.collect(into)?;)+
                Ok(())
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

/// Without the values of sensitive attributes.
impl<S: Scope> fmt::Debug for Action<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.plain.as_ref().map(|action| shown::action(S::schema(), action)), f)
    }
}
