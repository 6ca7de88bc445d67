//! Made-up histories of shards: they split, merge, are renewed and dropped, and are read by readers that stop anywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::time::UNIX_EPOCH;

use proptest::prelude::*;

use super::super::checkpoint::Checkpoint;
use super::{Begin, Listed, Place, Shards};

fn listed(id: &str, parents: &[&str], is_closed: bool) -> Listed {
    Listed { id: id.to_owned(), parents: parents.iter().map(ToString::to_string).collect(), is_closed }
}

fn ready(shards: &Shards) -> Vec<&str> {
    shards.ready().map(|(id, _)| id).collect()
}

#[test]
fn children_wait_for_the_end_of_their_parent() {
    let split =
        vec![listed("a", &[], true), listed("b", &["a"], false), listed("c", &["a"], true), listed("d", &["c"], false)];
    let mut shards = Shards::begin(split, Begin::Start);
    assert_eq!(ready(&shards), ["a"]);
    shards.handed_out("a", "1".into());
    assert_eq!(ready(&shards), ["a"]);
    shards.ended("a");
    assert_eq!(ready(&shards), ["b", "c"]);
    shards.ended("c");
    assert_eq!(ready(&shards), ["b", "d"]);
    assert!(!shards.are_done());
    shards.ended("b");
    shards.ended("d");
    assert!(shards.are_done());
}

#[test]
fn the_child_of_two_waits_for_both() {
    let merged = vec![listed("a", &[], true), listed("b", &[], true), listed("c", &["a", "b"], false)];
    let mut shards = Shards::begin(merged, Begin::Start);
    shards.ended("a");
    assert_eq!(ready(&shards), ["b"]);
    shards.ended("b");
    assert_eq!(ready(&shards), ["c"]);
}

#[test]
fn a_parent_that_is_not_kept_any_more_keeps_nobody_waiting() {
    let shards = Shards::begin(vec![listed("b", &["a"], false)], Begin::Start);
    assert_eq!(ready(&shards), ["b"]);
}

#[test]
fn shards_that_come_later_are_read_from_their_beginning() {
    let since = UNIX_EPOCH;
    let first = vec![listed("a", &[], true), listed("b", &["a"], false)];
    let mut shards = Shards::begin(first.clone(), Begin::Latest(since));
    assert_eq!(shards.ready().collect::<Vec<_>>(), [("b", &Place::Since(since))]);
    shards.ended("b");
    shards.add(first.into_iter().chain([listed("c", &["b"], false)]).collect());
    assert_eq!(shards.ready().collect::<Vec<_>>(), [("c", &Place::Start)]);
}

#[test]
fn a_checkpoint_begins_where_it_was_taken() {
    let listing = vec![listed("a", &[], true), listed("b", &["a"], true), listed("c", &["b"], false)];
    let mut shards = Shards::begin(listing.clone(), Begin::Start);
    shards.ended("a");
    shards.handed_out("b", "7".into());
    let resumed = Shards::resume(listing.clone(), shards.places());
    assert_eq!(resumed, shards);
    // What is done and gone is forgotten.
    let resumed = Shards::resume(listing[1..].to_vec(), shards.places());
    assert_eq!(resumed.places().keys().collect::<Vec<_>>(), ["b", "c"]);
    assert_eq!(resumed.gap(), None);
}

/// A checkpoint is written after every change.
#[test]
fn what_is_done_and_dropped_is_forgotten() {
    let listing = vec![listed("a", &[], true), listed("b", &["a"], true), listed("c", &["b"], false)];
    let mut shards = Shards::begin(listing.clone(), Begin::Start);
    shards.ended("a");
    shards.add(listing[1..].to_vec());
    assert_eq!(shards.places().keys().collect::<Vec<_>>(), ["b", "c"]);
    assert_eq!((ready(&shards), shards.gap()), (vec!["b"], None));
    // What was not read is not forgotten.
    shards.add(listing[2..].to_vec());
    assert_eq!(shards.places().keys().collect::<Vec<_>>(), ["b", "c"]);
}

#[test]
fn a_shard_between_what_is_read_and_what_is_listed_is_missed() {
    let read = || Shards::begin(vec![listed("a", &[], false)], Begin::Start);
    let (child, grandchild) = (listed("b", &["a"], true), listed("c", &["b"], false));
    let mut later = read();
    later.ended("a");
    let places = later.places();
    later.add(vec![grandchild.clone()]);
    for mut shards in [Shards::resume(vec![grandchild.clone()], places.clone()), later] {
        assert_eq!((shards.gap(), ready(&shards)), (Some("b"), vec![]));
        shards.skip_gaps(std::slice::from_ref(&grandchild));
        shards.add(vec![grandchild.clone()]);
        assert_eq!((shards.gap(), ready(&shards)), (None, vec!["c"]));
        assert_eq!(shards.places().keys().collect::<Vec<_>>(), ["c"]);
    }
    // As long as it is listed nothing is missed.
    assert_eq!(Shards::resume(vec![child, grandchild], places).gap(), None);
}

#[test]
fn what_is_lost_is_read_when_somebody_says_so() {
    let listing = vec![listed("a", &[], false), listed("b", &[], false)];
    let mut shards = Shards::begin(listing.clone(), Begin::Start);
    shards.handed_out("a", "1".into());
    shards.lost("a");
    assert_eq!((shards.gap(), ready(&shards)), (Some("a"), vec!["b"]));
    // It is lost for the next reader, too, which the service tells.
    assert_eq!(shards.places()["a"], Place::After("1".into()));
    shards.skip_gaps(&listing);
    assert_eq!((shards.gap(), shards.place("a")), (None, Some(&Place::Start)));
    // Of one that is not listed any more nothing is left.
    shards.handed_out("a", "1".into());
    let mut resumed = Shards::resume(vec![listed("c", &["a"], false)], shards.places());
    assert_eq!(resumed.gap(), Some("a"));
    resumed.skip_gaps(&[listed("c", &["a"], false)]);
    assert_eq!((resumed.gap(), ready(&resumed)), (None, vec!["c"]));
}

