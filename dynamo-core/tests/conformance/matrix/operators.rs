//! Operator by kind: a condition that holds of the stored value, and one next to it that does not.

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use dynamo_core::expr::{Cond, IntoOperand, Scope};
use dynamo_core::prelude::*;
use dynamo_core::request::AttributeType;
use dynamo_core::value::style::{Millis, Serde};
use dynamo_core::value::{As, Attribute, kind};

use super::kinds::{Cents, Foreign, Grade, Kind, KindsFields, KindsScope, Level};
use super::spots::{At, Spot, element, on_kinds, optional, row, spot};
use crate::fixtures::Address;

variants! { Equality { Eq, Ne, OneOf, EqAttribute, NeAttribute, OneOfAttributes } }
variants! { Presence { Exists, IsType } }
variants! { Nothing { Eq, Ne } }
variants! { Logic { Not, NotMethod, And, Or, Precedence, All, Any } }
variants! { Order { Lt, Le, Gt, Ge, Between, LtAttribute, LeAttribute, GtAttribute, GeAttribute, BetweenAttributes } }
variants! { Prefix { Value, Attribute, Inside } }
variants! { Part { Value, Attribute } }
variants! { Sized { Eq, Ne, Lt, Le, Gt, Ge, Between, EqSize, LtSize } }

/// Everything that gives a condition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Operator {
    Equality(Equality),
    /// Compared with `None`.
    Nothing(Nothing),
    Presence(Presence),
    Logic(Logic),
    Order(Order),
    BeginsWith(Prefix),
    Contains(Part),
    Size(Sized),
}

/// What holds, and what does not.
pub(super) type Pair<S> = [Cond<S>; 2];
/// The ui case that shows what the compiler says instead.
pub(super) type Refused = &'static str;

impl Operator {
    pub(super) fn all() -> Vec<Self> {
        let mut all: Vec<_> = Equality::ALL.iter().map(|of| Self::Equality(*of)).collect();
        all.extend(Nothing::ALL.iter().map(|of| Self::Nothing(*of)));
        all.extend(Presence::ALL.iter().map(|of| Self::Presence(*of)));
        all.extend(Logic::ALL.iter().map(|of| Self::Logic(*of)));
        all.extend(Order::ALL.iter().map(|of| Self::Order(*of)));
        all.extend(Prefix::ALL.iter().map(|of| Self::BeginsWith(*of)));
        all.extend(Part::ALL.iter().map(|of| Self::Contains(*of)));
        all.extend(Sized::ALL.iter().map(|of| Self::Size(*of)));
        all
    }

    /// The pair, where this kind has the operator.
    pub(super) fn pair<S: KindsScope>(self, kind: Kind, at: At, f: &KindsFields<S>) -> Result<Pair<S>, Refused> {
        match self {
            Self::Equality(of) => {
                Ok(on_kinds!(spot kind, at, f, |path, others, values| equality(of, path, others, values)))
            }
            Self::Nothing(of) => on_kinds!(optional kind, at, f, |path, others, values| nothing(of, path, values))
                .ok_or("update/set_none_on_required"),
            Self::Presence(of) => {
                Ok(on_kinds!(spot kind, at, f, |path, others, values| presence(of, path, types_of(kind))))
            }
            Self::Logic(of) => Ok(on_kinds!(spot kind, at, f, |path, others, values| logic(of, path, values))),
            Self::Order(of) => on_kinds!(spot kind, at, f, |path, others, values| order(of, path, others, values);
                Text Integer Float Decimal Binary Newtype Variant Numbered DateTime Millis Expiry;
                "filter/order_of_bool": Boolean List Map Document Tuple Opaque;
                "filter/order_of_set": TextSet NumberSet BinarySet;
            ),
            Self::BeginsWith(of) => begins_with(of, kind, at, f),
            Self::Contains(of) => contains(of, kind, at, f),
            Self::Size(of) => {
                on_kinds!(spot kind, at, f, |path, others, values| sized(of, path, others, size_of(kind));
                    Text Binary TextSet NumberSet BinarySet List Map Document Variant DateTime;
                    "filter/size_of_number": Integer Float Decimal Boolean Tuple Opaque Newtype Numbered Millis Expiry;
                )
            }
        }
    }

    /// What the pair says where the attribute is absent.
    pub(super) fn of_absent(self) -> [bool; 2] {
        match self {
            // An absent attribute is not equal to anything.
            Self::Equality(Equality::Ne | Equality::NeAttribute)
            | Self::Logic(Logic::Not | Logic::NotMethod)
            | Self::Size(Sized::Ne) => [true, true],
            Self::Nothing(_) | Self::Presence(Presence::Exists) | Self::Size(Sized::EqSize) => [false, true],
            Self::Equality(Equality::Eq | Equality::OneOf | Equality::EqAttribute | Equality::OneOfAttributes)
            | Self::Presence(Presence::IsType)
            | Self::Logic(Logic::And | Logic::Or | Logic::Precedence | Logic::All | Logic::Any)
            | Self::Order(_)
            | Self::BeginsWith(_)
            | Self::Contains(_)
            | Self::Size(_) => [false, false],
        }
    }
}

