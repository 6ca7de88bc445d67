//! What may be stored, as far as the answers so far tell: one state, or several where the outcome of a write is not known.

use std::collections::VecDeque;

use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;

use crate::tables::State;

/// How much of an item's past is kept for the day on which it is wrong.
const REMEMBERED: usize = 30;

/// What a write does to an item, and when it is refused.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    /// Whatever is there, this is there afterwards.
    Put(State),
    /// Refused where there is something.
    Create(State),
    /// Refused where there is nothing.
    SetText(String),
    /// Refused where there is nothing.
    Increment,
    /// Replaces text and count.
    Upsert(String, u64),
    Delete,
    /// Refused where another text is.
    DeleteIf(String),
    /// Another change, refused where the version is not this one. 0 is none.
    AtVersion(u64, Box<Change>),
}

/// What is known of a write from its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    Applied,
    /// By a condition.
    Refused,
    NotApplied,
    /// The library says that it does not know.
    Unknown,
    /// The write does no harm when it is sent again, so that the library does not keep track: any attempt may have been carried out.
    Maybe,
}

/// What an answer tells of a write. `Err` where the library must not say such a thing.
pub(crate) fn known<T>(answer: &Result<T>, harmless: bool) -> Result<Known, String> {
    let Err(error) = answer else { return Ok(Known::Applied) };
    match error.kind() {
        ErrorKind::OutcomeUnknown => Ok(Known::Unknown),
        ErrorKind::AlreadyExists
        | ErrorKind::NotFound
        | ErrorKind::ConditionFailed
        | ErrorKind::VersionConflict { .. }
        | ErrorKind::TransactionCancelled(_) => Ok(Known::Refused),
        ErrorKind::Timeout if harmless => Ok(Known::Maybe),
        ErrorKind::Throttled { .. }
        | ErrorKind::Unavailable
        | ErrorKind::AccessDenied
        | ErrorKind::TransactionConflict => Ok(if harmless { Known::Maybe } else { Known::NotApplied }),
        // A refusal that was cut short; its status tells that it is one.
        ErrorKind::Other { code } if code == "status 400" => {
            Ok(if harmless { Known::Maybe } else { Known::NotApplied })
        }
        _ => Err(format!("nothing that was injected comes to this: {error:?}")),
    }
}

impl Change {
    /// What is there afterwards; `None` when it is refused.
    pub(crate) fn after(&self, before: &Option<State>, versioned: bool) -> Option<Option<State>> {
        let next = |state: &State| if versioned { state.rev + 1 } else { 0 };
        match (self, before) {
            (Self::Put(state), _) | (Self::Create(state), None) => Some(Some(state.clone())),
            (Self::SetText(text), Some(state)) => {
                Some(Some(State { text: text.clone(), count: state.count, rev: next(state) }))
            }
            (Self::Increment, Some(state)) => {
                Some(Some(State { count: state.count + 1, rev: next(state), ..state.clone() }))
            }
            (Self::Upsert(text, count), _) => {
                let rev = if versioned { before.as_ref().map_or(1, |state| state.rev + 1) } else { 0 };
                Some(Some(State { text: text.clone(), count: *count, rev }))
            }
            (Self::Delete, _) => Some(None),
            (Self::DeleteIf(text), Some(state)) if state.text == *text => Some(None),
            (Self::AtVersion(version, change), _) if before.as_ref().map_or(0, |state| state.rev) == *version => {
                change.after(before, versioned)
            }
            _ => None,
        }
    }
}

/// What may be stored under one key.
#[derive(Debug, Clone)]
pub(crate) struct Possible {
    states: Vec<Option<State>>,
    versioned: bool,
    history: VecDeque<String>,
}

impl Possible {
    pub(crate) fn nothing(versioned: bool) -> Self {
        Self { states: vec![None], versioned, history: VecDeque::new() }
    }

    /// What is stored, if that is known.
    pub(crate) fn certain(&self) -> Option<&Option<State>> {
        match &*self.states {
            [state] => Some(state),
            _ => None,
        }
    }

    /// Whether so many writes ended as unknown that it is time to look.
    pub(crate) fn is_vague(&self) -> bool {
        self.states.len() > 4
    }

    /// Takes the answer to a write into account.
    pub(crate) fn answered(&mut self, step: usize, kind: &str, change: &Change, known: Known) -> Result<(), String> {
        let after = |state: &Option<State>| change.after(state, self.versioned);
        let states = match known {
            Known::Applied => self.states.iter().filter_map(after).collect(),
            Known::Refused => self.states.iter().filter(|state| after(state).is_none()).cloned().collect(),
            Known::NotApplied => self.states.clone(),
            Known::Unknown | Known::Maybe => {
                self.states.iter().cloned().chain(self.states.iter().filter_map(after)).collect()
            }
        };
        self.note(format!("{step}: {kind}: {change:?} -> {known:?}"));
        self.become_one_of(states)
    }

    /// Takes what was read into account.
    pub(crate) fn found(&mut self, step: usize, how: &str, found: &Option<State>) -> Result<(), String> {
        self.note(format!("{step}: {how} -> {found:?}"));
        let states = self.states.iter().filter(|state| *state == found).cloned().collect();
        self.become_one_of(states)
    }

    /// Whether this may be stored after a change was made, and after none was made.
    pub(crate) fn fits(&self, change: &Change, found: &Option<State>) -> (bool, bool) {
        let made = self.states.iter().any(|state| change.after(state, self.versioned).as_ref() == Some(found));
        (made, self.states.contains(found))
    }

    fn note(&mut self, line: String) {
        if self.history.len() == REMEMBERED {
            self.history.pop_front();
        }
        self.history.push_back(line);
    }

    fn become_one_of(&mut self, mut states: Vec<Option<State>>) -> Result<(), String> {
        states.sort();
        states.dedup();
        if states.is_empty() {
            let history: Vec<_> = self.history.iter().map(String::as_str).collect();
            return Err(format!("before: {:?}\n{}", self.states, history.join("\n")));
        }
        self.states = states;
        Ok(())
    }
}
