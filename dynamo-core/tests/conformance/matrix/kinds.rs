//! One attribute of each kind, and one that may be absent, all of them under names that invite mistakes.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue::{self, Bool, Bs};
use chrono::{DateTime, Utc};
use dynamo_core::prelude::*;

use crate::fixtures::Address;
use crate::stored::{b, item, list, map, n, numbers, s, texts};

variants! {
    /// What an attribute can be.
    Kind {
        Text,
        Integer,
        Float,
        Decimal,
        Binary,
        Boolean,
        TextSet,
        NumberSet,
        BinarySet,
        List,
        Map,
        Document,
        Tuple,
        Opaque,
        Newtype,
        Variant,
        Numbered,
        DateTime,
        Millis,
        Expiry,
    }
}

#[derive(Debug, Clone, PartialEq, DynamoValue)]
pub(crate) struct Cents(pub(crate) i64);

#[derive(Debug, Clone, PartialEq, DynamoValue)]
pub(crate) enum Grade {
    #[dynamo(rename = "b")]
    Low,
    #[dynamo(rename = "ba")]
    Middle,
    #[dynamo(rename = "bac")]
    High,
}

#[derive(Debug, Clone, PartialEq, DynamoValue)]
#[dynamo(number)]
pub(crate) enum Level {
    One = 1,
    Two,
    Three,
}

/// Known to serde alone.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Foreign {
    pub(crate) a: u8,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "kinds")]
pub(crate) struct Kinds {
    #[pk]
    pub(crate) id: String,
    /// Changed by every write that is carried out.
    pub(crate) mark: u64,
    #[dynamo(rename = "name")]
    pub(crate) text: String,
    #[dynamo(rename = "status")]
    pub(crate) text_opt: Option<String>,
    #[dynamo(rename = "size")]
    pub(crate) integer: i64,
    #[dynamo(rename = "count")]
    pub(crate) integer_opt: Option<i64>,
    #[dynamo(rename = "a.b")]
    pub(crate) float: f64,
    #[dynamo(rename = "a-b")]
    pub(crate) float_opt: Option<f64>,
    #[dynamo(rename = "#0")]
    pub(crate) decimal: Number,
    #[dynamo(rename = ":0")]
    pub(crate) decimal_opt: Option<Number>,
    #[dynamo(rename = "#x")]
    pub(crate) binary: Bytes,
    #[dynamo(rename = ":v")]
    pub(crate) binary_opt: Option<Bytes>,
    #[dynamo(rename = "with space")]
    pub(crate) boolean: bool,
    #[dynamo(rename = "größe 🦀")]
    pub(crate) boolean_opt: Option<bool>,
    #[dynamo(rename = "a__b")]
    pub(crate) text_set: BTreeSet<String>,
    #[dynamo(rename = "A__B")]
    pub(crate) text_set_opt: Option<BTreeSet<String>>,
    #[dynamo(rename = "a[0]")]
    pub(crate) number_set: BTreeSet<i64>,
    #[dynamo(rename = "[1]")]
    pub(crate) number_set_opt: Option<BTreeSet<i64>>,
    #[dynamo(rename = "eq")]
    pub(crate) binary_set: BTreeSet<Bytes>,
    #[dynamo(rename = "set")]
    pub(crate) binary_set_opt: Option<BTreeSet<Bytes>>,
    #[dynamo(rename = "list_append")]
    pub(crate) list: Vec<i64>,
    #[dynamo(rename = "attr")]
    pub(crate) list_opt: Option<Vec<i64>>,
    #[dynamo(rename = "AND")]
    pub(crate) map: BTreeMap<String, i64>,
    #[dynamo(rename = "NOT")]
    pub(crate) map_opt: Option<BTreeMap<String, i64>>,
    #[dynamo(rename = "attribute_exists(x)")]
    pub(crate) document: Address,
    #[dynamo(rename = "size(a)")]
    pub(crate) document_opt: Option<Address>,
    #[dynamo(rename = "\"quoted\"")]
    pub(crate) tuple: (i64, String),
    #[dynamo(rename = "it's")]
    pub(crate) tuple_opt: Option<(i64, String)>,
    #[dynamo(serde, rename = "a,b")]
    pub(crate) opaque: Foreign,
    #[dynamo(serde, rename = "(x)")]
    pub(crate) opaque_opt: Option<Foreign>,
    #[dynamo(rename = "\\")]
    pub(crate) newtype: Cents,
    #[dynamo(rename = "/")]
    pub(crate) newtype_opt: Option<Cents>,
    #[dynamo(rename = "_")]
    pub(crate) variant: Grade,
    #[dynamo(rename = "$")]
    pub(crate) variant_opt: Option<Grade>,
    #[dynamo(rename = "NULL")]
    pub(crate) numbered: Level,
    #[dynamo(rename = "0")]
    pub(crate) numbered_opt: Option<Level>,
    #[dynamo(rename = "date")]
    pub(crate) date_time: DateTime<Utc>,
    #[dynamo(rename = "timestamp")]
    pub(crate) date_time_opt: Option<DateTime<Utc>>,
    #[dynamo(number = "millis", rename = "SET #0 = :0")]
    pub(crate) millis: SystemTime,
    #[dynamo(number = "millis", rename = "REMOVE id")]
    pub(crate) millis_opt: Option<SystemTime>,
    #[ttl]
    #[dynamo(rename = "ttl")]
    pub(crate) expiry: Ttl,
    #[dynamo(rename = "a = b")]
    pub(crate) expiry_opt: Option<Ttl>,
    #[dynamo(rename = "values")]
    pub(crate) inside: Inside,
    #[dynamo(flatten)]
    pub(crate) rest: Item,
}

