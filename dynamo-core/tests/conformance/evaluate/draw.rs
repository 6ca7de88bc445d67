//! Values, items and paths, drawn from few so that they meet.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::request::{DocumentPath, Step};
use dynamo_core::value::Item;
use fastrand::Rng;

use crate::stored::{item, map, n, s};

variants! {
    #[derive(PartialOrd, Ord)]
    Kind {
        Text,
        Number,
        Bytes,
        Bool,
        Null,
        Texts,
        Numbers,
        Blobs,
        List,
        Map,
        Absent,
    }
}

impl Kind {
    /// The attribute that is of this kind in every item.
    pub(super) fn attribute(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Bytes => "bytes",
            Self::Bool => "bool",
            Self::Null => "null",
            Self::Texts => "texts",
            Self::Numbers => "numbers",
            Self::Blobs => "blobs",
            Self::List => "list",
            Self::Map => "map",
            Self::Absent => "absent",
        }
    }

    /// Its place in the list that has one of each; one that is absent is behind the end.
    fn index(self) -> usize {
        Self::ALL.iter().position(|kind| *kind == self).expect("one of all")
    }
}

pub(super) fn one_of<'a, E>(rng: &mut Rng, of: &'a [E]) -> &'a E {
    &of[rng.usize(..of.len())]
}

/// Some of them, and never none.
fn some<E: Clone>(rng: &mut Rng, of: &[E]) -> Vec<E> {
    let first = rng.usize(..of.len());
    let drawn = |(at, one): (usize, &E)| (at == first || rng.bool()).then(|| one.clone());
    of.iter().enumerate().filter_map(drawn).collect()
}

const TEXTS: [&str; 7] = ["", "a", "ab", "abc", "b", "é", "🦀a"];
const NUMBERS: [&str; 9] =
    ["0", "1", "-1", "2", "10", "1e2", "0.5", "1E-130", "12345678901234567890123456789012345678"];
const BYTES: [&[u8]; 5] = [&[], &[0], &[1], &[1, 2], &[0, 1, 2]];

pub(super) fn value(rng: &mut Rng, kind: Kind) -> AttributeValue {
    match kind {
        Kind::Text | Kind::Absent => s(one_of::<&str>(rng, &TEXTS)),
        Kind::Number => n(one_of(rng, &NUMBERS)),
        Kind::Bytes => AttributeValue::B(Blob::new(*one_of(rng, &BYTES))),
        Kind::Bool => AttributeValue::Bool(rng.bool()),
        Kind::Null => AttributeValue::Null(true),
        Kind::Texts => AttributeValue::Ss(some(rng, &["a", "ab", "b"].map(str::to_owned))),
        Kind::Numbers => AttributeValue::Ns(some(rng, &["1", "2", "0.5"].map(str::to_owned))),
        Kind::Blobs => AttributeValue::Bs(some(rng, &[Blob::new([1]), Blob::new([1, 2]), Blob::new([0])])),
        Kind::List => AttributeValue::L(one_of(rng, &[vec![], vec![n(1)], vec![s("a"), n(1)], vec![s("a")]]).clone()),
        Kind::Map => one_of(rng, &[map([]), map([("k", n(1))]), map([("k", s("a")), ("l", n(2))])]).clone(),
    }
}

pub(super) fn any_kind(rng: &mut Rng) -> Kind {
    *one_of(rng, Kind::ALL)
}

/// One attribute of each kind, at the top, in a document and in a list.
pub(super) fn anything(rng: &mut Rng) -> Item {
    let there = || Kind::ALL.iter().filter(|kind| **kind != Kind::Absent);
    let members =
        |rng: &mut Rng| -> Item { there().map(|kind| (kind.attribute().to_owned(), value(rng, *kind))).collect() };
    let mut drawn = members(rng);
    let inner = AttributeValue::M(members(rng));
    let each = AttributeValue::L(there().map(|kind| value(rng, *kind)).collect());
    drawn.extend(item([("inner", inner), ("each", each)]));
    drawn
}

/// The way to an attribute of this kind.
pub(super) fn path(rng: &mut Rng, kind: Kind) -> DocumentPath {
    let name = kind.attribute();
    match rng.u8(..10) {
        0..=5 => DocumentPath::root(name),
        6 | 7 => DocumentPath::root("inner").then(Step::Member(name.into())),
        8 => DocumentPath::root("each").then(Step::Index(kind.index())),
        // Through what is neither a map nor a list, or not there.
        _ if kind == Kind::Absent => {
            DocumentPath::root(*one_of(rng, &["text", "absent", "each"])).then(Step::Member("x".into()))
        }
        _ => DocumentPath::root(name),
    }
}
