//! What an engine says to an expression, and how often it was what.

use std::fmt::Debug;
use std::pin::pin;

use dynamo_core::error::Error;
use dynamo_core::request::{Action, Condition};
use dynamo_core::value::Item;
use futures_util::{Stream, StreamExt};

use super::{Anything, count};
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
    /// We do not ask it, and the engine would have taken it.
    RefusedByUs,
}

impl Answer {
    /// Ours.
    pub(super) fn of_error(error: &Error) -> Self {
        assert!(error.is_invalid_request(), "{error}");
        Self::Refused
    }
}

/// The answer on which both agree. The embedded engine is laxer than DynamoDB in places: what we refuse before it is asked, it may take.
pub(super) fn agreed(bench: &Bench, ours: Answer, theirs: &Answer, asked: &dyn Debug, item: &Item) -> Answer {
    if ours == *theirs {
        return ours;
    }
    let is_lax = bench.capabilities().backend == "embedded";
    assert!(is_lax && ours == Answer::Refused, "ours: {ours:#?}\ntheirs: {theirs:#?}\n{asked:#?}\n{item:#?}");
    Answer::RefusedByUs
}

/// How many answers were what.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Tally {
    pub(super) yes: usize,
    pub(super) no: usize,
    pub(super) refused: usize,
    /// By us alone.
    pub(super) refused_by_us: usize,
}

impl Tally {
    pub(super) fn count(&mut self, answer: &Answer) {
        match answer {
            Answer::Yes | Answer::Item(_) => self.yes += 1,
            Answer::No => self.no += 1,
            Answer::Refused => self.refused += 1,
            Answer::RefusedByUs => self.refused_by_us += 1,
        }
    }

    pub(super) fn all(&self) -> usize {
        self.yes + self.no + self.refused + self.refused_by_us
    }

    /// No kind of answer is rare.
    pub(super) fn assert_shares(&self, shares: [usize; 3]) {
        let percent = |count: usize| 100 * count / self.all();
        let found = [self.yes, self.no, self.refused + self.refused_by_us].map(percent);
        assert!(found.iter().zip(shares).all(|(found, least)| *found >= least), "{self:?}: {found:?} %");
    }
}

/// Counts the answers on which both agree, and prints what they were.
pub(super) async fn tallied(bench: &Bench, answers: impl Stream<Item = Answer>) -> Tally {
    let mut tally = Tally::default();
    let mut answers = pin!(answers);
    while let Some(answer) = answers.next().await {
        tally.count(&answer);
    }
    let agree = tally.all() - tally.refused_by_us;
    println!("    {}: {agree} of {} agree: {tally:?}", bench.capabilities().backend, count());
    tally
}

/// Writes these items under their numbers.
pub(super) async fn write(bench: &Bench, items: Vec<Item>) {
    let keyed = items.into_iter().enumerate().map(|(number, mut item)| {
        item.insert("id".into(), s(&number.to_string()));
        item
    });
    bench.raw.write_all(&bench.db.table_name::<Anything>(), keyed).await;
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
