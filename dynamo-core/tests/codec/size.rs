//! Sizes, as DynamoDB's documentation counts them.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue as A;
use dynamo_core::value::{Item, attribute_size, item_size};

#[test]
fn values() {
    let n = |text: &str| A::N(text.to_owned());
    for (value, size) in [
        (A::S("é".into()), 2),
        (A::S(String::new()), 0),
        (A::B(Blob::new([1, 2, 3])), 3),
        (A::Bool(true), 1),
        (A::Null(true), 1),
        (n("0"), 1),
        (n("7"), 2),
        (n("12"), 2),
        (n("123"), 3),
        (n("-123"), 4),
        (n("12300000"), 3),
        (n("-100"), 3),
        (n("00700"), 2),
        (n("1.50"), 2),
        (n("-0"), 1),
        (n("1e3"), 2),
        (n(&format!("1{}", "0".repeat(60))), 2),
        (n("0.00123"), 3),
        (n(&"9".repeat(38)), 20),
        (A::Ss(vec!["ab".into(), "c".into()]), 3),
        (A::Ns(vec!["1".into(), "2".into()]), 4),
        (A::Bs(vec![Blob::new([1, 2])]), 2),
        (A::L(vec![]), 3),
        (A::L(vec![A::S("ab".into()), A::Bool(true)]), 3 + 2 + 2 + 1),
        (A::M(Item::from([("k".to_owned(), A::S("ab".into()))])), 3 + 1 + 1 + 2),
    ] {
        assert_eq!(attribute_size(&value), size, "{value:?}");
    }
}

#[test]
fn items() {
    let item = Item::from([("é".to_owned(), A::S("abc".into())), ("list".to_owned(), A::L(vec![]))]);
    assert_eq!(item_size(&item), 2 + 3 + 4 + 3);
    assert_eq!(item_size(&Item::new()), 0);
}
