use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::types::{attribute_types, parse_number};
use super::{Attribute, Element, Shape, Stored, Value, key_kind, kind};
use crate::error::{DecodeError, EncodeError, Unstorable};

const MAX_DIGITS: i64 = 38;
/// The place of the first digit: 1E-130 to 9.99E125.
const PLACES: std::ops::RangeInclusive<i64> = -130..=125;

/// A number as DynamoDB holds it: exact to 38 digits, from 1E-130 to 9.99…E125, and their negatives.
///
/// It is compared by value, and its scale is not kept: `1.00` is `1`.
///
/// ```
/// # use dynamo_core::value::Number;
/// let price: Number = "12.50".parse()?;
/// assert_eq!(price, "1.25e1".parse()?);
/// assert_eq!(price.to_string(), "12.5");
/// assert!(price > Number::from(12));
/// # Ok::<(), dynamo_core::error::EncodeError>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Number {
    /// Zero, or at most 38 digits of which the last is not zero: equal numbers have equal fields.
    coefficient: u128,
    /// The power of ten of the last digit.
    exponent: i16,
    negative: bool,
}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self { coefficient: 0, exponent: 0, negative: false };

    /// The nearest `f64`.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        // Rust's own conversion rounds correctly, and every text of ours is a number to it.
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// The significant digits, which is what DynamoDB counts for an item's size.
    pub(super) fn digits(self) -> usize {
        if self.coefficient == 0 { 0 } else { self.coefficient.ilog10() as usize + 1 }
    }

    pub(super) const fn is_negative(self) -> bool {
        self.negative
    }

    /// The place of the first digit, so that the number is d.ddd × 10^place.
    fn place(self) -> i64 {
        i64::from(self.exponent) + self.digits() as i64 - 1
    }

    /// An integer, if it has few enough digits.
    fn integer(negative: bool, mut value: u128) -> Option<Self> {
        if value == 0 {
            return Some(Self::ZERO);
        }
        let mut exponent = 0;
        while value.is_multiple_of(10) {
            value /= 10;
            exponent += 1;
        }
        let number = Self { coefficient: value, exponent, negative };
        (number.digits() as i64 <= MAX_DIGITS).then_some(number)
    }

    /// The sum, if it has no more digits than a number can have.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let (high, low) = if self.exponent >= other.exponent { (self, other) } else { (other, self) };
        if high.coefficient == 0 || low.coefficient == 0 {
            return Some(if high.coefficient == 0 { low } else { high });
        }
        // The last digit of the lower one is not zero, so that a sum which does not fit here has too many digits.
        let shift = u32::try_from(high.exponent - low.exponent).ok()?;
        let aligned = high.coefficient.checked_mul(10u128.checked_pow(shift)?)?;
        let (negative, coefficient) = if high.negative == low.negative {
            (high.negative, aligned.checked_add(low.coefficient)?)
        } else if aligned >= low.coefficient {
            (high.negative, aligned - low.coefficient)
        } else {
            (low.negative, low.coefficient - aligned)
        };
        let sum = Self::integer(negative, coefficient)?;
        if sum.coefficient == 0 {
            return Some(sum);
        }
        let sum = Self { exponent: sum.exponent + low.exponent, ..sum };
        PLACES.contains(&sum.place()).then_some(sum)
    }

    fn compare_size(self, other: Self) -> Ordering {
        let aligned = |number: Self| number.coefficient * 10u128.pow(38 - number.digits() as u32);
        match (self.coefficient, other.coefficient) {
            (0, 0) => Ordering::Equal,
            (0, _) => Ordering::Less,
            (_, 0) => Ordering::Greater,
            _ => self.place().cmp(&other.place()).then_with(|| aligned(self).cmp(&aligned(other))),
        }
    }
}

impl std::ops::Neg for Number {
    type Output = Self;

