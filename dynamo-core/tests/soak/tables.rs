//! What is stored: items with and without a version, each of one task, and counters that all tasks share.

use dynamo_core::prelude::*;

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "entries")]
pub(crate) struct Entry {
    #[pk]
    pub(crate) owner: u32,
    #[sk]
    pub(crate) slot: u32,
    /// Every write has a text of its own, so that what is found tells who wrote it.
    pub(crate) text: String,
    pub(crate) count: u64,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "drafts")]
pub(crate) struct Draft {
    #[pk]
    pub(crate) owner: u32,
    #[sk]
    pub(crate) slot: u32,
    pub(crate) text: String,
    pub(crate) count: u64,
    #[version]
    pub(crate) rev: u64,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "counters")]
pub(crate) struct Counter {
    #[pk]
    pub(crate) id: u32,
    pub(crate) count: u64,
}

/// Where an item is, among those of its task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Place {
    Entry(u32),
    Draft(u32),
}

/// An item, without its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct State {
    pub(crate) text: String,
    pub(crate) count: u64,
    /// 0 for entries.
    pub(crate) rev: u64,
}

impl From<Entry> for State {
    fn from(entry: Entry) -> Self {
        Self { text: entry.text, count: entry.count, rev: 0 }
    }
}

impl From<Draft> for State {
    fn from(draft: Draft) -> Self {
        Self { text: draft.text, count: draft.count, rev: draft.rev }
    }
}

impl State {
    pub(crate) fn entry(&self, owner: u32, slot: u32) -> Entry {
        Entry { owner, slot, text: self.text.clone(), count: self.count }
    }

    pub(crate) fn draft(&self, owner: u32, slot: u32) -> Draft {
        Draft { owner, slot, text: self.text.clone(), count: self.count, rev: self.rev }
    }
}
