//! Action by kind, and what each leaves behind, said by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Add, Sub};
use std::time::SystemTime;

use aws_sdk_dynamodb::types::AttributeValue;
use chrono::{DateTime, Utc};
use dynamo_core::expr::{Action, Arithmetic, Assigned, IntoOperand, IntoValue, Removes, Scope, Update};
use dynamo_core::prelude::*;
use dynamo_core::value::style::{Millis, Serde};
use dynamo_core::value::{As, Attribute, kind};

use super::kinds::{Cents, Foreign, Grade, Kind, Kinds, KindsFields, Level};
use super::operators::Refused;
use super::spots::{At, Spot, State, element, on_kinds, optional, row, spot};
use crate::fixtures::Address;
use crate::stored::{b, n, s};

variants! { Setting { Value, Attribute, Missing, IfAbsent, IfAbsentAttribute } }
variants! { Removal { SetOpt, SetOptNone, SetNone, Remove } }
variants! {
    Counting { Sum, SumOfAttributes, Difference, DifferenceOfAttributes, Increment, IncrementByAttribute, Decrement }
}
variants! { Literal { Sum, Difference } }
variants! { OfList { Append, AppendNothing, Prepend, AppendExisting, RemoveAt, RemoveBeyond } }
variants! { OfSet { Insert, InsertKnown, Delete, DeleteUnknown, DeleteAll } }
variants! { OfMap { RemoveKey, RemoveUnknown } }

/// Everything that changes an attribute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Act {
    Set(Setting),
    Remove(Removal),
    Count(Counting),
    /// A number written on the left.
    Literal(Literal),
    List(OfList),
    Elements(OfSet),
    Map(OfMap),
}

type U = Update<Kinds>;
type Done = Action<U>;

/// What an action leaves behind.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Left {
    Value(AttributeValue),
    Absent,
    /// Nothing is written: the request asks for what cannot be.
    Invalid,
    /// Nothing is written: the type does not hold the number.
    OutOfRange,
}

impl Act {
    pub(super) fn all() -> Vec<Self> {
        let mut all: Vec<_> = Setting::ALL.iter().map(|of| Self::Set(*of)).collect();
        all.extend(Removal::ALL.iter().map(|of| Self::Remove(*of)));
        all.extend(Counting::ALL.iter().map(|of| Self::Count(*of)));
        all.extend(Literal::ALL.iter().map(|of| Self::Literal(*of)));
        all.extend(OfList::ALL.iter().map(|of| Self::List(*of)));
        all.extend(OfSet::ALL.iter().map(|of| Self::Elements(*of)));
        all.extend(OfMap::ALL.iter().map(|of| Self::Map(*of)));
        all
    }

    /// The action, where this kind has it.
    pub(super) fn on(self, kind: Kind, at: At, f: &KindsFields<U>) -> Result<Done, Refused> {
        match self {
            Self::Set(of) => Ok(on_kinds!(spot kind, at, f, |path, others, values| set(of, path, others, values))),
            Self::Remove(of) => on_kinds!(optional kind, at, f, |path, others, values| remove(of, path, values))
                .ok_or("update/remove_required"),
            Self::Count(of) => on_kinds!(spot kind, at, f, |path, others, values| count(of, path, others, values);
                Integer Float Decimal Newtype Numbered Millis Expiry;
                "update/increment_of_text": Text Binary Boolean TextSet NumberSet BinarySet List Map Document Tuple
                    Opaque Variant DateTime;
            ),
            Self::Literal(of) => match kind {
                Kind::Integer => Ok(row!(spot Integer at, f, |path, others, values| literal(of, path, 5_i64, 15))),
                Kind::Float => Ok(row!(spot Float at, f, |path, others, values| literal(of, path, 0.25, 0.75))),
                _ => Err("update/increment_of_text"),
            },
            Self::List(of) => on_kinds!(spot kind, at, f, |path, others, values| on_list(of, path, 15, [1, 2]);
                List;
                "update/append_to_a_set": Text Integer Float Decimal Binary Boolean TextSet NumberSet BinarySet Map
                    Document Tuple Opaque Newtype Variant Numbered DateTime Millis Expiry;
            ),
            Self::Elements(of) => match kind {
                Kind::TextSet => Ok(
                    row!(spot TextSet at, f, |path, others, values| on_set(of, path, ["a", "b", "c"].map(str::to_owned))),
                ),
                Kind::NumberSet => Ok(row!(spot NumberSet at, f, |path, others, values| on_set(of, path, [5, 10, 15]))),
                Kind::BinarySet => Ok(
                    row!(spot BinarySet at, f, |path, others, values| on_set(of, path, [5, 10, 15].map(|b| Bytes::from([b])))),
                ),
                _ => Err("update/insert_into_a_list"),
            },
            Self::Map(of) => on_kinds!(spot kind, at, f, |path, others, values| on_map(of, path);
                Map;
                "update/at_on_text": Text Integer Float Decimal Binary Boolean TextSet NumberSet BinarySet List Document
                    Tuple Opaque Newtype Variant Numbered DateTime Millis Expiry;
            ),
        }
    }

