//! One of the tasks: it owns its items, does one thing after the other to them, and holds every answer against its model.

use std::collections::BTreeMap;
use std::sync::Arc;

use dynamo_core::prelude::*;

use crate::figures::Figures;
use crate::model::{Change, Known, Possible, known};
use crate::tables::{Draft, Entry, Place, State};

/// How many entries and how many drafts a task has, at most.
pub(crate) const SLOTS: u32 = 14;

/// What went wrong, with all that is needed to look into it.
pub(crate) type Checked<T = ()> = Result<T, String>;

pub(crate) struct Task {
    pub(crate) db: Db,
    pub(crate) owner: u32,
    pub(crate) random: fastrand::Rng,
    pub(crate) step: usize,
    pub(crate) items: BTreeMap<Place, Possible>,
    pub(crate) figures: Arc<Figures>,
    /// Whether the engine keeps track of writes that do no harm when they are sent again.
    keeps_track: bool,
}

impl Task {
    pub(crate) fn new(db: Db, owner: u32, seed: u64, figures: Arc<Figures>, keeps_track: bool) -> Self {
        let entries = (0..SLOTS).map(|slot| (Place::Entry(slot), Possible::nothing(false)));
        let drafts = (0..SLOTS).map(|slot| (Place::Draft(slot), Possible::nothing(true)));
        let random = fastrand::Rng::with_seed(seed ^ (u64::from(owner) << 32));
        Self { db, owner, random, step: 0, items: entries.chain(drafts).collect(), figures, keeps_track }
    }

    /// Does one thing, and says what was wrong with the answer.
    pub(crate) async fn go(&mut self) -> Checked {
        self.step += 1;
        // So many of a hundred.
        match self.random.u32(..100) {
            0..40 => self.write_entry().await,
            40..60 => self.write_draft().await,
            60..70 => self.count().await,
            70..78 => self.batch_write().await,
            78..85 => self.transact_write().await,
            85..90 => self.get().await,
            90..93 => self.batch_get().await,
            93..96 => self.transact_get().await,
            96..99 => self.query().await,
            _ => self.scan().await,
        }
    }

    pub(crate) fn text(&mut self) -> String {
        format!("{}-{}-{}", self.owner, self.step, self.random.u32(..))
    }

    pub(crate) fn fresh(&mut self) -> State {
        State { text: self.text(), count: self.random.u64(..5), rev: 0 }
    }

    pub(crate) fn item(&mut self, place: Place) -> &mut Possible {
        self.items.get_mut(&place).expect("every place has a model")
    }

    /// Takes the answer to a write into account.
    pub(crate) fn answered(&mut self, kind: &'static str, place: Place, change: &Change, known: Known) -> Checked {
        let step = self.step;
        let answered = self.item(place).answered(step, kind, change, known);
        answered.map_err(|history| self.wrong(place, format!("{kind}: {known:?} cannot be"), &history))
    }

    /// Takes what was read into account.
    pub(crate) fn found(&mut self, how: &'static str, place: Place, found: &Option<State>) -> Checked {
        let step = self.step;
        let fitting = self.item(place).found(step, how, found);
        fitting.map_err(|history| self.wrong(place, format!("{how}: {found:?} cannot be"), &history))
    }

    fn wrong(&self, place: Place, what: String, history: &str) -> String {
        format!("task {}, step {}, {place:?}: {what}; {history}", self.owner, self.step)
    }

    /// What a write of one item comes to.
    fn judge<T>(&self, kind: &'static str, answer: &Result<T>, harmless: bool) -> Checked<Known> {
        let known = known(answer, harmless && !self.keeps_track).map_err(|what| self.told(kind, what))?;
        self.figures.written(kind, known, answer.as_ref().err());
        Ok(known)
    }

    pub(crate) fn told(&self, kind: &str, what: impl std::fmt::Display) -> String {
        format!("task {}, step {}, {kind}: {what}", self.owner, self.step)
    }

