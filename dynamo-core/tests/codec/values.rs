//! What stands for an attribute's value: `IntoValue`.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::time::UNIX_EPOCH;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue as A;
use dynamo_core::expr::IntoValue;
use dynamo_core::value::style::{Binary, List, Seconds, Serde};
use dynamo_core::value::{As, Attribute, Bytes, Nullable, Number, Sensitive, Ttl};

fn value<V: Attribute>(value: impl IntoValue<V>) -> Option<A> {
    value.into_value().expect("the value can be stored")
}

fn s() -> Option<A> {
    Some(A::S("x".into()))
}

fn b() -> Option<A> {
    Some(A::B(Blob::new(*b"x")))
}

#[test]
fn text() {
    let owned = "x".to_owned();
    assert_eq!(value::<String>("x"), s());
    assert_eq!(value::<String>(&owned), s());
    assert_eq!(value::<String>(owned.clone()), s());
    assert_eq!(value::<Option<String>>("x"), s());
    assert_eq!(value::<Option<String>>(&owned), s());
    assert_eq!(value::<Option<String>>(Some(owned.clone())), s());
    assert_eq!(value::<Option<String>>(None), None);
    assert_eq!(value::<Cow<'static, str>>("x"), s());
    assert_eq!(value::<Box<str>>("x"), s());
    assert_eq!(value::<Sensitive<String>>("x"), s());
    assert_eq!(value::<Nullable<Option<String>>>("x"), s());
    assert_eq!(value::<Nullable<Option<String>>>(&owned), s());
    assert_eq!(value::<Nullable<Option<String>>>(Some(owned.clone())), s());
    assert_eq!(value::<Nullable<Option<String>>>(&Some(owned)), s());
    assert_eq!(value::<Nullable<Option<String>>>(None), Some(A::Null(true)));
}

#[test]
fn bytes() {
    let array = *b"x";
    assert_eq!(value::<Bytes>(array), b());
    assert_eq!(value::<Bytes>(&array), b());
    assert_eq!(value::<Bytes>(&array[..]), b());
    assert_eq!(value::<Bytes>(array.to_vec()), b());
    assert_eq!(value::<Option<Bytes>>(&array[..]), b());
    assert_eq!(value::<[u8; 1]>(array), b());
    assert_eq!(value::<As<Vec<u8>, Binary>>(array.to_vec()), b());
    assert_eq!(value::<As<Vec<u8>, Binary>>(&array.to_vec()), b());
    assert_eq!(value::<As<Vec<u8>, Binary>>(&array[..]), b());
    assert_eq!(value::<As<Vec<u8>, Binary>>(&array), b());
    assert_eq!(value::<As<Option<Vec<u8>>, Binary>>(array.to_vec()), b());
    assert_eq!(value::<As<Option<Vec<u8>>, Binary>>(array), b());
    assert_eq!(value::<As<Option<Vec<u8>>, Binary>>(None), None);
    assert_eq!(value::<As<[u8; 1], Binary>>(array), b());
    let list = Some(A::L(vec![A::N("120".into())]));
    assert_eq!(value::<As<Vec<u8>, List>>(array.to_vec()), list);
}

#[test]
fn numbers_times_and_the_rest() {
    let n = || Some(A::N("5".into()));
    assert_eq!(value::<u64>(5), n());
    assert_eq!(value::<Option<u64>>(5), n());
    assert_eq!(value::<Number>(5), n());
    assert_eq!(value::<Option<Number>>(5u64), n());
    assert_eq!(value::<Ttl>(5), n());
    assert_eq!(value::<Option<Ttl>>(Ttl::from(5)), n());
    assert_eq!(value::<As<std::time::SystemTime, Seconds>>(UNIX_EPOCH), Some(A::N("0".into())));
    assert_eq!(value::<As<Option<u8>, Serde>>(5), n());
    assert_eq!(value::<As<Option<u8>, Serde>>(Some(5)), n());
    assert_eq!(value::<Nullable<As<Option<u8>, Serde>>>(5), n());
    assert_eq!(value::<Nullable<As<Option<u8>, Serde>>>(None), Some(A::Null(true)));
    assert!(IntoValue::<Option<BTreeSet<u8>>>::into_value(BTreeSet::new()).is_err());
}

/// What the derive names for fields with two attributes resolves.
#[test]
fn wrappers_combine() {
    fn is_attribute<V: Attribute>() {}
    is_attribute::<Nullable<As<Option<Vec<u8>>, Binary>>>();
    is_attribute::<Sensitive<Option<Vec<Option<[u8; 4]>>>>>();
    is_attribute::<[[u8; 2]; 2]>();
    is_attribute::<[Vec<u16>; 2]>();
    is_attribute::<std::collections::HashMap<String, std::collections::HashMap<char, Box<Option<A>>>>>();
}
