//! What an engine says to an expression, and how often it was what.

use std::fmt::Debug;

use dynamo_core::error::Error;
use dynamo_core::request::{Action, Condition};
use dynamo_core::value::Item;

use super::{Anything, ITEMS};
use crate::bench::Bench;
use crate::stored::{item, s};

/// The answer to a condition, or to an update.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Answer {
    Yes,
    No,
    Item(Item),
    /// It cannot be asked.
    Refused,
}

impl Answer {
    /// Ours.
    pub(super) fn of_error(error: &Error) -> Self {
        assert!(error.is_invalid_request(), "{error}");
        Self::Refused
    }
}

/// Whether two answers agree. The embedded engine is laxer than DynamoDB in places: what we refuse before it is asked, it may take.
pub(super) fn assert_agree(bench: &Bench, ours: &Answer, theirs: &Answer, asked: &dyn Debug, item: &Item) {
    let is_ours_to_refuse = *ours == Answer::Refused && bench.capabilities().backend == "embedded";
    assert!(is_ours_to_refuse || ours == theirs, "ours: {ours:#?}\ntheirs: {theirs:#?}\n{asked:#?}\n{item:#?}");
}

/// How many answers were what.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Tally {
    pub(super) yes: usize,
    pub(super) no: usize,
    pub(super) refused: usize,
}

impl Tally {
    pub(super) fn count(&mut self, answer: &Answer) {
        match answer {
            Answer::Yes | Answer::Item(_) => self.yes += 1,
            Answer::No => self.no += 1,
            Answer::Refused => self.refused += 1,
        }
    }

    pub(super) fn all(&self) -> usize {
        self.yes + self.no + self.refused
    }

    /// No kind of answer is rare.
    pub(super) fn assert_shares(&self, shares: [usize; 3]) {
        let percent = |count: usize| 100 * count / self.all();
        let found = [self.yes, self.no, self.refused].map(percent);
        assert!(found.iter().zip(shares).all(|(found, least)| *found >= least), "{self:?}: {found:?} %");
    }
}

/// Writes these items under the numbers from `first` on.
pub(super) async fn write(bench: &Bench, first: usize, items: &[Item]) {
    let table = bench.db.table_name::<Anything>();
    for (at, chunk) in items.chunks(ITEMS).enumerate() {
        let keyed = chunk.iter().enumerate().map(|(within, item)| {
            let mut item = item.clone();
            item.insert("id".into(), s(&(first + at * ITEMS + within).to_string()));
            item
        });
        bench.raw.write_all(&table, keyed.collect()).await;
    }
}

/// What the engine says to an update of the item of this number, in its own words.
pub(super) async fn ask(bench: &Bench, number: usize, condition: Option<Condition>, actions: Vec<Action>) -> Answer {
    let (table, asks) = (bench.db.table_name::<Anything>(), condition.is_some());
    let key = item([("id", s(&number.to_string()))]);
    match bench.raw.update(&table, key, condition, actions).await {
        Ok(_) if asks => Answer::Yes,
        Ok(mut item) => {
            item.remove("id");
            Answer::Item(item)
        }
        Err(code) if code == "ConditionalCheckFailedException" => Answer::No,
        Err(code) if code == "ValidationException" => Answer::Refused,
        Err(other) => panic!("{other}"),
    }
}
