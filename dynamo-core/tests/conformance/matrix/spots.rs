//! Where in an item an attribute of a kind can be, and the typed path to it.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::expr::Scope;
use dynamo_core::prelude::*;
use dynamo_core::value::Attribute;

use super::kinds::{Kind, KindsFields, required};
use crate::stored::{item, list, map, n, s};

variants! {
    /// The places of an attribute.
    Spot {
        /// A required field.
        Field,
        /// An optional one.
        Optional,
        /// A field of a document.
        Member,
        /// An element of a list.
        Element,
        /// What a map has under a key.
        Key,
        /// An attribute that the type does not declare.
        Named,
    }
}

variants! {
    /// Whether the attribute is there.
    State { There, Absent }
}

/// A place; keys of maps and undeclared attributes are called so.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    pub(super) spot: Spot,
    pub(super) name: &'static str,
}

/// What keys and undeclared attributes are called where the name is not the point.
pub(super) const NAME: &str = "x.#0[:1] y";

impl Spot {
    pub(super) fn at(self) -> At {
        At { spot: self, name: NAME }
    }

    /// Whether an item can be without it.
    pub(super) fn may_be_absent(self) -> bool {
        !matches!(self, Self::Field | Self::Member)
    }
}

impl State {
    pub(super) fn spots(self) -> impl Iterator<Item = Spot> {
        Spot::ALL.iter().copied().filter(move |spot| self == Self::There || spot.may_be_absent())
    }
}

/// Every kind, there and absent.
pub(super) fn states() -> Vec<(State, Kind)> {
    State::ALL.iter().flat_map(|state| Kind::ALL.iter().map(move |kind| (*state, *kind))).collect()
}

/// An item in which this kind is at every spot, or at none where it can be absent, and what it is compared with and set from. It
/// has nothing else: conditions and actions do not ask for more.
pub(super) fn model(kind: Kind, state: State, name: &'static str) -> Item {
    let [less, same, more] = kind.stored();
    let mut item = item([("id", s("k")), ("mark", n(0)), ("values", map([]))]);
    for (name, value) in [("less", &less), ("same", &same), ("more", &more)] {
        item.insert(name.to_owned(), value.clone());
    }
    for (name, value) in ["part", "no part"].into_iter().zip(kind.parts().into_iter().flatten()) {
        item.insert(name.to_owned(), value);
    }
    item.insert("list".to_owned(), list([less.clone()]));
    item.insert("map".to_owned(), map([("less", less)]));
    for spot in Spot::ALL.iter().filter(|spot| state == State::There || !spot.may_be_absent()) {
        place(&mut item, kind, At { spot: *spot, name }, Some(same.clone()));
    }
    item
}

/// The same with everything that the type needs, under another key.
pub(super) fn whole(kind: Kind, state: State, name: &'static str) -> Item {
    model(kind, state, name).into_iter().chain(required("p")).collect()
}

/// Puts a value at a place of the model, or takes it away.
pub(super) fn place(item: &mut Item, kind: Kind, at: At, value: Option<AttributeValue>) {
    let (name, optional) = kind.names();
    match at.spot {
        Spot::Field => put(item, name, value),
        Spot::Optional => put(item, optional, value),
        Spot::Named => put(item, at.name, value),
        Spot::Member => put(members(item, "values"), name, value),
        Spot::Key => put(members(item, "map"), at.name, value),
        Spot::Element => {
            let Some(AttributeValue::L(elements)) = item.get_mut("list") else { panic!("a list") };
            elements.truncate(1);
            elements.extend(value);
        }
    }
}

fn members<'i>(item: &'i mut Item, name: &str) -> &'i mut Item {
    let Some(AttributeValue::M(members)) = item.get_mut(name) else { panic!("{name} is no map") };
    members
}

fn put(members: &mut Item, name: &str, value: Option<AttributeValue>) {
    match value {
        Some(value) => drop(members.insert(name.to_owned(), value)),
        None => drop(members.remove(name)),
    }
}

/// A path that is known only at run time.
pub(super) fn parsed<V: Attribute, S: Scope>(_: &KindsFields<S>, text: &str) -> Path<V, S> {
    Path::parse(text).expect("a path")
}

