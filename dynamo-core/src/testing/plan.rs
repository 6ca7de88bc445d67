use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

use super::operation::Operation;
use super::report::Report;
use super::{Fault, On};

/// What says of a member of a batch whether it is left.
pub(super) type Leave = Box<dyn FnMut(&str) -> bool + Send>;

/// What is to happen, and what has.
pub(super) struct Plan {
    scripts: Vec<(On, VecDeque<Fault>)>,
    chances: Vec<(Fault, f64)>,
    /// One number of it for each request on items, so that what one comes to changes nothing for the others.
    draws: fastrand::Rng,
    /// Which members of a batch are left.
    members: fastrand::Rng,
    leave: Option<Leave>,
    pub(super) is_stopped: bool,
    pub(super) slow_by: Duration,
    pub(super) report: Report,
}

impl Plan {
    pub(super) fn new(seed: u64) -> Self {
        let mut draws = fastrand::Rng::with_seed(seed);
        let members = draws.fork();
        Self {
            scripts: Vec::new(),
            chances: Vec::new(),
            draws,
            members,
            leave: None,
            is_stopped: false,
            slow_by: Duration::from_millis(20),
            report: Report::default(),
        }
    }

    pub(super) fn add_chances(&mut self, probability: f64, faults: impl IntoIterator<Item = Fault>) {
        let faults: Vec<_> = faults.into_iter().collect();
        let each = probability / faults.len().max(1) as f64;
        self.chances.extend(faults.into_iter().map(|fault| (fault, each)));
    }

    pub(super) fn set_script(&mut self, on: On, faults: impl IntoIterator<Item = Fault>) {
        self.scripts.retain(|(known, _)| *known != on);
        self.scripts.push((on, faults.into_iter().collect()));
    }

    pub(super) fn set_leave(&mut self, leave: Leave) {
        self.leave = Some(leave);
    }

    /// Forgets scripts, what is left of batches, and what was counted.
    pub(super) fn reset(&mut self) {
        self.scripts.clear();
        self.leave = None;
        self.report = Report::default();
    }

    /// What happens to the next request.
    pub(super) fn next(&mut self, operation: &Operation) -> Fault {
        self.report.arrived(&operation.name);
        if self.is_stopped {
            return Fault::None;
        }
        let fault = self.scripted(operation).unwrap_or_else(|| self.drawn(operation));
        if fault.fits(operation) { fault } else { Fault::None }
    }

    /// The narrowest script goes first; one that is used up says nothing.
    fn scripted(&mut self, operation: &Operation) -> Option<Fault> {
        let breadth = |on: &On| match on {
            On::Operation(_) => 0,
            On::Writes | On::Reads => 1,
            On::Items => 2,
        };
        let mut meant: Vec<_> = self.scripts.iter_mut().filter(|(on, _)| on.is_meant(operation)).collect();
        meant.sort_by_key(|(on, _)| breadth(on));
        meant.into_iter().find_map(|(_, faults)| faults.pop_front())
    }

    fn drawn(&mut self, operation: &Operation) -> Fault {
        if self.chances.is_empty() || !operation.is_on_items() {
            return Fault::None;
        }
        let mut draw = self.draws.f64();
        for (fault, chance) in &self.chances {
            if draw < *chance {
                return *fault;
            }
            draw -= chance;
        }
        Fault::None
    }

    /// Which of so many members of a batch are left, given as JSON.
    pub(super) fn left(&mut self, fault: Fault, members: &[String]) -> Vec<bool> {
        let mut left = vec![false; members.len()];
        if fault == Fault::Leftovers && !members.is_empty() {
            left.fill_with(|| self.members.bool());
            left[self.members.usize(..members.len())] = true;
        }
        if let Some(leave) = self.leave.as_mut().filter(|_| !self.is_stopped) {
            left.iter_mut().zip(members).for_each(|(left, member)| *left |= leave(member));
        }
        left
    }
}

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Plan");
        out.field("scripts", &self.scripts).field("chances", &self.chances).field("is_stopped", &self.is_stopped);
        out.field("report", &self.report).finish_non_exhaustive()
    }
}