    async fn write_entry(&mut self) -> Checked {
        let (owner, slot) = (self.owner, self.random.u32(..SLOTS));
        let (key, place) = (Entry::key(owner, slot), Place::Entry(slot));
        let state = self.fresh();
        let (entry, text) = (state.entry(owner, slot), state.text.clone());
        let db = self.db.clone();
        let set = |e: &crate::tables::EntryFields<_>| (e.text().set(text.clone()), e.count().set(state.count));
        let (kind, change, answer, harmless) = match self.random.u32(..9) {
            0 => ("put", Change::Put(state.clone()), db.put(&entry).await, true),
            1 => ("create", Change::Create(state.clone()), db.create(&entry).await, false),
            2 | 3 => {
                let answer = db.update(key).set(|e| e.count().increment(1)).await;
                ("update: increment", Change::Increment, answer, false)
            }
            4 => {
                let answer = db.update(key).set(|e| e.count().increment(1)).exactly_once().await;
                ("update: exactly once", Change::Increment, answer, false)
            }
            5 => {
                let answer = db.update(key).set(|e| e.text().set(text.clone())).await;
                ("update: set", Change::SetText(text), answer, true)
            }
            6 => {
                let change = Change::Upsert(text.clone(), state.count);
                ("upsert", change, db.upsert(key).set(set).await, true)
            }
            7 => ("delete", Change::Delete, db.delete(key).await, true),
            _ => {
                // The right text, where it is known, or one that is not there.
                let known = self.item(place).certain().cloned().flatten();
                let text = known.map_or(text, |state| state.text);
                let answer = db.delete(key).only_if(|e| e.text().eq(&text)).await;
                ("delete: if", Change::DeleteIf(text), answer, false)
            }
        };
        let known = self.judge(kind, &answer, harmless)?;
        self.answered(kind, place, &change, known)?;
        self.look_if_vague(place).await
    }

    async fn write_draft(&mut self) -> Checked {
        let (owner, slot) = (self.owner, self.random.u32(..SLOTS));
        let (key, place) = (Draft::key(owner, slot), Place::Draft(slot));
        let db = self.db.clone();
        let State { text, count, .. } = self.fresh();
        let Some(before) = self.item(place).certain().cloned() else { return self.look_at(place).await };
        // Now and then a version that is long gone.
        let rev = before.as_ref().map_or(0, |state| state.rev);
        let carried = if self.random.u32(..8) == 0 { rev + 3 } else { rev };
        let draft = Draft { owner, slot, text: text.clone(), count, rev: carried };
        let written = State { text: text.clone(), count, rev: carried + 1 };
        let at = |change| Change::AtVersion(carried, Box::new(change));
        let (kind, change, answer) = match self.random.u32(..7) {
            0 | 1 => ("put: version", at(Change::Put(written)), db.put(&draft).await),
            2 => {
                let answer = db.update(&draft).set(|d| d.text().set(text.clone())).await;
                ("update: version", at(Change::SetText(text)), answer)
            }
            3 => {
                let answer = db.update(&draft).set(|d| d.count().increment(1)).await;
                ("update: version, increment", at(Change::Increment), answer)
            }
            4 => {
                let set = |d: &crate::tables::DraftFields<_>| (d.text().set(text.clone()), d.count().set(count));
                ("upsert: version", Change::Upsert(text.clone(), count), db.upsert(key).set(set).await)
            }
            5 => {
                let answer = db.update(key).set(|d| d.text().set(text.clone())).unversioned().exactly_once().await;
                ("update: unversioned", Change::SetText(text), answer)
            }
            _ => ("delete: version", at(Change::Delete), db.delete(&draft).await),
        };
        let known = self.judge(kind, &answer, false)?;
        self.answered(kind, place, &change, known)?;
        self.look_if_vague(place).await
    }

    /// Counts on a counter that all tasks share.
    async fn count(&mut self) -> Checked {
        let (id, once) = (self.random.u32(..crate::COUNTERS), self.random.bool());
        let update = self.db.update(crate::tables::Counter::key(id)).set(|c| c.count().increment(1));
        let (kind, answer) = match once {
            true => ("shared: exactly once", update.exactly_once().await),
            false => ("shared: increment", update.await),
        };
        let known = self.judge(kind, &answer, false)?;
        self.figures.counted(id, known);
        match known {
            Known::Refused => Err(self.told(kind, format!("refused: {answer:?}"))),
            _ => Ok(()),
        }
    }

    async fn look_if_vague(&mut self, place: Place) -> Checked {
        if self.item(place).is_vague() { self.look_at(place).await } else { Ok(()) }
    }
}
