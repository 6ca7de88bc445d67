//! What is read has to be what may be stored, and makes it certain.

use std::collections::BTreeMap;

use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;

use crate::tables::{Draft, Entry, Place, State};
use crate::task::{Checked, SLOTS, Task};

impl Task {
    pub(crate) fn some_slots(&mut self) -> Vec<u32> {
        let mut slots: Vec<u32> = (0..SLOTS).collect();
        self.random.shuffle(&mut slots);
        slots.truncate(self.random.usize(1..=SLOTS as usize));
        slots
    }

    /// What was read; `None` where a read failed as reads may.
    pub(crate) fn read<T>(&self, kind: &'static str, answer: Result<T>) -> Checked<Option<T>> {
        self.figures.read(kind, answer.is_ok());
        match answer {
            Ok(read) => Ok(Some(read)),
            Err(error) => match error.kind() {
                ErrorKind::Throttled { .. }
                | ErrorKind::Unavailable
                | ErrorKind::Timeout
                | ErrorKind::AccessDenied
                | ErrorKind::TransactionConflict => Ok(None),
                ErrorKind::Other { code } if code == "status 400" => Ok(None),
                _ => Err(self.told(kind, format!("nothing that was injected comes to this: {error:?}"))),
            },
        }
    }

    pub(crate) async fn get(&mut self) -> Checked {
        let slot = self.random.u32(..SLOTS);
        let place = if self.random.bool() { Place::Entry(slot) } else { Place::Draft(slot) };
        self.look_at(place).await
    }

    pub(crate) async fn look_at(&mut self, place: Place) -> Checked {
        let (owner, db) = (self.owner, self.db.clone());
        let answer = match place {
            Place::Entry(slot) => {
                db.get(Entry::key(owner, slot)).consistent().await.map(|found| found.map(State::from))
            }
            Place::Draft(slot) => {
                db.get(Draft::key(owner, slot)).consistent().await.map(|found| found.map(State::from))
            }
        };
        match self.read("get", answer)? {
            Some(found) => self.found("get", place, &found),
            None => Ok(()),
        }
    }

    pub(crate) async fn batch_get(&mut self) -> Checked {
        let (owner, entries, drafts) = (self.owner, self.some_slots(), self.some_slots());
        let keys = (
            entries.iter().map(|slot| Entry::key(owner, *slot)).collect::<Vec<_>>(),
            drafts.iter().map(|slot| Draft::key(owner, *slot)).collect::<Vec<_>>(),
        );
        let answer = self.db.batch_get(keys).consistent().chunk(self.random.usize(3..=100)).await;
        let (read, left_entries, left_drafts) = match answer {
            Ok(read) => {
                self.figures.read("batch_get", true);
                (read, Vec::new(), Vec::new())
            }
            Err(error) => {
                let told = |what: &str| self.told("batch_get", format!("{what}: {error:?}"));
                let read = error.take_read::<(Vec<Option<Entry>>, Vec<Option<Draft>>)>();
                let read = read.ok_or_else(|| told("what was read is missing"))?;
                let entries = error.unprocessed::<Entry>().map_err(|error| error.to_string())?;
                let drafts = error.unprocessed::<Draft>().map_err(|error| error.to_string())?;
                let left = entries.len() + drafts.len();
                match error.kind() {
                    ErrorKind::Unprocessed { members } if *members == left && left > 0 => {
                        self.figures.read("batch_get", false);
                    }
                    ErrorKind::Unprocessed { .. } => return Err(told("the numbers differ")),
                    _ if left == 0 => return Err(told("nothing is left")),
                    _ => drop(self.read::<()>("batch_get", Err(error.clone()))?),
                }
                (read, entries.keys, drafts.keys)
            }
        };
        if read.0.len() != entries.len() || read.1.len() != drafts.len() {
            return Err(self.told("batch_get", "another number of answers than of keys"));
        }
        for (slot, found) in entries.into_iter().zip(read.0) {
            if !left_entries.contains(&Entry::key(owner, slot)) {
                self.found("batch_get", Place::Entry(slot), &found.map(State::from))?;
            }
        }
        for (slot, found) in drafts.into_iter().zip(read.1) {
            if !left_drafts.contains(&Draft::key(owner, slot)) {
                self.found("batch_get", Place::Draft(slot), &found.map(State::from))?;
            }
        }
        Ok(())
    }

    pub(crate) async fn transact_get(&mut self) -> Checked {
        let entries = self.some_slots().into_iter().map(Place::Entry);
        let places: Vec<_> = entries.chain(self.some_slots().into_iter().map(Place::Draft)).collect();
        match self.at_once(&places).await? {
            Some(found) => {
                places.into_iter().zip(found).try_for_each(|(place, found)| self.found("transact_get", place, &found))
            }
            None => Ok(()),
        }
    }

    /// What is in these places at one moment.
    pub(crate) async fn at_once(&mut self, places: &[Place]) -> Checked<Option<Vec<Option<State>>>> {
        let (owner, mut entries, mut drafts) = (self.owner, Vec::new(), Vec::new());
        for place in places {
            match place {
                Place::Entry(slot) => entries.push(Entry::key(owner, *slot)),
                Place::Draft(slot) => drafts.push(Draft::key(owner, *slot)),
            }
        }
        let answer = self.db.transact_get((entries, drafts)).await;
        let Some((entries, drafts)) = self.read("transact_get", answer)? else { return Ok(None) };
        let (mut entries, mut drafts) = (entries.into_iter(), drafts.into_iter());
        let found = places.iter().map(|place| match place {
            Place::Entry(_) => entries.next().flatten().map(State::from),
            Place::Draft(_) => drafts.next().flatten().map(State::from),
        });
        Ok(Some(found.collect()))
    }

    pub(crate) async fn query(&mut self) -> Checked {
        let (owner, size) = (self.owner, self.random.u32(2..20));
        if self.random.bool() {
            let query = self.db.query(Entry::partition(owner)).consistent().page_size(size);
            let answer = query.all().await;
            let rows = self.read("query", answer)?.map(|rows| by_slot(rows, |row| row.slot));
            self.all_found("query", rows, Place::Entry)
        } else {
            let query = self.db.query(Draft::partition(owner)).descending().consistent().page_size(size);
            let answer = query.all().await;
            let rows = self.read("query", answer)?.map(|rows| by_slot(rows, |row| row.slot));
            self.all_found("query", rows, Place::Draft)
        }
    }

    pub(crate) async fn scan(&mut self) -> Checked {
        let (owner, parts) = (self.owner, self.random.u32(1..4));
        let scan = self.db.scan::<Entry>().filter(|e| e.owner().eq(owner)).consistent().page_size(100).segments(parts);
        let answer = scan.all().await;
        let rows = self.read("scan", answer)?.map(|rows| by_slot(rows, |row| row.slot));
        self.all_found("scan", rows, Place::Entry)
    }

    /// Holds all items of a table against the model: those that are there, and those that are not.
    pub(crate) fn all_found<T: Into<State>>(
        &mut self,
        how: &'static str,
        rows: Option<BTreeMap<u32, T>>,
        place: fn(u32) -> Place,
    ) -> Checked {
        let Some(mut rows) = rows else { return Ok(()) };
        for slot in 0..SLOTS {
            self.found(how, place(slot), &rows.remove(&slot).map(Into::into))?;
        }
        if rows.is_empty() { Ok(()) } else { Err(self.told(how, "there are items that nobody has written")) }
    }
}

fn by_slot<T>(rows: Vec<T>, slot: impl Fn(&T) -> u32) -> BTreeMap<u32, T> {
    rows.into_iter().map(|row| (slot(&row), row)).collect()
}
