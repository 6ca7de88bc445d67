//! What was done, and how it ended.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Mutex;

use dynamo_core::prelude::*;

use crate::model::Known;

#[derive(Debug, Default)]
pub(crate) struct Figures(Mutex<Inner>);

#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Inner {
    pub(crate) kinds: BTreeMap<&'static str, Tally>,
    /// Writes that ended as unknown, in words of the library.
    pub(crate) unknown: usize,
    pub(crate) counters: BTreeMap<u32, Counted>,
    /// Members of batches: asked for, and told to be left.
    pub(crate) members: usize,
    pub(crate) left: usize,
}

/// How the calls of one kind ended.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(crate) struct Tally {
    pub(crate) done: usize,
    pub(crate) refused: usize,
    pub(crate) failed: usize,
    pub(crate) unknown: usize,
}

#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(crate) struct Counted {
    pub(crate) acknowledged: u64,
    pub(crate) unknown: u64,
}

impl Figures {
    pub(crate) fn written(&self, kind: &'static str, known: Known, error: Option<&Error>) {
        let mut inner = self.0.lock().unwrap();
        inner.unknown += usize::from(error.is_some_and(is_unknown));
        let tally = inner.kinds.entry(kind).or_default();
        match known {
            Known::Applied => tally.done += 1,
            Known::Refused => tally.refused += 1,
            Known::NotApplied | Known::Maybe => tally.failed += 1,
            Known::Unknown => tally.unknown += 1,
        }
    }

    pub(crate) fn read(&self, kind: &'static str, done: bool) {
        let mut inner = self.0.lock().unwrap();
        let tally = inner.kinds.entry(kind).or_default();
        if done { tally.done += 1 } else { tally.failed += 1 }
    }

    pub(crate) fn batch(&self, asked: usize, left: usize, error: Option<&Error>) {
        let mut inner = self.0.lock().unwrap();
        (inner.members, inner.left) = (inner.members + asked, inner.left + left);
        inner.unknown += usize::from(error.is_some_and(is_unknown));
        let tally = inner.kinds.entry("batch_write").or_default();
        match error {
            None => tally.done += 1,
            Some(error) if is_unknown(error) => tally.unknown += 1,
            Some(_) => tally.failed += 1,
        }
    }

    pub(crate) fn counted(&self, id: u32, known: Known) {
        let mut inner = self.0.lock().unwrap();
        let counted = inner.counters.entry(id).or_default();
        match known {
            Known::Applied => counted.acknowledged += 1,
            Known::Unknown => counted.unknown += 1,
            _ => {}
        }
    }

    pub(crate) fn so_far(&self) -> Inner {
        self.0.lock().unwrap().clone()
    }
}

/// What the library says when a write may have been carried out, and it cannot know.
fn is_unknown(error: &Error) -> bool {
    error.is_outcome_unknown() || error.is_timeout()
}

impl fmt::Display for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<26} {:>9} {:>9} {:>9} {:>9}", "calls", "done", "refused", "failed", "unknown")?;
        for (kind, Tally { done, refused, failed, unknown }) in &self.kinds {
            writeln!(f, "{kind:<26} {done:>9} {refused:>9} {failed:>9} {unknown:>9}")?;
        }
        writeln!(f, "members of batch_write: {}, of which left: {}", self.members, self.left)?;
        write!(f, "ended as unknown or late: {}", self.unknown)
    }
}
