use std::collections::BTreeMap;
use std::fmt;

use super::Fault;
use super::operation::Operation;

/// What has arrived, and what was done to it.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// use dynamo_core::backend::embedded::Engine;
/// use dynamo_core::testing::{Fault, Faults, On};
///
/// let faults = Faults::none();
/// let db = Db::from_client(faults.client(&Engine::memory()?.client())?);
/// db.create_table::<User>().await?;
/// faults.script(On::Writes, [Fault::Throttling]);
/// db.put(&User { id: "u1".into(), name: "Ada".into() }).await?;
/// let report = faults.report();
/// assert_eq!((report.requests("PutItem"), report.applied()), (2, 1));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    requests: BTreeMap<String, usize>,
    applied: BTreeMap<String, usize>,
    faults: BTreeMap<Fault, Hits>,
    members_left: usize,
}

/// What requests a fault has hit.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # use dynamo_core::backend::embedded::Engine;
/// # use dynamo_core::testing::{Fault, Faults, On};
/// # let faults = Faults::none();
/// # let db = Db::from_client(faults.client(&Engine::memory()?.client())?);
/// # db.create_table::<User>().await?;
/// faults.script(On::Writes, [Fault::Throttling]);
/// db.put(&User { id: "u1".into(), name: "Ada".into() }).await?;
/// let hits = faults.report().hits(Fault::Throttling);
/// assert_eq!((hits.not_applied, hits.applied, hits.all()), (1, 0, 1));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Hits {
    /// Those that read, or have nothing to do with items.
    pub reads: usize,
    /// Writes that the engine did not carry out: it never got them, or refused them.
    pub not_applied: usize,
    /// Writes that the engine had carried out, a batch perhaps in part.
    pub applied: usize,
}

impl Hits {
    /// All of them.
    #[must_use]
    pub fn all(self) -> usize {
        self.reads + self.writes()
    }

    /// Those on writes.
    #[must_use]
    pub fn writes(self) -> usize {
        self.not_applied + self.applied
    }
}

impl Report {
    /// How many requests of an operation have arrived, by DynamoDB's name for it: `PutItem`.
    #[must_use]
    pub fn requests(&self, operation: &str) -> usize {
        self.requests.get(operation).copied().unwrap_or_default()
    }

    /// How many requests have arrived.
    #[must_use]
    pub fn all_requests(&self) -> usize {
        self.requests.values().sum()
    }

    /// How many requests that write were carried out, whatever became of their answers.
    #[must_use]
    pub fn applied(&self) -> usize {
        self.applied.values().sum()
    }

    /// What a fault has hit.
    #[must_use]
    pub fn hits(&self, fault: Fault) -> Hits {
        self.faults.get(&fault).copied().unwrap_or_default()
    }

    /// How many faults there were.
    #[must_use]
    pub fn all_faults(&self) -> usize {
        self.faults.values().map(|hits| hits.all()).sum()
    }

    /// How many writes have met a fault that leaves open whether they were carried out.
    #[must_use]
    pub fn ambiguous(&self) -> usize {
        self.faults.iter().filter(|(fault, _)| fault.is_ambiguous()).map(|(_, hits)| hits.writes()).sum()
    }

    /// How many writes were carried out, and their answers lost.
    #[must_use]
    pub fn lost_answers(&self) -> usize {
        Fault::LOST_ANSWER.into_iter().map(|fault| self.hits(fault).applied).sum()
    }

    /// How many members of batches were handed back.
    #[must_use]
    pub fn members_left(&self) -> usize {
        self.members_left
    }

    pub(super) fn arrived(&mut self, operation: &str) {
        count(&mut self.requests, operation);
    }

    pub(super) fn carried_out(&mut self, operation: &Operation) {
        if operation.writes() {
            count(&mut self.applied, &operation.name);
        }
    }

    pub(super) fn hit(&mut self, fault: Fault, operation: &Operation, applied: bool) {
        if fault == Fault::None {
            return;
        }
        let hits = self.faults.entry(fault).or_default();
        match (operation.writes(), applied) {
            (false, _) => hits.reads += 1,
            (true, false) => hits.not_applied += 1,
            (true, true) => hits.applied += 1,
        }
    }

    pub(super) fn left(&mut self, members: usize) {
        self.members_left += members;
    }
}

fn count(counts: &mut BTreeMap<String, usize>, name: &str) {
    match counts.get_mut(name) {
        Some(count) => *count += 1,
        None => drop(counts.insert(name.to_owned(), 1)),
    }
}

/// A table: operations, then faults.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<20} {:>9} {:>9}", "requests", "arrived", "applied")?;
        for (name, count) in &self.requests {
            match self.applied.get(name) {
                Some(applied) => writeln!(f, "{name:<20} {count:>9} {applied:>9}")?,
                None => writeln!(f, "{name:<20} {count:>9}")?,
            }
        }
        writeln!(f, "{:<20} {:>9} {:>9} {:>9}", "faults", "reads", "writes -", "writes +")?;
        for (fault, Hits { reads, not_applied, applied }) in &self.faults {
            writeln!(f, "{:<20} {reads:>9} {not_applied:>9} {applied:>9}", format!("{fault:?}"))?;
        }
        write!(f, "members of batches left: {}", self.members_left)
    }
}
