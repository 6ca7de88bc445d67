//! Our own evaluator of expressions against each engine's: the same item and the same expression have the same answer.
//!
//! `cargo xtask fuzz` runs it for as long as one likes.

mod answer;
mod conditions;
mod coverage;
mod draw;
mod projections;
mod updates;

use dynamo_core::prelude::*;

use crate::case::Case;

/// How many expressions of each kind are tried, unless `EVALUATE_CASES` says so.
const CASES: usize = 2_000;

/// What the items are of: nothing but their key is known.
#[derive(DynamoTable)]
#[dynamo(table = "anything")]
struct Anything {
    #[pk]
    id: String,
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case::new("evaluate: conditions", conditions::agree).long(),
        Case::new("evaluate: updates", updates::agree).long(),
        Case::new("evaluate: projections", projections::agree).long(),
    ]
}

fn count() -> usize {
    number("EVALUATE_CASES").map_or(CASES, |cases| cases as usize)
}

fn seed() -> u64 {
    number("EVALUATE_SEED").unwrap_or(0x00D1_CE00)
}

fn number(name: &str) -> Option<u64> {
    Some(std::env::var(name).ok()?.parse().expect("a number"))
}