    /// What it leaves of a stored value, or where there was none.
    pub(super) fn leaves(self, kind: Kind, state: State) -> Left {
        let ([less, same, more], there) = (kind.stored(), state == State::There);
        let kept = if there { Left::Value(same) } else { Left::Absent };
        let [less, more] = [less, more].map(Left::Value);
        let if_there = |left| if there { left } else { Left::Invalid };
        match self {
            Self::Set(Setting::Value | Setting::Attribute) | Self::Remove(Removal::SetOpt) => more,
            Self::Set(Setting::Missing) => Left::Invalid,
            Self::Set(Setting::IfAbsent | Setting::IfAbsentAttribute) if there => kept,
            Self::Set(Setting::IfAbsent | Setting::IfAbsentAttribute) => more,
            Self::Remove(Removal::SetOptNone | Removal::SetNone | Removal::Remove) => Left::Absent,
            Self::Count(Counting::Sum) | Self::Literal(Literal::Sum) => if_there(more),
            Self::Count(Counting::SumOfAttributes) => more,
            Self::Count(Counting::Difference | Counting::DifferenceOfAttributes)
            | Self::Literal(Literal::Difference) => if_there(less),
            Self::Count(Counting::Increment | Counting::IncrementByAttribute) => {
                if there {
                    more
                } else {
                    less
                }
            }
            Self::Count(Counting::Decrement) => {
                if there {
                    less
                } else {
                    below_zero(kind)
                }
            }
            Self::List(of) => of.leaves(there, more),
            Self::Elements(OfSet::Insert) if there => more,
            Self::Elements(OfSet::Insert) => Left::Value(third(kind)),
            Self::Elements(OfSet::InsertKnown) if there => kept,
            Self::Elements(OfSet::InsertKnown) => Left::Value(second(kind)),
            Self::Elements(OfSet::Delete) if there => less,
            Self::Elements(OfSet::DeleteUnknown) => kept,
            Self::Elements(OfSet::Delete | OfSet::DeleteAll) => Left::Absent,
            Self::Map(OfMap::RemoveKey) => if_there(less),
            Self::Map(OfMap::RemoveUnknown) => if_there(kept),
        }
    }
}

impl OfList {
    fn leaves(self, there: bool, more: Left) -> Left {
        let if_there = |left| if there { left } else { Left::Invalid };
        let value = |of: &[i64]| Left::Value(AttributeValue::L(of.iter().map(|number| n(*number)).collect()));
        match self {
            Self::Append if there => more,
            Self::Append => value(&[15]),
            Self::AppendNothing => value(if there { &[5, 10] } else { &[] }),
            Self::Prepend => value(if there { &[1, 2, 5, 10] } else { &[1, 2] }),
            Self::AppendExisting => if_there(more),
            Self::RemoveAt => if_there(value(&[5])),
            Self::RemoveBeyond => if_there(value(&[5, 10])),
        }
    }
}

/// What an absent number is when as much is taken from it as the least value is.
fn below_zero(kind: Kind) -> Left {
    match kind {
        Kind::Integer => Left::Value(n(-5)),
        Kind::Float => Left::Value(n("-0.25")),
        Kind::Decimal => Left::Value(n("-0.1")),
        Kind::Newtype => Left::Value(n(-3)),
        Kind::Numbered => Left::Value(n(-1)),
        Kind::Millis => Left::Value(n(-1000)),
        // There is no second below 0.
        Kind::Expiry => Left::OutOfRange,
        _ => panic!("{kind:?} is no number"),
    }
}

fn second(kind: Kind) -> AttributeValue {
    set_of(kind, ["b", "10"], 10)
}

fn third(kind: Kind) -> AttributeValue {
    set_of(kind, ["c", "15"], 15)
}

fn set_of(kind: Kind, [text, number]: [&str; 2], byte: u8) -> AttributeValue {
    match (kind, s(text), b(&[byte])) {
        (Kind::TextSet, AttributeValue::S(text), _) => AttributeValue::Ss(vec![text]),
        (Kind::NumberSet, ..) => AttributeValue::Ns(vec![number.to_owned()]),
        (Kind::BinarySet, _, AttributeValue::B(blob)) => AttributeValue::Bs(vec![blob]),
        _ => panic!("{kind:?} is no set"),
    }
}

