//! Everything by everything: each operator and each action with each kind of attribute, each return value and each failure with each
//! write, where it does what it says and where it does not.

mod actions;
mod asked;
mod done;
mod failures;
mod kinds;
mod names;
mod operators;
mod returns;
#[macro_use]
mod spots;

use crate::case::Case;

pub(crate) fn cases() -> Vec<Case> {
    let topics = [asked::cases(), done::cases(), returns::cases(), failures::cases(), names::cases()];
    topics.into_iter().flatten().collect()
}
