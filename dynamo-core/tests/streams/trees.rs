//! Shards that split, are renewed and end while they are read; pages cut anywhere; requests that fail; readers that stop anywhere.

use std::collections::BTreeMap;
use std::time::Duration;

use dynamo_core::stream::Checkpoint;
use proptest::prelude::*;

use super::Tick;
use super::service::{Service, Shard};

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// Each change comes once, and those of a key come in their order.
    #[test]
    fn each_change_comes_once_and_in_order(seed: u64) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
        runtime.block_on(read_all(seed));
    }
}

/// The shards after each step of a made-up history.
fn history(random: &mut fastrand::Rng) -> Vec<Vec<Shard>> {
    let mut shards = vec![Shard::default(); random.usize(1..4)];
    // Which keys are in a shard that is open.
    let mut keys: BTreeMap<usize, Vec<String>> =
        (0..shards.len()).map(|at| (at, (0..3).map(|key| format!("{at}-{key}")).collect())).collect();
    let (mut counts, mut number) = (BTreeMap::<String, u32>::new(), 0);
    let mut steps = Vec::new();
    for _ in 0..random.usize(1..8) {
        for (at, keys) in &keys {
            for _ in 0..random.usize(..12) {
                let key = keys[random.usize(..keys.len())].clone();
                let count = counts.entry(key.clone()).or_default();
                *count += 1;
                shards[*at].records.push((number, key, *count));
                number += 1;
            }
        }
        steps.push(shards.clone());
        for at in keys.keys().copied().collect::<Vec<_>>() {
            if random.bool() {
                shards[at].is_closed = true;
                let mut moved = keys.remove(&at).unwrap();
                let half = moved.split_off(if random.bool() { moved.len() / 2 } else { 0 });
                for keys_of_child in [moved, half].into_iter().filter(|keys| !keys.is_empty()) {
                    shards.push(Shard { parent: Some(at), ..Shard::default() });
                    keys.insert(shards.len() - 1, keys_of_child);
                }
            }
        }
        steps.push(shards.clone());
    }
    steps
}

async fn read_all(seed: u64) {
    let mut random = fastrand::Rng::with_seed(seed);
    let steps = history(&mut random);
    let total: usize = steps.last().unwrap().iter().map(|shard| shard.records.len()).sum();
    let service = Service::of(steps[0].clone());
    {
        let mut state = service.state();
        state.steps = steps.into_iter().skip(1).collect();
        state.draws = Some(random.fork());
    }
    let db = service.db();
    let (mut last, mut told, mut checkpoint) = (BTreeMap::<String, u32>::new(), 0, None::<String>);
    for round in 0.. {
        assert!(round < 10_000, "{told} of {total}");
        let reading = db.changes::<Tick>().poll_every(Duration::from_millis(20)).until_caught_up();
        let reading = reading.concurrency(random.usize(1..5)).page_size(random.u16(1..8));
        let reading = match checkpoint {
            Some(text) => reading.after(text.parse::<Checkpoint>().unwrap()),
            None => reading,
        };
        let mut changes = reading.await.unwrap();
        let stop = random.usize(..30);
        for _ in 0..stop {
            let Some(change) = changes.next().await.unwrap() else { break };
            let new = change.new.unwrap();
            let before = last.insert(new.key.clone(), new.count).unwrap_or_default();
            assert_eq!(before + 1, new.count, "{}", new.key);
            told += 1;
        }
        checkpoint = Some(changes.checkpoint().to_string());
        if told == total && service.state().steps.is_empty() {
            break;
        }
    }
    // And nothing else comes.
    let mut changes = db.changes::<Tick>().until_caught_up().after(checkpoint.unwrap().parse().unwrap()).await.unwrap();
    assert!(changes.next().await.unwrap().is_none());
}