fn set<V, P, R>(of: Setting, path: &Path<V, P>, [_, _, other]: [Path<V, U>; 3], [_, _, more]: [R; 3]) -> Done
where
    V: Attribute,
    P: Scope<Base = U, Sources = U>,
    R: IntoOperand<V, Assigned<U>>,
{
    match of {
        Setting::Value => path.set(more),
        Setting::Attribute => path.set(other),
        Setting::Missing => path.set(Path::<V, U>::parse("nowhere").expect("a path")),
        Setting::IfAbsent => path.set_if_absent(more),
        Setting::IfAbsentAttribute => path.set_if_absent(other),
    }
}

fn remove<V, P, T>(of: Removal, path: &Path<V, P>, [_, _, more]: [T; 3]) -> Done
where
    V: Attribute,
    P: Scope<Base = U, Sources = U> + Removes<V>,
    T: IntoValue<V>,
    Option<T>: IntoOperand<V, Assigned<U>>,
{
    match of {
        Removal::SetOpt => path.set_opt(Some(more)),
        Removal::SetOptNone => path.set_opt(None::<T>),
        Removal::SetNone => path.set(None::<T>),
        Removal::Remove => path.remove(),
    }
}

fn count<V, P, R>(of: Counting, path: &Path<V, P>, others: [Path<V, U>; 3], [less, ..]: [R; 3]) -> Done
where
    V: Attribute<Kind: kind::Numeric>,
    P: Scope<Base = U, Sources = U> + dynamo_core::expr::Computes,
    R: IntoOperand<V, U> + IntoOperand<<V::Kind as kind::Numeric>::Amount<V>, U>,
    Path<V, P>: IntoOperand<V, U>,
    Path<V, U>: IntoOperand<V, U> + IntoOperand<<V::Kind as kind::Numeric>::Amount<V>, U>,
    Arithmetic<V, U>: IntoOperand<V, Assigned<U>>,
{
    let [other_less, other_same, other_more] = others;
    match of {
        Counting::Sum => path.set(path.clone() + less),
        Counting::SumOfAttributes => path.set(other_less + other_same),
        Counting::Difference => path.set(path.clone() - less),
        Counting::DifferenceOfAttributes => path.set(other_more - path.clone()),
        Counting::Increment => path.increment(less),
        Counting::IncrementByAttribute => path.increment(other_less),
        Counting::Decrement => path.decrement(less),
    }
}

fn literal<V, P, N>(of: Literal, path: &Path<V, P>, less: N, more: N) -> Done
where
    V: Attribute,
    P: Scope<Base = U, Sources = U>,
    N: Add<Path<V, P>, Output = Arithmetic<V, U>> + Sub<Path<V, P>, Output = Arithmetic<V, U>>,
{
    match of {
        Literal::Sum => path.set(less + path.clone()),
        Literal::Difference => path.set(more - path.clone()),
    }
}

fn on_list<V, P, R>(of: OfList, path: &Path<V, P>, last: R, first: [R; 2]) -> Done
where
    V: Attribute<Kind: kind::ListLike>,
    P: Scope<Base = U>,
    R: IntoValue<<V::Kind as kind::ListLike>::Element>,
{
    match of {
        OfList::Append => path.append([last]),
        OfList::AppendNothing => path.append::<R>([]),
        OfList::Prepend => path.prepend(first),
        OfList::AppendExisting => path.append_existing([last]),
        OfList::RemoveAt => path.remove_at(1),
        OfList::RemoveBeyond => path.remove_at(7),
    }
}

fn on_set<V, P, R>(of: OfSet, path: &Path<V, P>, [first, second, third]: [R; 3]) -> Done
where
    V: Attribute<Kind: kind::SetLike>,
    P: Scope<Base = U>,
    R: IntoValue<<V::Kind as kind::SetLike>::Element>,
{
    match of {
        OfSet::Insert => path.insert([third]),
        OfSet::InsertKnown => path.insert([second]),
        OfSet::Delete => path.delete([second]),
        OfSet::DeleteUnknown => path.delete([third]),
        OfSet::DeleteAll => path.delete([first, second]),
    }
}

fn on_map<V, P>(of: OfMap, path: &Path<V, P>) -> Done
where
    V: Attribute<Kind: kind::MapLike>,
    P: Scope<Base = U>,
{
    match of {
        OfMap::RemoveKey => path.remove_key("b"),
        OfMap::RemoveUnknown => path.remove_key("x"),
    }
}