/// The same, one level down.
#[derive(Debug, Clone, PartialEq, DynamoDocument)]
pub(crate) struct Inside {
    #[dynamo(rename = "name")]
    pub(crate) text: String,
    #[dynamo(rename = "size")]
    pub(crate) integer: i64,
    #[dynamo(rename = "a.b")]
    pub(crate) float: f64,
    #[dynamo(rename = "#0")]
    pub(crate) decimal: Number,
    #[dynamo(rename = "#x")]
    pub(crate) binary: Bytes,
    #[dynamo(rename = "with space")]
    pub(crate) boolean: bool,
    #[dynamo(rename = "a__b")]
    pub(crate) text_set: BTreeSet<String>,
    #[dynamo(rename = "a[0]")]
    pub(crate) number_set: BTreeSet<i64>,
    #[dynamo(rename = "eq")]
    pub(crate) binary_set: BTreeSet<Bytes>,
    #[dynamo(rename = "list_append")]
    pub(crate) list: Vec<i64>,
    #[dynamo(rename = "AND")]
    pub(crate) map: BTreeMap<String, i64>,
    #[dynamo(rename = "attribute_exists(x)")]
    pub(crate) document: Address,
    #[dynamo(rename = "\"quoted\"")]
    pub(crate) tuple: (i64, String),
    #[dynamo(serde, rename = "a,b")]
    pub(crate) opaque: Foreign,
    #[dynamo(rename = "\\")]
    pub(crate) newtype: Cents,
    #[dynamo(rename = "_")]
    pub(crate) variant: Grade,
    #[dynamo(rename = "NULL")]
    pub(crate) numbered: Level,
    #[dynamo(rename = "date")]
    pub(crate) date_time: DateTime<Utc>,
    #[dynamo(number = "millis", rename = "SET #0 = :0")]
    pub(crate) millis: SystemTime,
    #[dynamo(rename = "ttl")]
    pub(crate) expiry: Ttl,
}

/// Three values of each kind: less, the one that is stored, more. Of numbers the second is twice, and the third three times the
/// first; of what is put together each holds what is before it.
pub(super) mod values {
    use super::*;

    macro_rules! values {
        ($($name:ident: $type:ty = $values:expr;)*) => { $(
            pub(in crate::matrix) fn $name() -> [$type; 3] {
                $values
            }
        )* };
    }

    values! {
        text: String = ["b", "ba", "bac"].map(str::to_owned);
        integer: i64 = [5, 10, 15];
        float: f64 = [0.25, 0.5, 0.75];
        decimal: Number = ["0.1", "0.2", "0.3"].map(|text| text.parse().expect("a number"));
        binary: Bytes = [Bytes::from(b"\x01"), Bytes::from(b"\x01\xff"), Bytes::from(b"\x01\xff\x80")];
        boolean: bool = [false, true, false];
        text_set: BTreeSet<String> = [1, 2, 3].map(|n| ["a", "b", "c"][..n].iter().map(|&t| t.to_owned()).collect());
        number_set: BTreeSet<i64> = [1, 2, 3].map(|n| [5, 10, 15][..n].iter().copied().collect());
        binary_set: BTreeSet<Bytes> = [1, 2, 3].map(|n| [5, 10, 15][..n].iter().map(|&b| Bytes::from([b])).collect());
        list: Vec<i64> = [1, 2, 3].map(|n| [5, 10, 15][..n].to_vec());
        map: BTreeMap<String, i64> =
            [1, 2, 3].map(|n| [("a", 5), ("b", 10), ("c", 15)][..n].iter().map(|&(k, v)| (k.to_owned(), v)).collect());
        document: Address = ["1", "2", "3"].map(|zip| Address { city: "Oslo".into(), zip: zip.into() });
        tuple: (i64, String) = [5, 10, 15].map(|number| (number, "x".into()));
        opaque: Foreign = [5, 10, 15].map(|a| Foreign { a });
        newtype: Cents = [3, 6, 9].map(Cents);
        variant: Grade = [Grade::Low, Grade::Middle, Grade::High];
        numbered: Level = [Level::One, Level::Two, Level::Three];
        date_time: DateTime<Utc> = [1, 2, 3].map(|day| DateTime::from_timestamp(1_893_369_600 + day * 86_400, 0).expect("a time"));
        millis: SystemTime = [1, 2, 3].map(|second| UNIX_EPOCH + Duration::from_secs(second));
        expiry: Ttl = [1_000_000_000, 2_000_000_000, 3_000_000_000].map(Ttl::from);
    }
}