fn equality<V, P, S, O, R>(of: Equality, path: &Path<V, P>, others: [O; 3], values: [R; 3]) -> Pair<S>
where
    V: Attribute,
    P: Scope<Base = S>,
    S: Scope<Base = S>,
    O: IntoOperand<V, S> + Clone,
    R: IntoOperand<V, S> + Clone,
{
    let ([less, same, more], [other_less, other_same, other_more]) = (values, others);
    match of {
        Equality::Eq => [path.eq(same), path.eq(more)],
        Equality::Ne => [path.ne(more), path.ne(same)],
        Equality::OneOf => [path.one_of([more.clone(), same]), path.one_of([more, less])],
        Equality::EqAttribute => [path.eq(other_same), path.eq(other_more)],
        Equality::NeAttribute => [path.ne(other_more), path.ne(other_same)],
        Equality::OneOfAttributes => {
            [path.one_of([other_more.clone(), other_same]), path.one_of([other_more, other_less])]
        }
    }
}

fn nothing<V, P, S, T>(of: Nothing, path: &Path<V, P>, _: [T; 3]) -> Pair<S>
where
    V: Attribute,
    P: Scope<Base = S>,
    S: Scope<Base = S>,
    Option<T>: IntoOperand<V, S>,
{
    match of {
        Nothing::Eq => [!path.eq(None::<T>), path.eq(None::<T>)],
        Nothing::Ne => [path.ne(None::<T>), !path.ne(None::<T>)],
    }
}

fn presence<V, P, S>(of: Presence, path: &Path<V, P>, [own, other]: [AttributeType; 2]) -> Pair<S>
where
    V: Attribute,
    P: Scope<Base = S>,
    S: Scope<Base = S>,
{
    match of {
        Presence::Exists => [path.exists(), path.not_exists()],
        Presence::IsType => [path.is_type(own), path.is_type(other)],
    }
}

fn logic<V, P, S, R>(of: Logic, path: &Path<V, P>, [less, same, more]: [R; 3]) -> Pair<S>
where
    V: Attribute,
    P: Scope<Base = S>,
    S: Scope<Base = S>,
    R: IntoOperand<V, S>,
{
    let [less, same, more] = [path.eq(less), path.eq(same), path.eq(more)];
    match of {
        Logic::Not => [!more, !same],
        Logic::NotMethod => [more.not(), same.not()],
        Logic::And => [same.clone() & path.exists(), same & more],
        Logic::Or => [more.clone() | same, more | less],
        Logic::Precedence => [more.clone() & less.clone() | same.clone(), (same | less) & more],
        Logic::All => [all([same.clone(), path.exists()]), all([same, more])],
        Logic::Any => [any([more.clone(), same]), any([more, less])],
    }
}

fn order<V, P, S, O, R>(of: Order, path: &Path<V, P>, others: [O; 3], values: [R; 3]) -> Pair<S>
where
    V: Attribute<Kind: kind::Ordered>,
    P: Scope<Base = S>,
    S: Scope<Base = S>,
    O: IntoOperand<<V::Kind as kind::Ordered>::Operand<V>, S> + Clone,
    R: IntoOperand<<V::Kind as kind::Ordered>::Operand<V>, S> + Clone,
{
    let ([less, same, more], [other_less, other_same, other_more]) = (values, others);
    match of {
        Order::Lt => [path.lt(more), path.lt(same)],
        Order::Le => [path.le(same), path.le(less)],
        Order::Gt => [path.gt(less), path.gt(same)],
        Order::Ge => [path.ge(same), path.ge(more)],
        Order::Between => [path.between(less.clone(), same), path.between(less.clone(), less)],
        Order::LtAttribute => [path.lt(other_more), path.lt(other_same)],
        Order::LeAttribute => [path.le(other_same), path.le(other_less)],
        Order::GtAttribute => [path.gt(other_less), path.gt(other_same)],
        Order::GeAttribute => [path.ge(other_same), path.ge(other_more)],
        Order::BetweenAttributes => {
            [path.between(other_same, other_more.clone()), path.between(other_more.clone(), other_more)]
        }
    }
}

fn begins_with<S: KindsScope>(of: Prefix, kind: Kind, at: At, f: &KindsFields<S>) -> Result<Pair<S>, Refused> {
    match (of, kind) {
        // What is held, but not at the beginning.
        (Prefix::Inside, Kind::Text) => {
            Ok(row!(spot Text at, f, |path, others, values| [path.begins_with("b"), path.begins_with("a")]))
        }
        (Prefix::Inside, Kind::Binary) => {
            Ok(row!(spot Binary at, f, |path, others, values| [path.begins_with([1]), path.begins_with([255])]))
        }
        _ => on_kinds!(spot kind, at, f, |path, others, values| prefix(of, kind, path, others, values);
            Text Binary Variant DateTime;
            "filter/begins_with_on_number": Integer Float Decimal Boolean TextSet NumberSet BinarySet List Map Document
                Tuple Opaque Newtype Numbered Millis Expiry;
        ),
    }
}