    fn neg(self) -> Self {
        Self { negative: !self.negative && self.coefficient != 0, ..self }
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.compare_size(*other),
            (true, true) => other.compare_size(*self),
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Number {
    type Err = EncodeError;

    fn from_str(text: &str) -> Result<Self, EncodeError> {
        let decimal = Decimal::parse(text).ok_or_else(|| EncodeError::other(format!("{text:?} is not a number")))?;
        decimal.number().map_err(|unstorable| EncodeError::new(unstorable(text.to_owned())))
    }
}

/// The pieces of a number's text.
struct Decimal<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
    exponent: i64,
}

impl<'a> Decimal<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits = whole.bytes().chain(fraction.bytes());
        let is_number = whole.len() + fraction.len() > 0 && digits.all(|digit| digit.is_ascii_digit());
        is_number.then_some(Self { negative, whole, fraction, exponent })
    }

    /// Reads the digits; zeros count once another digit follows them.
    fn number(self) -> Result<Number, fn(String) -> Unstorable> {
        let (mut coefficient, mut digits, mut zeros) = (0u128, 0i64, 0i64);
        for digit in self.whole.bytes().chain(self.fraction.bytes()).map(|digit| digit - b'0') {
            if digit == 0 {
                zeros += i64::from(digits > 0);
                continue;
            }
            digits += zeros + 1;
            if digits > MAX_DIGITS {
                return Err(Unstorable::TooManyDigits);
            }
            coefficient = coefficient * 10u128.pow(zeros as u32 + 1) + u128::from(digit);
            zeros = 0;
        }
        if coefficient == 0 {
            return Ok(Number::ZERO);
        }
        let exponent = self.exponent.saturating_add(zeros - self.fraction.len() as i64);
        if !PLACES.contains(&exponent.saturating_add(digits - 1)) {
            return Err(Unstorable::OutOfRange);
        }
        // The place is in range and there are 38 digits at most.
        let exponent = i16::try_from(exponent).map_err(|_| Unstorable::OutOfRange as fn(String) -> Unstorable)?;
        Ok(Number { coefficient, exponent, negative: self.negative })
    }
}

/// `+12`; a number too long for `i64` is as good as the largest.
fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let size = digits.parse().unwrap_or(i64::MAX);
    Some(if text.starts_with('-') { -size } else { size })
}

/// In full, without an exponent, as DynamoDB returns it.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.coefficient.to_string();
        let point = digits.len() as i64 + i64::from(self.exponent);
        let text = if self.exponent >= 0 {
            digits + &"0".repeat(self.exponent.unsigned_abs().into())
        } else if point > 0 {
            let (whole, fraction) = digits.split_at(point.unsigned_abs() as usize);
            format!("{whole}.{fraction}")
        } else {
            format!("0.{}{digits}", "0".repeat(point.unsigned_abs() as usize))
        };
        f.pad_integral(!self.negative, "", &text)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({self})")
    }
}

macro_rules! from_integers {
    ($($type:ident)*) => { $(
        impl From<$type> for Number {
            fn from(value: $type) -> Self {
                #[allow(unused_comparisons, reason = "the unsigned types share the row")]
                let negative = value < 0;
                // Twenty digits at most.
                Self::integer(negative, (value as i128).unsigned_abs()).unwrap_or_default()
            }
        }
    )* };
}

from_integers!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl TryFrom<u128> for Number {
    type Error = EncodeError;

    fn try_from(value: u128) -> Result<Self, EncodeError> {
        Self::integer(false, value).ok_or_else(|| EncodeError::new(Unstorable::TooManyDigits(value.to_string())))
    }
}

impl TryFrom<i128> for Number {
    type Error = EncodeError;

    fn try_from(value: i128) -> Result<Self, EncodeError> {
        Self::integer(value < 0, value.unsigned_abs())
            .ok_or_else(|| EncodeError::new(Unstorable::TooManyDigits(value.to_string())))
    }
}

/// The shortest number that reads back as the same `f64`.
impl TryFrom<f64> for Number {
    type Error = EncodeError;

    fn try_from(value: f64) -> Result<Self, EncodeError> {
        if value.is_finite() { value.to_string().parse() } else { Err(EncodeError::new(Unstorable::NotFinite)) }
    }
}

impl Attribute for Number {
    attribute_types!(kind::Number, key_kind::NumberKey, Shape::required(Stored::N));

    fn encode(value: &Self) -> Result<Option<AttributeValue>, EncodeError> {
        Ok(Some(AttributeValue::N(value.to_string())))
    }

    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        parse_number(value, "a number (N) of at most 38 digits")
    }
}

impl Element for Number {
    type Yes = ();
}

/// As text, which keeps every digit in every format.
impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