impl Kind {
    /// [`values`], as they have to be stored: written out by hand.
    pub(super) fn stored(self) -> [AttributeValue; 3] {
        match self {
            Self::Text | Self::Variant => ["b", "ba", "bac"].map(s),
            Self::Integer => [n(5), n(10), n(15)],
            Self::Float => [n("0.25"), n("0.5"), n("0.75")],
            Self::Decimal => [n("0.1"), n("0.2"), n("0.3")],
            Self::Binary => [b(b"\x01"), b(b"\x01\xff"), b(b"\x01\xff\x80")],
            Self::Boolean => [Bool(false), Bool(true), Bool(false)],
            Self::TextSet => [texts(["a"]), texts(["a", "b"]), texts(["a", "b", "c"])],
            Self::NumberSet => [numbers(["5"]), numbers(["10", "5"]), numbers(["10", "15", "5"])],
            Self::BinarySet => {
                [&[5_u8][..], &[5, 10], &[5, 10, 15]].map(|of| Bs(of.iter().map(|b| Blob::new([*b])).collect()))
            }
            Self::List => [list([n(5)]), list([n(5), n(10)]), list([n(5), n(10), n(15)])],
            Self::Map => {
                [map([("a", n(5))]), map([("a", n(5)), ("b", n(10))]), map([("a", n(5)), ("b", n(10)), ("c", n(15))])]
            }
            Self::Document => ["1", "2", "3"].map(|zip| map([("city", s("Oslo")), ("postcode", s(zip))])),
            Self::Tuple => [5, 10, 15].map(|number| list([n(number), s("x")])),
            Self::Opaque => [5, 10, 15].map(|number| map([("a", n(number))])),
            Self::Newtype => [n(3), n(6), n(9)],
            Self::Numbered => [n(1), n(2), n(3)],
            Self::DateTime => ["01", "02", "03"].map(|day| s(&format!("2030-01-{day}T00:00:00.000000Z"))),
            Self::Millis => [n(1000), n(2000), n(3000)],
            Self::Expiry => [n(1_000_000_000), n(2_000_000_000), n(3_000_000_000_u64)],
        }
    }

    /// The names of the attribute, in the table and in its document, and of the one that may be absent.
    pub(super) fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("name", "status"),
            Self::Integer => ("size", "count"),
            Self::Float => ("a.b", "a-b"),
            Self::Decimal => ("#0", ":0"),
            Self::Binary => ("#x", ":v"),
            Self::Boolean => ("with space", "größe 🦀"),
            Self::TextSet => ("a__b", "A__B"),
            Self::NumberSet => ("a[0]", "[1]"),
            Self::BinarySet => ("eq", "set"),
            Self::List => ("list_append", "attr"),
            Self::Map => ("AND", "NOT"),
            Self::Document => ("attribute_exists(x)", "size(a)"),
            Self::Tuple => ("\"quoted\"", "it's"),
            Self::Opaque => ("a,b", "(x)"),
            Self::Newtype => ("\\", "/"),
            Self::Variant => ("_", "$"),
            Self::Numbered => ("NULL", "0"),
            Self::DateTime => ("date", "timestamp"),
            Self::Millis => ("SET #0 = :0", "REMOVE id"),
            Self::Expiry => ("ttl", "a = b"),
        }
    }

    /// Something that the stored value holds, and something that it does not.
    pub(super) fn parts(self) -> Option<[AttributeValue; 2]> {
        match self {
            Self::Text | Self::Variant => Some(["a", "c"].map(s)),
            Self::DateTime => Some(["2030", "2031"].map(s)),
            Self::TextSet => Some(["b", "c"].map(s)),
            Self::NumberSet | Self::List => Some([n(10), n(15)]),
            Self::BinarySet => Some([b(&[10]), b(&[15])]),
            _ => None,
        }
    }
}

/// What every item has.
pub(super) fn required(id: &str) -> Item {
    let members: Item = Kind::ALL.iter().map(|kind| (kind.names().0.to_owned(), kind.stored()[1].clone())).collect();
    let own = item([("id", s(id)), ("mark", n(0)), ("values", AttributeValue::M(members.clone()))]);
    members.into_iter().chain(own).collect()
}