fn prefix<V, P, S, O, R>(of: Prefix, kind: Kind, path: &Path<V, P>, others: [O; 3], values: [R; 3]) -> Pair<S>
where
    V: Attribute<Kind: kind::Prefixed>,
    P: Scope<Base = S>,
    S: Scope<Base = S>,
    O: IntoOperand<<V::Kind as kind::Prefixed>::Prefix<V>, S>,
    R: IntoOperand<<V::Kind as kind::Prefixed>::Prefix<V>, S>,
{
    let ([less, same, more], [other_less, other_same, other_more]) = (values, others);
    // A date-time is no prefix of another.
    let whole = kind == Kind::DateTime;
    match of {
        Prefix::Value | Prefix::Inside => [path.begins_with(if whole { same } else { less }), path.begins_with(more)],
        Prefix::Attribute => {
            [path.begins_with(if whole { other_same } else { other_less }), path.begins_with(other_more)]
        }
    }
}

fn contains<S: KindsScope>(of: Part, kind: Kind, at: At, f: &KindsFields<S>) -> Result<Pair<S>, Refused> {
    macro_rules! parts {
        ($kind:ident, $element:ty, $parts:expr) => {{
            let attributes = ["part", "no part"].map(|name| f.attr::<$element>(name));
            row!(spot $kind at, f, |path, others, values| part(of, path, attributes, $parts))
        }};
    }
    Ok(match kind {
        Kind::Text => parts!(Text, String, ["a", "c"].map(str::to_owned)),
        Kind::Variant => parts!(Variant, String, ["a", "c"].map(str::to_owned)),
        Kind::DateTime => parts!(DateTime, String, ["2030", "2031"].map(str::to_owned)),
        Kind::TextSet => parts!(TextSet, String, ["b", "c"].map(str::to_owned)),
        Kind::NumberSet => parts!(NumberSet, i64, [10, 15]),
        Kind::BinarySet => parts!(BinarySet, Bytes, [[10], [15]].map(Bytes::from)),
        Kind::List => parts!(List, i64, [10, 15]),
        Kind::Integer
        | Kind::Float
        | Kind::Decimal
        | Kind::Binary
        | Kind::Boolean
        | Kind::Map
        | Kind::Document
        | Kind::Tuple
        | Kind::Opaque
        | Kind::Newtype
        | Kind::Numbered
        | Kind::Millis
        | Kind::Expiry => return Err("filter/contains_on_number"),
    })
}

fn part<V, P, S, O, R>(of: Part, path: &Path<V, P>, attributes: [O; 2], [held, other]: [R; 2]) -> Pair<S>
where
    V: Attribute<Kind: kind::Container>,
    P: Scope<Base = S>,
    S: Scope<Base = S>,
    O: IntoOperand<<V::Kind as kind::Container>::Element, S>,
    R: IntoOperand<<V::Kind as kind::Container>::Element, S>,
{
    let [held_attribute, other_attribute] = attributes;
    match of {
        Part::Value => [path.contains(held), path.contains(other)],
        Part::Attribute => [path.contains(held_attribute), path.contains(other_attribute)],
    }
}

fn sized<V, P, S>(of: Sized, path: &Path<V, P>, others: [Path<V, S>; 3], size: u64) -> Pair<S>
where
    V: Attribute<Kind: kind::Measured>,
    P: Scope<Base = S>,
    S: Scope<Base = S>,
{
    let [_, same, _] = others;
    match of {
        Sized::Eq => [path.size().eq(size), path.size().eq(size + 1)],
        Sized::Ne => [path.size().ne(size + 1), path.size().ne(size)],
        Sized::Lt => [path.size().lt(size + 1), path.size().lt(size)],
        Sized::Le => [path.size().le(size), path.size().le(size - 1)],
        Sized::Gt => [path.size().gt(size - 1), path.size().gt(size)],
        Sized::Ge => [path.size().ge(size), path.size().ge(size + 1)],
        Sized::Between => [path.size().between(size - 1, size), path.size().between(size + 1, size + 2)],
        Sized::EqSize => [path.size().eq(same.size()), path.size().ne(same.size())],
        Sized::LtSize => [path.size().le(same.size()), path.size().lt(same.size())],
    }
}

/// The type that a kind is stored as, and another one.
fn types_of(kind: Kind) -> [AttributeType; 2] {
    use AttributeType::{B, Bool, Bs, L, M, N, Ns, Null, S, Ss};
    match kind {
        Kind::Text | Kind::Variant | Kind::DateTime => [S, Ss],
        Kind::Integer | Kind::Float | Kind::Decimal | Kind::Newtype | Kind::Numbered => [N, S],
        Kind::Millis | Kind::Expiry => [N, Ns],
        Kind::Binary => [B, S],
        Kind::Boolean => [Bool, Null],
        Kind::TextSet => [Ss, Ns],
        Kind::NumberSet => [Ns, L],
        Kind::BinarySet => [Bs, B],
        Kind::List | Kind::Tuple => [L, M],
        Kind::Map | Kind::Document | Kind::Opaque => [M, L],
    }
}

/// How many bytes or elements the stored value has.
fn size_of(kind: Kind) -> u64 {
    if kind == Kind::DateTime { 27 } else { 2 }
}
