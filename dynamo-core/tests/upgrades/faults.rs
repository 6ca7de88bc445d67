//! Answers that get lost, and engines that want to be left alone.

use dynamo_core::backend::embedded::Engine;
use dynamo_core::output::{Swept, Upgraded};
use dynamo_core::prelude::*;
use dynamo_core::testing::{Fault, Faults};

use crate::{Counter, number, old};

const ITEMS: u64 = 300;
/// No run is stopped more often.
const ATTEMPTS: u32 = 100;

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "sessions")]
struct Session {
    #[pk]
    id: u64,
    #[ttl]
    until: Ttl,
}

/// One handle that is left alone, and one to the same engine that is not.
async fn set_up(seed: u64) -> (Db, Db, Faults) {
    let engine = Engine::memory().unwrap();
    let plain = Db::from_client(engine.client());
    plain.create_table::<Counter>().await.unwrap();
    plain.create_table::<Session>().await.unwrap();
    let faults = Faults::seeded(seed).with(0.1, Fault::LOST_ANSWER).with(0.05, Fault::THROTTLED);
    let faulty = Db::builder().no_breaker().from_client(faults.client(&engine.client()).unwrap());
    (plain, faulty, faults)
}

/// Every item is upgraded once, and counted once. What no attempt comes through ends a run, which goes on from its checkpoint.
#[tokio::test(start_paused = true)]
async fn an_upgrade_whose_answers_get_lost() {
    for seed in 1..=3 {
        let (plain, faulty, faults) = set_up(seed).await;
        let (client, table) = (plain.sdk().unwrap(), plain.table_name::<Counter>());
        for id in 0..ITEMS {
            client.put_item().table_name(&table).set_item(Some(old(id))).send().await.unwrap();
        }
        let (mut checkpoint, mut upgraded) = (None, 0);
        for attempt in 0.. {
            assert!(attempt < ATTEMPTS, "it does not come further");
            let run = faulty.upgrade_all::<Counter>().segments(2).page_size(10).resume(checkpoint.take()).await;
            match run {
                Ok(done) => {
                    upgraded += done.upgraded;
                    break;
                }
                Err(error) => {
                    let progress = error.stopped_at::<Upgraded>().unwrap();
                    upgraded += progress.totals.upgraded;
                    checkpoint = Some(progress.checkpoint.clone());
                }
            }
        }
        assert!(faults.report().lost_answers() > 10, "{:?}", faults.report());
        // A run that ends between a write and the read that would tell of it does not count that.
        assert!(upgraded > 0 && upgraded <= ITEMS, "seed {seed}: {upgraded}");
        let all = plain.scan::<Counter>().all().await.unwrap();
        assert_eq!(all.iter().filter(|item| item.counter == 1).count() as u64, ITEMS, "seed {seed}");
        let stored = client.scan().table_name(&table).filter_expression("layout = :two");
        let stored = stored.expression_attribute_values(":two", number(2)).send().await.unwrap();
        assert_eq!(u64::try_from(stored.count).unwrap(), ITEMS);
    }
}

#[tokio::test(start_paused = true)]
async fn a_sweep_whose_answers_get_lost() {
    let (plain, faulty, faults) = set_up(4).await;
    let now = Ttl::from(std::time::SystemTime::now()).seconds();
    let session = |id: u64| Session { id, until: if id.is_multiple_of(3) { now + 600 } else { now - 60 }.into() };
    plain.batch_write().put_all(&(0..ITEMS).map(session).collect::<Vec<_>>()).await.unwrap();
    let (mut checkpoint, mut deleted) = (None, 0);
    for attempt in 0.. {
        assert!(attempt < ATTEMPTS, "it does not come further");
        let run = faulty.sweep_expired::<Session>().page_size(20).resume(checkpoint.take()).await;
        match run {
            Ok(done) => {
                deleted += done.deleted;
                break;
            }
            Err(error) => {
                let progress = error.stopped_at::<Swept>().unwrap();
                deleted += progress.totals.deleted;
                checkpoint = Some(progress.checkpoint.clone());
            }
        }
    }
    assert!(faults.report().lost_answers() > 10, "{:?}", faults.report());
    assert!(deleted > 0 && deleted <= ITEMS / 3 * 2, "{deleted}");
    assert_eq!(plain.scan::<Session>().include_expired().count().await.unwrap(), ITEMS / 3);
}
