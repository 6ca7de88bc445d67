use aws_sdk_dynamodb::types::AttributeValue;

use super::{Condition, DocumentPath, Operand, Source};
use crate::value::Item;

/// A number counted up or down, which has to stay within its type.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// let update = Db::offline().update(Order::key("ada", 1)).set(|o| o.total().increment(5)).request()?;
/// let counted = update.actions[0].range.expect("the range of an u64");
/// assert_eq!((counted.by, counted.least), (5, 0));
/// assert!(counted.fits(7) && !counted.fits(-6));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// By how much: less than zero for down. Where the number is taken from an amount, the amount.
    pub by: i128,
    /// The least number that the type has.
    pub least: i128,
    /// The greatest.
    pub greatest: i128,
}

/// DynamoDB's numbers have 38 digits.
const LARGEST: i128 = 10_i128.pow(38) - 1;

impl Counted {
    /// Whether this number can be counted so.
    #[must_use]
    pub fn fits(&self, number: i128) -> bool {
        number.checked_add(self.by).is_some_and(|sum| (self.least..=self.greatest).contains(&sum))
    }
}

/// What must hold of a number for the result of counting, of a sum or of a difference to fit its type.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// let update = Db::offline().update(Order::key("ada", 1)).set(|o| o.total().decrement(5)).request()?;
/// let guard = update.actions[0].guard().expect("it counts down from at least 5");
/// assert!(!guard.is_broken_by(Some(&order(1).to_item()?)));
/// assert!(guard.is_broken_by(Some(&Order { total: 4, ..order(1) }.to_item()?)));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guard {
    number: DocumentPath,
    counted: Counted,
    /// Whether the number is taken from the amount.
    negated: bool,
    /// Whether an absent number counts as 0. If not, the engine refuses it by itself.
    from_zero: bool,
}

impl Guard {
    /// The guard of what an attribute is set to.
    pub(super) fn of(counted: Counted, source: &Source) -> Option<Self> {
        let guard = |number: &DocumentPath, negated, from_zero| {
            Some(Self { number: number.clone(), counted, negated, from_zero })
        };
        match source {
            Source::Sum(left, right) => match (&**left, &**right) {
                (Source::IfAbsent(number, _), _) => guard(number, false, true),
                (Source::Path(number), _) | (_, Source::Path(number)) => guard(number, false, false),
                _ => None,
            },
            Source::Difference(left, right) => match (&**left, &**right) {
                (Source::IfAbsent(number, _), _) => guard(number, false, true),
                (Source::Path(number), _) => guard(number, false, false),
                (_, Source::Path(number)) => guard(number, true, false),
                _ => None,
            },
            Source::Value(_) | Source::Path(_) | Source::IfAbsent(..) | Source::Joined(..) => None,
        }
    }

    /// Holds where the result fits.
    #[must_use]
    pub fn condition(&self) -> Condition {
        let Counted { by, least, greatest } = self.counted;
        let (low, high) = if self.negated {
            (by.saturating_sub(greatest), by.saturating_sub(least))
        } else {
            (least.saturating_sub(by), greatest.saturating_sub(by))
        };
        let bound = |end: i128| Operand::Value(AttributeValue::N(end.clamp(-LARGEST, LARGEST).to_string()));
        let mut fits = Condition::Between(Operand::Path(self.number.clone()), bound(low), bound(high));
        if !self.from_zero || self.counted.fits(0) {
            fits = fits.or(Condition::NotExists(self.number.clone()));
        }
        fits
    }

    /// Whether the result does not fit where this item is, or none.
    #[must_use]
    pub fn is_broken_by(&self, current: Option<&Item>) -> bool {
        match current.and_then(|current| self.number.value_in(current)) {
            Some(AttributeValue::N(number)) => number.parse().is_ok_and(|number| !self.fits(number)),
            Some(_) => false,
            None => self.from_zero && !self.counted.fits(0),
        }
    }

    fn fits(&self, number: i128) -> bool {
        let signed = if self.negated { number.checked_neg() } else { Some(number) };
        signed.is_some_and(|number| self.counted.fits(number))
    }
}
