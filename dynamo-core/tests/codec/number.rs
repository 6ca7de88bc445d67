//! `Number`: DynamoDB's 38 digits.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use dynamo_core::error::{EncodeError, Unstorable};
use dynamo_core::value::Number;
use proptest::prelude::*;

/// Numbers of all lengths and sizes that DynamoDB has.
pub(crate) fn number() -> impl Strategy<Value = Number> {
    let digits = prop_oneof![Just(String::from("0")), "[1-9][0-9]{0,3}", "[1-9][0-9]{0,37}"];
    (any::<bool>(), digits, -130..=125i32).prop_map(|(negative, digits, place)| {
        let sign = if negative { "-" } else { "" };
        let exponent = place - (digits.len() as i32 - 1);
        format!("{sign}{digits}e{exponent}").parse().expect("within DynamoDB's numbers")
    })
}

fn parse(text: &str) -> Result<Number, EncodeError> {
    text.parse()
}

fn show(text: &str) -> String {
    parse(text).expect(text).to_string()
}

fn hash(number: Number) -> u64 {
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn text_is_normalised() {
    for (text, shown) in [
        ("0", "0"),
        ("-0", "0"),
        ("0e999999999999999999999", "0"),
        ("00012", "12"),
        ("+1", "1"),
        ("1.00", "1"),
        ("12.50", "12.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1E3", "1000"),
        ("1.5e+1", "15"),
        ("123e-5", "0.00123"),
        ("-1e-1", "-0.1"),
        ("1200e-2", "12"),
    ] {
        assert_eq!(show(text), shown, "{text}");
    }
    assert_eq!(show("1E125"), format!("1{}", "0".repeat(125)));
    assert_eq!(show("1E-130"), format!("0.{}1", "0".repeat(129)));
    assert_eq!(format!("{:>6}|{:<4}|", show("1"), Number::from(-2)), "     1|-2  |");
}

#[test]
fn what_dynamodb_does_not_have_is_refused() {
    for text in [
        "", "-", ".", "e1", "1e", "1e+", "x", "1x", "1.2.3", "--1", " 1", "1 ", "NaN", "inf", "0x1", "1e1.5", "1_0",
        "١",
    ] {
        assert_eq!(parse(text), Err(EncodeError::other(format!("{text:?} is not a number"))), "{text}");
    }
    let nines = "9".repeat(38);
    assert!(parse(&nines).is_ok());
    assert!(parse(&format!("{nines}e89")).is_err());
    assert!(parse(&format!("{nines}e88")).is_ok());
    assert!(parse(&format!("{nines}000")).is_ok());
    assert!(parse(&format!("0.000{nines}")).is_ok());
    for text in [format!("{nines}9"), format!("{nines}.9"), format!("1{}1", "0".repeat(37))] {
        assert_eq!(parse(&text), Err(EncodeError::new(Unstorable::TooManyDigits(text.clone()))));
    }
    for text in ["1e126", "1e-131", "0.1e-130", "1e99999999999999999999", "1e-99999999999999999999"] {
        assert_eq!(parse(text), Err(EncodeError::new(Unstorable::OutOfRange(text.to_owned()))));
    }
}

#[test]
fn integers_and_floats_become_numbers() {
    assert_eq!(Number::from(i64::MIN).to_string(), i64::MIN.to_string());
    assert_eq!(Number::from(u64::MAX).to_string(), u64::MAX.to_string());
    assert_eq!(Number::from(0u8), Number::ZERO);
    assert_eq!(Number::from(1200), "1.2e3".parse().expect("a number"));
    assert!(Number::try_from(u128::MAX).is_err());
    assert_eq!(Number::try_from(10u128.pow(38)), parse("1e38"));
    assert_eq!(Number::try_from(-(10i128.pow(38) - 1)), parse(&format!("-{}", "9".repeat(38))));
    assert_eq!(Number::try_from(0.1), parse("0.1"));
    assert_eq!(Number::try_from(f64::NAN), Err(EncodeError::new(Unstorable::NotFinite)));
    assert_eq!(parse("0.1").map(Number::to_f64), Ok(0.1));
}

proptest! {
    #[test]
    fn the_text_reads_back(number in number()) {
        prop_assert_eq!(parse(&number.to_string()), Ok(number));
    }

    #[test]
    fn equal_by_value(number in number(), zeros in 0..50usize, shift in 0..200i64) {
        let text = number.to_string();
        let point = if text.contains('.') { "" } else { "." };
        let padded = parse(&format!("{text}{point}{}", "0".repeat(zeros)));
        prop_assert_eq!(padded, Ok(number));
        // The digits moved to the left of the point, and the exponent taking them back.
        let shifted = format!("{text}{point}{}e-{shift}", "0".repeat(zeros));
        let back = parse(&shifted).ok().and_then(|moved| parse(&format!("{moved}e{shift}")).ok());
        prop_assert!(back.is_none_or(|back| back == number && hash(back) == hash(number)));
    }

    #[test]
    fn ordered_like_integers(a in any::<i64>(), b in any::<i64>(), small in -20..20i64) {
        for (a, b) in [(a, b), (a, small), (small, b), (a, a)] {
            prop_assert_eq!(Number::from(a).cmp(&Number::from(b)), a.cmp(&b));
        }
    }

    #[test]
    fn ordered_like_floats(a in -1e9..1e9f64, b in -1e9..1e9f64, power in -100..100i32) {
        let scale = 10f64.powi(power);
        for (a, b) in [(a, b), (a * scale, b), (a * scale, b * scale)] {
            let numbers = (Number::try_from(a), Number::try_from(b));
            let (Ok(x), Ok(y)) = numbers else { continue };
            prop_assert_eq!(Some(x.cmp(&y)), a.partial_cmp(&b));
            prop_assert_eq!(x.to_f64(), a);
        }
    }
}
