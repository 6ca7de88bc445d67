//! Whether a write may be sent again when its answer was lost.

use super::{Action, Change, Delete, Presence, Put, Returning, Source, Step, Update, VersionCheck};

/// What sending a write a second time does, when the first may have been carried out.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// use dynamo_core::request::Repetition;
///
/// let update = || Db::offline().update(Order::key("ada", 1));
/// assert_eq!(update().set(|o| o.total().set(5)).request()?.repetition(), Repetition::Harmless);
/// assert_eq!(update().set(|o| o.total().increment(5)).request()?.repetition(), Repetition::Differs);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repetition {
    /// Nothing more than the first.
    Harmless,
    /// Nothing: it is refused, and the item that is there tells whether the first was carried out.
    Told,
    /// Something else: a number is counted twice, or the refusal means nothing.
    Differs,
}

impl Put {
    /// What sending it again does.
    #[must_use]
    pub fn repetition(&self) -> Repetition {
        let versioned = self.version != VersionCheck::None;
        match (self.returning, self.presence, &self.condition) {
            (Returning::Old, ..) => Repetition::Differs,
            (_, Presence::Any, None) if !versioned => Repetition::Harmless,
            (_, Presence::Any, Some(_)) if !versioned => Repetition::Differs,
            _ => Repetition::Told,
        }
    }
}

impl Delete {
    /// What sending it again does. A delete leaves nothing behind that would tell.
    #[must_use]
    pub fn repetition(&self) -> Repetition {
        let checks = self.version != VersionCheck::None || self.condition.is_some();
        if checks || self.returning == Returning::Old { Repetition::Differs } else { Repetition::Harmless }
    }
}

impl Update {
    /// What sending it again does.
    #[must_use]
    pub fn repetition(&self) -> Repetition {
        let same = self.actions.iter().all(is_same_twice);
        match self.version {
            VersionCheck::Is(_) if same && self.returning != Returning::Old => Repetition::Told,
            VersionCheck::None if same && self.condition.is_none() && self.returning != Returning::Old => {
                Repetition::Harmless
            }
            _ => Repetition::Differs,
        }
    }
}

/// Whether a change that is made twice is what it is when made once.
fn is_same_twice(action: &Action) -> bool {
    // A value set behind the end of a list is appended, and where an element is removed, those behind it move up.
    if matches!(action.path.steps().last(), Some(Step::Index(_))) {
        return false;
    }
    match &action.change {
        Change::Set(Source::Value(_)) | Change::Remove | Change::Insert(_) | Change::Delete(_) => true,
        Change::Set(Source::IfAbsent(path, source)) => *path == action.path && matches!(**source, Source::Value(_)),
        Change::Set(_) => false,
    }
}
