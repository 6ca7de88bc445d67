//! The fingerprint: what it is for the tables of the design, what changes it and what does not.

use dynamo_core::prelude::*;
use dynamo_core::schema::Fingerprint;
use dynamo_core::table::DynamoTable as _;

use crate::fixtures::{Kinds, Order, Profile, Story};

/// Never change these: items with them are stored.
#[test]
fn golden_values() {
    assert_eq!(Order::SCHEMA.fingerprint().as_str(), "v1-2c57be66d1c9fc0c");
    assert_eq!(Story::SCHEMA.fingerprint().as_str(), "v1-69d6c51c1d7265f0");
    assert_eq!(Profile::SCHEMA.fingerprint().as_str(), "v1-4418ee5df9073646");
    assert_eq!(Kinds::SCHEMA.fingerprint().as_str(), "v1-ff6eb32572ade8f1");
}

/// The same as a constant, for whoever compares at compile time.
#[test]
fn a_constant() {
    const OF_ORDERS: Fingerprint = Order::FINGERPRINT;
    assert_eq!(OF_ORDERS, Order::SCHEMA.fingerprint());
    assert_ne!(OF_ORDERS, Story::FINGERPRINT);
}

mod types {
    use dynamo_core::prelude::*;

    #[derive(DynamoDocument)]
    pub(super) struct Place {
        pub(super) city: String,
        pub(super) zip: Option<String>,
    }
    /// The same, otherwise written.
    #[derive(DynamoDocument)]
    pub(super) struct Moved {
        /// Where it is.
        zip: Option<std::string::String>,
        city: String,
    }
    #[derive(DynamoDocument)]
    pub(super) struct Renamed {
        city: String,
        #[dynamo(rename = "postcode")]
        zip: Option<String>,
    }
    #[derive(DynamoDocument)]
    pub(super) struct Required {
        city: String,
        zip: String,
    }
    #[derive(DynamoDocument)]
    pub(super) struct Other {
        city: String,
        zip: Option<u32>,
    }
}

type Alias = u64;

