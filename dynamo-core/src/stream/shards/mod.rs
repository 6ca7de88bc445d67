//! The shards of a stream and how far each was read, as data: no clock, no requests.
//!
//! A shard is read when its parents were read to their ends. The changes of one item go from a shard to a child of it, so that they come
//! out in their order.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use super::checkpoint::Place;

/// A shard as the service lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) id: String,
    /// DynamoDB names one at most.
    pub(super) parents: Vec<String>,
    /// Whether nothing is added to it any more.
    pub(super) is_closed: bool,
}

/// Where a reader begins that has no checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begin {
    /// With all that is kept.
    Start,
    /// With what comes after this.
    Latest(SystemTime),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Shard {
    parents: Vec<String>,
    place: Place,
    /// What comes next in it is gone.
    has_gap: bool,
}

/// All shards that are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shards {
    known: BTreeMap<String, Shard>,
}

impl Shards {
    /// The shards of the first listing, at their beginnings; or, for those who do not want what there is, behind what there is.
    pub(super) fn begin(listing: Vec<Listed>, begin: Begin) -> Self {
        let place = |listed: &Listed| match begin {
            Begin::Start => Place::Start,
            Begin::Latest(_) if listed.is_closed => Place::Done,
            Begin::Latest(since) => Place::Since(since),
        };
        let known = listing.into_iter().map(|listed| {
            let place = place(&listed);
            (listed.id, Shard { parents: listed.parents, place, has_gap: false })
        });
        Self { known: known.collect() }
    }

    /// The shards of the first listing, each where a checkpoint has left it. Those that are no longer listed were dropped by the service: one that
    /// was not read to its end has lost something.
    pub(super) fn resume(listing: Vec<Listed>, places: BTreeMap<String, Place>) -> Self {
        let kept = ids(&listing);
        let known = places.into_iter().map(|(id, place)| {
            let has_gap = !kept.contains(&*id) && place != Place::Done;
            (id, Shard { parents: Vec::new(), place, has_gap })
        });
        let mut shards = Self { known: known.collect() };
        shards.add(listing);
        shards
    }

    /// Takes in a later listing: what is new is read from its beginning, and what was read to its end and is no longer listed is forgotten.
    pub(super) fn add(&mut self, listing: Vec<Listed>) {
        self.add_missed(&listing);
        let kept: BTreeSet<String> = listing.iter().map(|listed| listed.id.clone()).collect();
        for Listed { id, parents, is_closed: _ } in listing {
            let new = || Shard { parents: Vec::new(), place: Place::Start, has_gap: false };
            self.known.entry(id).or_insert_with(new).parents = parents;
        }
        self.known.retain(|id, shard| shard.place != Place::Done || kept.contains(id));
    }

    /// A new shard had a parent. Where nobody has seen that, it was made and dropped since somebody looked.
    fn add_missed(&mut self, listing: &[Listed]) {
        let kept = ids(listing);
        let new = listing.iter().filter(|listed| !self.known.contains_key(&listed.id));
        let unseen = new.flat_map(|listed| &listed.parents);
        let unseen = unseen.filter(|parent| !kept.contains(&***parent) && !self.known.contains_key(*parent));
        let missed = || Shard { parents: Vec::new(), place: Place::Start, has_gap: true };
        let missed: Vec<_> = unseen.map(|parent| (parent.clone(), missed())).collect();
        self.known.extend(missed);
    }

    /// The shards that may be read now, and where each goes on.
    pub(super) fn ready(&self) -> impl Iterator<Item = (&str, &Place)> {
        let is_done = |parent: &String| self.known.get(parent).is_none_or(|parent| parent.place == Place::Done);
        let ready = self.known.iter().filter(move |(_, shard)| {
            shard.place != Place::Done && !shard.has_gap && shard.parents.iter().all(is_done)
        });
        ready.map(|(id, shard)| (&**id, &shard.place))
    }

    /// How far a shard was read.
    pub(super) fn place(&self, id: &str) -> Option<&Place> {
        self.known.get(id).map(|shard| &shard.place)
    }

    /// A change was handed out.
    pub(super) fn handed_out(&mut self, id: &str, number: String) {
        self.set(id, Place::After(number));
    }

    /// All of it was handed out.
    pub(super) fn ended(&mut self, id: &str) {
        self.set(id, Place::Done);
    }

    fn set(&mut self, id: &str, place: Place) {
        if let Some(shard) = self.known.get_mut(id) {
            shard.place = place;
        }
    }

    /// Whether a shard is known that goes on where this one ends.
    pub(super) fn has_child(&self, id: &str) -> bool {
        self.known.values().any(|shard| shard.parents.iter().any(|parent| parent == id))
    }

    /// What comes next in it is gone.
    pub(super) fn lost(&mut self, id: &str) {
        if let Some(shard) = self.known.get_mut(id) {
            shard.has_gap = true;
        }
    }

    /// A shard that has lost something.
    pub(super) fn gap(&self) -> Option<&str> {
        self.known.iter().find(|(_, shard)| shard.has_gap).map(|(id, _)| &**id)
    }

    /// Goes on behind what is lost: at the oldest that is kept, or with the children of a shard of which nothing is.
    pub(super) fn skip_gaps(&mut self, listing: &[Listed]) {
        let kept = ids(listing);
        for (id, shard) in self.known.iter_mut().filter(|(_, shard)| shard.has_gap) {
            shard.has_gap = false;
            shard.place = if kept.contains(&**id) { Place::Start } else { Place::Done };
        }
    }

    /// Whether everything in every known shard was handed out.
    pub(super) fn are_done(&self) -> bool {
        self.known.values().all(|shard| shard.place == Place::Done)
    }

    /// How far each was read.
    pub(super) fn places(&self) -> BTreeMap<String, Place> {
        self.known.iter().map(|(id, shard)| (id.clone(), shard.place.clone())).collect()
    }
}

fn ids(listing: &[Listed]) -> BTreeSet<&str> {
    listing.iter().map(|listed| &*listed.id).collect()
}
