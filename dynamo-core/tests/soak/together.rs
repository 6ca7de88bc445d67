//! Writes of several items: batches, of which a part may be done, and transactions, of which none may.

use std::collections::BTreeSet;

use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;

use crate::model::{Change, Known, known};
use crate::tables::{Draft, Entry, Place, State};
use crate::task::{Checked, Task};

impl Task {
    pub(crate) async fn batch_write(&mut self) -> Checked {
        let (owner, mut batch) = (self.owner, self.db.batch_write().chunk(self.random.usize(4..=25)));
        let mut asked = Vec::new();
        for slot in self.some_slots() {
            let state = self.fresh();
            if self.random.u32(..4) == 0 {
                batch = batch.delete(Entry::key(owner, slot));
                asked.push((Place::Entry(slot), Change::Delete));
            } else {
                batch = batch.put(&state.entry(owner, slot));
                asked.push((Place::Entry(slot), Change::Put(state)));
            }
        }
        for slot in self.some_slots() {
            // A version is counted up from the one that is given, whatever is there.
            let state = State { rev: self.random.u64(..50), ..self.fresh() };
            batch = batch.overwrite(&state.draft(owner, slot));
            asked.push((Place::Draft(slot), Change::Put(State { rev: state.rev + 1, ..state })));
        }
        let error = batch.await.err();
        let (left, of_left) = self.left(&asked, error.as_ref())?;
        self.figures.batch(asked.len(), left.len(), error.as_ref());
        for (place, change) in asked {
            let known = if left.contains(&place) { of_left } else { Known::Applied };
            self.answered("batch_write", place, &change, known)?;
        }
        Ok(())
    }

    /// What a batch has left, and what is known of that.
    fn left(&self, asked: &[(Place, Change)], error: Option<&Error>) -> Checked<(BTreeSet<Place>, Known)> {
        let Some(error) = error else { return Ok((BTreeSet::new(), Known::Applied)) };
        let told = |what: &str| self.told("batch_write", format!("{what}: {error:?}"));
        let entries = error.unprocessed::<Entry>().map_err(|error| error.to_string())?;
        let drafts = error.unprocessed::<Draft>().map_err(|error| error.to_string())?;
        let mut left = BTreeSet::new();
        for entry in entries.puts {
            let place = Place::Entry(entry.slot);
            let as_given = |(at, change): &(Place, Change)| {
                *at == place && matches!(change, Change::Put(state) if *state == entry.clone().into())
            };
            if !asked.iter().any(as_given) {
                return Err(told("an entry is left that was not given"));
            }
            left.insert(place);
        }
        for (place, change) in asked {
            match (place, change) {
                (Place::Entry(slot), Change::Delete) if entries.deletes.contains(&Entry::key(self.owner, *slot)) => {
                    left.insert(*place);
                }
                _ => {}
            }
        }
        for draft in drafts.puts {
            let (place, text) = (Place::Draft(draft.slot), &draft.text);
            if !asked.iter().any(|(at, c)| *at == place && matches!(c, Change::Put(state) if state.text == *text)) {
                return Err(told("a draft is left that was not given"));
            }
            left.insert(place);
        }
        let known = match error.kind() {
            // Exactly what was not done.
            ErrorKind::Unprocessed { members } if *members == left.len() && !left.is_empty() => Known::NotApplied,
            ErrorKind::Unprocessed { .. } => return Err(told("the numbers differ")),
            _ => known::<()>(&Err(error.clone()), true).map_err(|what| told(&what))?,
        };
        let known = if known == Known::Unknown { Known::Maybe } else { known };
        Ok((left, known))
    }

    pub(crate) async fn transact_write(&mut self) -> Checked {
        let owner = self.owner;
        let mut asked: Vec<(Place, Change)> = Vec::new();
        let mut transaction = self.db.transact_write();
        let mut slots = self.some_slots();
        slots.truncate(4);
        for slot in slots {
            let (place, state, choice) = (Place::Entry(slot), self.fresh(), self.random.u32(..12));
            let (key, text) = (Entry::key(owner, slot), state.text.clone());
            let is_there = self.item(place).certain().map(Option::is_some);
            let change = match choice {
                0..3 => Change::Put(state.clone()),
                3 => Change::Delete,
                // Mostly such that it can succeed, or no transaction would.
                4..7 if is_there == Some(true) => Change::Increment,
                7..10 if is_there == Some(true) => Change::SetText(text),
                10 => Change::Create(state.clone()),
                _ if is_there == Some(false) => Change::Create(state.clone()),
                _ => Change::Upsert(text, state.count),
            };
            transaction = match change.clone() {
                Change::Put(_) => transaction.put(&state.entry(owner, slot)),
                Change::Create(_) => transaction.create(&state.entry(owner, slot)),
                Change::Delete => transaction.delete(key),
                Change::Increment => transaction.update(key, |u| u.set(|e| e.count().increment(1))),
                Change::SetText(text) => transaction.update(key, |u| u.set(|e| e.text().set(text))),
                _ => transaction
                    .upsert(key, |u| u.set(|e| (e.text().set(state.text.clone()), e.count().set(state.count)))),
            };
            asked.push((place, change));
        }
        let answer = transaction.await;
        let known = known(&answer, false).map_err(|what| self.told("transact_write", what))?;
        self.figures.written("transact_write", known, answer.as_ref().err());
        match known {
            Known::Unknown => self.all_or_nothing(asked).await,
            Known::Refused => self.cancelled(&asked, &answer.expect_err("it was refused")),
            known => asked.iter().try_for_each(|(at, change)| self.answered("transact_write", *at, change, known)),
        }
    }

    /// The operations that failed are those that had to.
    fn cancelled(&mut self, asked: &[(Place, Change)], error: &Error) -> Checked {
        let failed: Vec<usize> = error.cancellation_reasons().iter().map(|reason| reason.index()).collect();
        if failed.is_empty() {
            return Err(self.told("transact_write", format!("cancelled for no reason: {error:?}")));
        }
        for (number, (place, change)) in asked.iter().enumerate() {
            let known = if failed.contains(&number) { Known::Refused } else { Known::NotApplied };
            self.answered("transact_write", *place, change, known)?;
        }
        Ok(())
    }

    /// Whether a transaction was carried out is not known; that it was not carried out in part has to be.
    async fn all_or_nothing(&mut self, asked: Vec<(Place, Change)>) -> Checked {
        let places: Vec<_> = asked.iter().map(|(place, _)| *place).collect();
        let mut found = None;
        for _ in 0..20 {
            found = self.at_once(&places).await?;
            if found.is_some() {
                break;
            }
        }
        if let Some(found) = &found {
            let (mut all, mut nothing) = (true, true);
            for ((place, change), found) in asked.iter().zip(found) {
                let (made, not_made) = self.item(*place).fits(change, found);
                (all, nothing) = (all && made, nothing && not_made);
            }
            if !all && !nothing {
                return Err(self.told("transact_write", format!("carried out in part: {asked:?}, {found:?}")));
            }
        }
        for (place, change) in &asked {
            self.answered("transact_write", *place, change, Known::Unknown)?;
        }
        let found = places.into_iter().zip(found.into_iter().flatten());
        found.into_iter().try_for_each(|(place, found)| self.found("transact_get behind it", place, &found))
    }
}