macro_rules! fingerprint {
    ($(#[$attribute:meta])* { $($fields:tt)* }) => {{
        #[derive(DynamoTable)]
        $(#[$attribute])*
        #[allow(dead_code, reason = "only its schema is looked at")]
        struct Sample { $($fields)* }
        Sample::SCHEMA.fingerprint().to_string()
    }};
}

fn base() -> String {
    use types::Place;
    fingerprint! {
        #[dynamo(table = "tab")]
        #[pk("A#{a}")]
        #[sk("{b:010}")]
        #[gsi(by_c, pk = c, sk = n, include(n2))]
        { a: String, b: u32, c: String, n: u64, n2: Option<u64>, place: Place }
    }
}

#[test]
fn what_is_not_stored_does_not_change_it() {
    let moved = fingerprint! {
        /// Docs.
        #[dynamo(table = "other")]
        #[pk("A#{first}")]
        #[sk("{b:010}")]
        #[gsi(another, name = "by_c", pk = c, sk = n, include(n2))]
        {
            /// More docs.
            pub(crate) place: types::Moved,
            n2: std::option::Option<Alias>,
            pub n: Alias,
            c: std::borrow::Cow<'static, str>,
            b: core::primitive::u32,
            #[dynamo(rename = "a")] first: std::string::String,
            #[dynamo(skip)] not_stored: bool,
            #[dynamo(flatten)] rest: Item,
        }
    };
    assert_eq!(moved, base());
}

#[test]
fn what_is_stored_changes_it() {
    use types::Place;
    macro_rules! variants {
        ($($name:literal: $(#[$attribute:meta])* { $($fields:tt)* })*) => {
            vec![$(($name, fingerprint! { $(#[$attribute])* { $($fields)* } })),*]
        };
    }
    let mut all = variants! {
        "an attribute's name": #[dynamo(table = "tab")] #[pk("A#{a}")] #[sk("{b:010}")] #[gsi(by_c, pk = c, sk = n, include(n2))]
            { a: String, b: u32, c: String, n: u64, #[dynamo(rename = "n3")] n2: Option<u64>, place: Place }
        "its kind": #[dynamo(table = "tab")] #[pk("A#{a}")] #[sk("{b:010}")] #[gsi(by_c, pk = c, sk = n, include(n2))]
            { a: String, b: u32, c: String, n: u64, n2: Option<String>, place: Place }
        "its optionality": #[dynamo(table = "tab")] #[pk("A#{a}")] #[sk("{b:010}")] #[gsi(by_c, pk = c, sk = n, include(n2))]
            { a: String, b: u32, c: String, n: u64, n2: u64, place: Place }
        "one more": #[dynamo(table = "tab")] #[pk("A#{a}")] #[sk("{b:010}")] #[gsi(by_c, pk = c, sk = n, include(n2))]
            { a: String, b: u32, c: String, n: u64, n2: Option<u64>, place: Place, more: bool }
        "a literal": #[dynamo(table = "tab")] #[pk("B#{a}")] #[sk("{b:010}")] #[gsi(by_c, pk = c, sk = n, include(n2))]
            { a: String, b: u32, c: String, n: u64, n2: Option<u64>, place: Place }
        "a width": #[dynamo(table = "tab")] #[pk("A#{a}")] #[sk("{b:011}")] #[gsi(by_c, pk = c, sk = n, include(n2))]
            { a: String, b: u32, c: String, n: u64, n2: Option<u64>, place: Place }
        "no sort key": #[dynamo(table = "tab")] #[pk("A#{a}")] #[gsi(by_c, pk = c, sk = n, include(n2))]
            { a: String, b: u32, c: String, n: u64, n2: Option<u64>, place: Place }
        "a key attribute": #[dynamo(table = "tab", pk_attr = "hash")] #[pk("A#{a}")] #[sk("{b:010}")] #[gsi(by_c, pk = c, sk = n, include(n2))]
            { a: String, b: u32, c: String, n: u64, n2: Option<u64>, place: Place }
        "the escape": #[dynamo(table = "tab", key_escape = "percent")] #[pk("A#{a}")] #[sk("{b:010}")] #[gsi(by_c, pk = c, sk = n, include(n2))]
            { a: String, b: u32, c: String, n: u64, n2: Option<u64>, place: Place }
        "the tag": #[dynamo(table = "tab", entity = "x")] #[pk("A#{a}")] #[sk("{b:010}")] #[gsi(by_c, pk = c, sk = n, include(n2))]
            { a: String, b: u32, c: String, n: u64, n2: Option<u64>, place: Place }
        "an index's name": #[dynamo(table = "tab")] #[pk("A#{a}")] #[sk("{b:010}")] #[gsi(by_d, pk = c, sk = n, include(n2))]
            { a: String, b: u32, c: String, n: u64, n2: Option<u64>, place: Place }
        "its keys": #[dynamo(table = "tab")] #[pk("A#{a}")] #[sk("{b:010}")] #[gsi(by_c, pk = n, sk = c, include(n2))]
            { a: String, b: u32, c: String, n: u64, n2: Option<u64>, place: Place }
        "their number": #[dynamo(table = "tab")] #[pk("A#{a}")] #[sk("{b:010}")] #[gsi(by_c, pk = c, include(n2))]
            { a: String, b: u32, c: String, n: u64, n2: Option<u64>, place: Place }
        "what it includes": #[dynamo(table = "tab")] #[pk("A#{a}")] #[sk("{b:010}")] #[gsi(by_c, pk = c, sk = n, include(n2, place))]
            { a: String, b: u32, c: String, n: u64, n2: Option<u64>, place: Place }
        "its projection": #[dynamo(table = "tab")] #[pk("A#{a}")] #[sk("{b:010}")] #[gsi(by_c, pk = c, sk = n, keys_only)]
            { a: String, b: u32, c: String, n: u64, n2: Option<u64>, place: Place }
        "all of it": #[dynamo(table = "tab")] #[pk("A#{a}")] #[sk("{b:010}")] #[gsi(by_c, pk = c, sk = n)]
            { a: String, b: u32, c: String, n: u64, n2: Option<u64>, place: Place }
        "no index": #[dynamo(table = "tab")] #[pk("A#{a}")] #[sk("{b:010}")]
            { a: String, b: u32, c: String, n: u64, n2: Option<u64>, place: Place }
        "a member's name": #[dynamo(table = "tab")] #[pk("A#{a}")] #[sk("{b:010}")] #[gsi(by_c, pk = c, sk = n, include(n2))]
            { a: String, b: u32, c: String, n: u64, n2: Option<u64>, place: types::Renamed }
        "a member's optionality": #[dynamo(table = "tab")] #[pk("A#{a}")] #[sk("{b:010}")] #[gsi(by_c, pk = c, sk = n, include(n2))]
            { a: String, b: u32, c: String, n: u64, n2: Option<u64>, place: types::Required }
        "a member's kind": #[dynamo(table = "tab")] #[pk("A#{a}")] #[sk("{b:010}")] #[gsi(by_c, pk = c, sk = n, include(n2))]
            { a: String, b: u32, c: String, n: u64, n2: Option<u64>, place: types::Other }
    };
    all.push(("nothing", base()));
    for (at, (one, fingerprint)) in all.iter().enumerate() {
        assert_eq!((fingerprint.len(), &fingerprint[..3]), (19, "v1-"));
        for (other, same) in &all[..at] {
            assert_ne!(fingerprint, same, "{one} and {other}");
        }
    }
}