/// The expression for a kind, over the path of each spot: `path`, three attributes of its type, three values.
macro_rules! spot {
    ($how:ident $field:ident $optional:ident [$of:ty] [$some:ty] $at:expr, $f:expr, |$path:ident, $others:ident, $values:ident| $body:expr) => {{
        use dynamo_core::expr::TypedPath as _;
        #[allow(unused_variables, reason = "not every operator compares with all")]
        let $values = $crate::matrix::kinds::values::$field();
        macro_rules! with {
            ($type:ty, $typed:expr) => {{
                #[allow(unused_variables, reason = "not every operator compares with attributes")]
                let $others = ["less", "same", "more"].map(|name| $f.attr::<$type>(name).path().clone());
                let typed = $typed;
                let $path = typed.path();
                $body
            }};
        }
        match $at.spot {
            Spot::Field => with!($of, $f.$field()),
            Spot::Optional => with!($some, $f.$optional()),
            Spot::Member => with!($of, $f.inside().$field()),
            Spot::Element => with!($of, element!($how [$of] $f)),
            Spot::Key => with!($of, $f.attr::<BTreeMap<String, $of>>("map").key::<$of>($at.name)),
            Spot::Named => with!($some, $f.attr::<$some>($at.name)),
        }
    }};
}

/// The element of a list; one that its field's option stores in another way has no list of its own.
macro_rules! element {
    (typed [$of:ty] $f:expr) => {
        $f.attr::<Vec<$of>>("list").at::<$of>(1)
    };
    (parsed [$of:ty] $f:expr) => {
        $crate::matrix::spots::parsed::<$of, _>($f, "list[1]")
    };
}

/// The same for the spots whose type is an `Option`.
macro_rules! optional {
    ($how:ident $field:ident $optional:ident [$of:ty] [$some:ty] $at:expr, $f:expr, |$path:ident, $others:ident, $values:ident| $body:expr) => {{
        use dynamo_core::expr::TypedPath as _;
        #[allow(unused_variables, reason = "not every operator compares with a value")]
        let $values = $crate::matrix::kinds::values::$field();
        match $at.spot {
            Spot::Optional => {
                let typed = $f.$optional();
                let $path = typed.path();
                Some($body)
            }
            Spot::Named => {
                let typed = $f.attr::<$some>($at.name);
                let $path = typed.path();
                Some($body)
            }
            Spot::Field | Spot::Member | Spot::Element | Spot::Key => None,
        }
    }};
}

/// The fields and types of a kind, handed on.
macro_rules! row {
    ($then:ident Text $($rest:tt)*) => { $then!(typed text text_opt [String] [Option<String>] $($rest)*) };
    ($then:ident Integer $($rest:tt)*) => { $then!(typed integer integer_opt [i64] [Option<i64>] $($rest)*) };
    ($then:ident Float $($rest:tt)*) => { $then!(typed float float_opt [f64] [Option<f64>] $($rest)*) };
    ($then:ident Decimal $($rest:tt)*) => { $then!(typed decimal decimal_opt [Number] [Option<Number>] $($rest)*) };
    ($then:ident Binary $($rest:tt)*) => { $then!(typed binary binary_opt [Bytes] [Option<Bytes>] $($rest)*) };
    ($then:ident Boolean $($rest:tt)*) => { $then!(typed boolean boolean_opt [bool] [Option<bool>] $($rest)*) };
    ($then:ident TextSet $($rest:tt)*) => {
        $then!(typed text_set text_set_opt [BTreeSet<String>] [Option<BTreeSet<String>>] $($rest)*)
    };
    ($then:ident NumberSet $($rest:tt)*) => {
        $then!(typed number_set number_set_opt [BTreeSet<i64>] [Option<BTreeSet<i64>>] $($rest)*)
    };
    ($then:ident BinarySet $($rest:tt)*) => {
        $then!(typed binary_set binary_set_opt [BTreeSet<Bytes>] [Option<BTreeSet<Bytes>>] $($rest)*)
    };
    ($then:ident List $($rest:tt)*) => { $then!(typed list list_opt [Vec<i64>] [Option<Vec<i64>>] $($rest)*) };
    ($then:ident Map $($rest:tt)*) => {
        $then!(typed map map_opt [BTreeMap<String, i64>] [Option<BTreeMap<String, i64>>] $($rest)*)
    };
    ($then:ident Document $($rest:tt)*) => { $then!(typed document document_opt [Address] [Option<Address>] $($rest)*) };
    ($then:ident Tuple $($rest:tt)*) => { $then!(typed tuple tuple_opt [(i64, String)] [Option<(i64, String)>] $($rest)*) };
    ($then:ident Opaque $($rest:tt)*) => {
        $then!(parsed opaque opaque_opt [As<Foreign, Serde>] [As<Option<Foreign>, Serde>] $($rest)*)
    };
    ($then:ident Newtype $($rest:tt)*) => { $then!(typed newtype newtype_opt [Cents] [Option<Cents>] $($rest)*) };
    ($then:ident Variant $($rest:tt)*) => { $then!(typed variant variant_opt [Grade] [Option<Grade>] $($rest)*) };
    ($then:ident Numbered $($rest:tt)*) => { $then!(typed numbered numbered_opt [Level] [Option<Level>] $($rest)*) };
    ($then:ident DateTime $($rest:tt)*) => {
        $then!(typed date_time date_time_opt [DateTime<Utc>] [Option<DateTime<Utc>>] $($rest)*)
    };
    ($then:ident Millis $($rest:tt)*) => {
        $then!(parsed millis millis_opt [As<SystemTime, Millis>] [As<Option<SystemTime>, Millis>] $($rest)*)
    };
    ($then:ident Expiry $($rest:tt)*) => { $then!(typed expiry expiry_opt [Ttl] [Option<Ttl>] $($rest)*) };
}

