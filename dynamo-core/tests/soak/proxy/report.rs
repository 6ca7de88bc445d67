//! What has passed, and what has not.

use std::collections::BTreeMap;
use std::fmt;

use super::Fate;
use super::wire::Kind;

#[derive(Debug, Clone, Default)]
pub(crate) struct Report(BTreeMap<Fate, Hits>);

/// The requests of one fate.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Hits {
    pub(crate) starts: usize,
    pub(crate) commits: usize,
    pub(crate) others: usize,
}

impl Hits {
    pub(crate) fn all(self) -> usize {
        self.starts + self.commits + self.others
    }
}

impl Report {
    pub(super) fn met(&mut self, kind: Kind, fate: Fate) {
        let hits = self.0.entry(fate).or_default();
        match kind {
            Kind::Start => hits.starts += 1,
            Kind::Commit => hits.commits += 1,
            Kind::Other => hits.others += 1,
            Kind::End => {}
        }
    }

    pub(crate) fn hits(&self, fate: Fate) -> Hits {
        self.0.get(&fate).copied().unwrap_or_default()
    }

    pub(crate) fn all(&self) -> usize {
        self.0.values().map(|hits| hits.all()).sum()
    }

    /// How many writes were cut off after which the client cannot know by itself whether they were carried out.
    pub(crate) fn ambiguous(&self) -> usize {
        self.0.iter().filter(|(fate, _)| fate.is_cut()).map(|(_, hits)| hits.commits).sum()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<12} {:>9} {:>9} {:>9}", "requests", "starts", "commits", "others")?;
        for (fate, Hits { starts, commits, others }) in &self.0 {
            write!(f, "\n{:<12} {starts:>9} {commits:>9} {others:>9}", format!("{fate:?}"))?;
        }
        Ok(())
    }
}
