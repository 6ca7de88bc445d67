//! Everything by everything: each operator and each action with each kind of attribute, each return value and each failure with each
//! write, where it does what it says and where it does not.

mod actions;
mod asked;
mod done;
mod failures;
#[allow(clippy::type_complexity, reason = "the derive's slots of a document of 20 members")]
mod kinds;
mod names;
mod operators;
mod returns;
#[macro_use]
mod spots;

use std::collections::BTreeSet;

use dynamo_core::expr::Check;
use dynamo_core::table::DynamoTable as _;

use crate::case::Case;
use actions::Act;
use kinds::{Kind, Kinds};
use operators::Operator;
use spots::Spot;

pub(crate) fn cases() -> Vec<Case> {
    let topics = [asked::cases(), done::cases(), returns::cases(), failures::cases(), names::cases()];
    topics.into_iter().flatten().collect()
}

/// What a kind does not have is shown by a case of the compiler's errors.
#[test]
fn what_is_refused_is_shown() {
    let cases = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui-tests/fail");
    let refused = Kind::ALL.iter().flat_map(|kind| Spot::ALL.iter().map(move |spot| (*kind, spot.at())));
    let reasons = refused.flat_map(|(kind, at)| {
        let operators =
            Operator::all().into_iter().map(move |of| of.pair::<Check<Kinds>>(kind, at, &Kinds::fields()).err());
        operators.chain(Act::all().into_iter().map(move |act| act.on(kind, at, &Kinds::fields()).err()))
    });
    let reasons: BTreeSet<_> = reasons.flatten().collect();
    assert!(reasons.len() > 5, "{reasons:?}");
    for reason in reasons {
        assert!(cases.join(format!("{reason}.rs")).is_file(), "there is no case {reason}");
    }
}