/// One expression for the kinds that have it; for the others the case of `ui-tests/fail` in which the compiler says no.
macro_rules! on_kinds {
    ($then:ident $kind:expr, $at:expr, $f:expr, |$path:ident, $others:ident, $values:ident| $body:expr;
     $($of:ident)+; $($why:literal: $($not:ident)+;)*) => {
        match $kind {
            $(Kind::$of => Ok(row!($then $of $at, $f, |$path, $others, $values| $body)),)+
            $($(Kind::$not)|+ => Err($why),)*
        }
    };
    // Every kind has it.
    ($then:ident $kind:expr, $at:expr, $f:expr, |$path:ident, $others:ident, $values:ident| $body:expr) => {
        match $kind {
            Kind::Text => row!($then Text $at, $f, |$path, $others, $values| $body),
            Kind::Integer => row!($then Integer $at, $f, |$path, $others, $values| $body),
            Kind::Float => row!($then Float $at, $f, |$path, $others, $values| $body),
            Kind::Decimal => row!($then Decimal $at, $f, |$path, $others, $values| $body),
            Kind::Binary => row!($then Binary $at, $f, |$path, $others, $values| $body),
            Kind::Boolean => row!($then Boolean $at, $f, |$path, $others, $values| $body),
            Kind::TextSet => row!($then TextSet $at, $f, |$path, $others, $values| $body),
            Kind::NumberSet => row!($then NumberSet $at, $f, |$path, $others, $values| $body),
            Kind::BinarySet => row!($then BinarySet $at, $f, |$path, $others, $values| $body),
            Kind::List => row!($then List $at, $f, |$path, $others, $values| $body),
            Kind::Map => row!($then Map $at, $f, |$path, $others, $values| $body),
            Kind::Document => row!($then Document $at, $f, |$path, $others, $values| $body),
            Kind::Tuple => row!($then Tuple $at, $f, |$path, $others, $values| $body),
            Kind::Opaque => row!($then Opaque $at, $f, |$path, $others, $values| $body),
            Kind::Newtype => row!($then Newtype $at, $f, |$path, $others, $values| $body),
            Kind::Variant => row!($then Variant $at, $f, |$path, $others, $values| $body),
            Kind::Numbered => row!($then Numbered $at, $f, |$path, $others, $values| $body),
            Kind::DateTime => row!($then DateTime $at, $f, |$path, $others, $values| $body),
            Kind::Millis => row!($then Millis $at, $f, |$path, $others, $values| $body),
            Kind::Expiry => row!($then Expiry $at, $f, |$path, $others, $values| $body),
        }
    };
}

pub(super) use {element, on_kinds, optional, row, spot};
