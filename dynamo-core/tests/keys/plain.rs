//! Sort keys without a pattern.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::error::{KeyError, KeyProblem};
use dynamo_core::key::{PlainKey, SortRange};

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.into())
}

fn number(text: &str) -> AttributeValue {
    AttributeValue::N(text.into())
}

#[test]
fn every_method_is_its_own_condition() {
    let key = PlainKey::new("SK");
    assert_eq!(key.eq(text("a")), Ok(SortRange::Equal(text("a"))));
    assert_eq!(key.lt(text("a")), Ok(SortRange::Lt(text("a"))));
    assert_eq!(key.le(text("a")), Ok(SortRange::Le(text("a"))));
    assert_eq!(key.gt(number("1")), Ok(SortRange::Gt(number("1"))));
    assert_eq!(key.ge(number("1")), Ok(SortRange::Ge(number("1"))));
    assert_eq!(key.between(number("9"), number("10")), Ok(SortRange::Between(number("9"), number("10"))));
    assert_eq!(key.begins_with(text("a")), Ok(SortRange::BeginsWith(text("a"))));
}

#[test]
fn ranges_select_what_they_say() {
    let keys: Vec<_> = ["-2", "0", "1", "9", "10", "11.5"].map(number).into();
    let selected = |range: Result<SortRange, KeyError>| {
        let range = range.unwrap();
        keys.iter().filter(|key| range.contains(key)).cloned().collect::<Vec<_>>()
    };
    let key = PlainKey::new("total");
    assert_eq!(selected(key.eq(number("1.0"))), keys[2..3]);
    assert_eq!(selected(key.lt(number("1"))), keys[..2]);
    assert_eq!(selected(key.le(number("1"))), keys[..3]);
    assert_eq!(selected(key.gt(number("1"))), keys[3..]);
    assert_eq!(selected(key.ge(number("1"))), keys[2..]);
    assert_eq!(selected(key.between(number("-2"), number("9"))), keys[..4]);
    assert_eq!(selected(key.ge(text("1"))), [], "another type");
    assert_eq!(selected(Ok(SortRange::All)), keys);
    assert_eq!(selected(Ok(SortRange::Nothing)), []);
}

#[test]
fn bytes_compare_as_bytes() {
    let bytes = |bytes: &[u8]| AttributeValue::B(Blob::new(bytes));
    let range = PlainKey::new("hash").begins_with(bytes(&[0xFF])).unwrap();
    assert!(range.contains(&bytes(&[0xFF, 0])));
    assert!(!range.contains(&bytes(&[0xFE])));
    assert!(PlainKey::new("hash").ge(bytes(&[1])).unwrap().contains(&bytes(&[1, 0])));
}

#[test]
fn what_dynamodb_would_refuse_is_refused() {
    let problem = |range: Result<SortRange, KeyError>| range.unwrap_err().problem().clone();
    let key = PlainKey::new("SK");
    assert_eq!(problem(key.eq(text(""))), KeyProblem::Empty);
    assert_eq!(problem(key.ge(AttributeValue::B(Blob::new([])))), KeyProblem::Empty);
    assert_eq!(problem(key.begins_with(text(""))), KeyProblem::Empty);
    assert_eq!(problem(key.lt(text(&"x".repeat(1025)))), KeyProblem::TooLong { bytes: 1025, limit: 1024 });
    assert_eq!(problem(key.between(text("b"), text("a"))), KeyProblem::EmptyRange);
    assert_eq!(problem(key.between(number("10"), number("9"))), KeyProblem::EmptyRange);
    assert!(key.between(number("9"), number("9.0")).is_ok());
}