/// A history: shards with records of keys, in the order in which they were made.
#[derive(Debug, Clone, Default)]
struct History {
    shards: Vec<Made>,
    open: BTreeMap<usize, Vec<u32>>,
    counts: BTreeMap<u32, u32>,
    /// Those that are not listed any more.
    dropped: BTreeSet<usize>,
}

#[derive(Debug, Clone, Default)]
struct Made {
    parents: Vec<usize>,
    is_closed: bool,
    records: Vec<(u32, u32)>,
}

impl History {
    fn begin() -> Self {
        let open = [(0, (0..4).collect()), (1, (4..8).collect())].into();
        Self { shards: vec![Made::default(); 2], open, ..Self::default() }
    }

    fn step(&mut self, kind: u8, which: usize) {
        let open: Vec<_> = self.open.keys().copied().collect();
        let (at, other) = (open[which % open.len()], open[(which + 1) % open.len()]);
        match kind % 4 {
            0 if self.open[&at].len() > 1 => {
                let mut keys = self.close(at);
                let half = keys.split_off(keys.len() / 2);
                self.child(vec![at], keys);
                self.child(vec![at], half);
            }
            1 if at != other => {
                let keys = [self.close(at), self.close(other)].concat();
                self.child(vec![at, other], keys);
            }
            2 => {
                let keys = self.close(at);
                self.child(vec![at], keys);
            }
            _ => {
                let keys = &self.open[&at];
                let key = keys[which % keys.len()];
                let count = self.counts.entry(key).or_default();
                *count += 1;
                self.shards[at].records.push((key, *count));
            }
        }
    }

    fn close(&mut self, at: usize) -> Vec<u32> {
        self.shards[at].is_closed = true;
        self.open.remove(&at).unwrap_or_default()
    }

    fn child(&mut self, parents: Vec<usize>, keys: Vec<u32>) {
        self.shards.push(Made { parents, ..Made::default() });
        self.open.insert(self.shards.len() - 1, keys);
    }

    /// The service drops shards that are closed for a day; the reader is never that far behind.
    fn drop_oldest(&mut self, shards: &Shards) {
        let is_read = |at: &usize| shards.place(&at.to_string()) == Some(&Place::Done);
        let oldest = (0..self.shards.len()).find(|at| !self.dropped.contains(at));
        self.dropped.extend(oldest.filter(is_read));
    }

    fn listing(&self) -> Vec<Listed> {
        let listed = |(at, made): (usize, &Made)| Listed {
            id: at.to_string(),
            parents: made.parents.iter().map(ToString::to_string).collect(),
            is_closed: made.is_closed,
        };
        self.shards.iter().enumerate().filter(|(at, _)| !self.dropped.contains(at)).map(listed).collect()
    }
}

/// Another reader with the checkpoint of this one.
fn resumed(history: &History, shards: &Shards) -> Shards {
    let text = Checkpoint { stream: "arn".to_owned(), places: shards.places() }.to_string();
    Shards::resume(history.listing(), text.parse::<Checkpoint>().expect("a checkpoint").places)
}

/// Reads up to `count` records of one shard that may be read, and ends it where it has ended.
fn read(history: &History, shards: &mut Shards, which: usize, count: usize, told: &mut Vec<(u32, u32)>) {
    let ready: Vec<_> = shards.ready().map(|(id, place)| (id.to_owned(), place.clone())).collect();
    if ready.is_empty() {
        return;
    }
    let (id, place) = &ready[which % ready.len()];
    let made = &history.shards[id.parse::<usize>().expect("a number")];
    let from = match place {
        Place::After(number) => number.parse::<usize>().expect("a number") + 1,
        _ => 0,
    };
    let end = made.records.len().min(from + count);
    for at in from..end {
        told.push(made.records[at]);
        shards.handed_out(id, at.to_string());
    }
    if made.is_closed && end == made.records.len() {
        shards.ended(id);
    }
}

proptest! {
    #[test]
    fn each_record_comes_once_and_in_the_order_of_its_key(
        steps in prop::collection::vec((any::<u8>(), 0..64_usize, 0..5_u8, 0..5_usize), 1..200),
    ) {
        let mut history = History::begin();
        let mut shards = Shards::begin(history.listing(), Begin::Start);
        let mut told = Vec::new();
        for (kind, which, reader, count) in steps {
            history.step(kind, which);
            match reader {
                0 => shards.add(history.listing()),
                1 => shards = resumed(&history, &shards),
                2 => history.drop_oldest(&shards),
                _ => read(&history, &mut shards, which, count, &mut told),
            }
            prop_assert_eq!(shards.gap(), None);
        }
        shards.add(history.listing());
        let listed: BTreeSet<_> = history.listing().into_iter().map(|listed| listed.id).collect();
        prop_assert_eq!(shards.places().into_keys().collect::<BTreeSet<_>>(), listed);
        for _ in 0..=history.shards.len() {
            let ready: Vec<_> = shards.ready().map(|(id, _)| id.to_owned()).collect();
            (0..ready.len()).rev().for_each(|which| read(&history, &mut shards, which, 1000, &mut told));
        }
        let mut last = BTreeMap::new();
        for (key, count) in &told {
            prop_assert_eq!(last.insert(*key, *count).unwrap_or_default() + 1, *count);
        }
        prop_assert_eq!(last, history.counts.clone());
        prop_assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), told.len());
    }
}
