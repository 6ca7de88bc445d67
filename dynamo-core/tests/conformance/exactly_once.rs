//! Writes sent as transactions of their own: they do what the write does, and fail as it does.

use dynamo_core::backend::Feature;
use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{Address, KeyOnly, Order, Status, order};

variants! {
    ExactlyOnce {
        Writes,
        Put,
        PutIf,
        PutOfAnotherVersion,
        CreateTaken,
        Update,
        UpdateIf,
        UpdateOfNothing,
        UpdateAtVersion,
        UpdateOutOfRange,
        UpdateOfMissingParent,
        Upsert,
        UpsertIncomplete,
        UpsertExpired,
        Delete,
        DeleteIf,
        DeleteOfNothing,
        InTable,
        MissingTable,
        Outcomes,
        Explained,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let cases = ExactlyOnce::ALL.iter().map(|of| Case::new(format!("exactly once: {of:?}"), |bench| run(*of, bench)));
    let metered = Case::new("exactly once: Metered", metered).needs(&[Feature::CapacityFigures]);
    cases.chain([metered]).collect()
}

async fn run(of: ExactlyOnce, bench: Bench) {
    match of {
        ExactlyOnce::Writes => writes(&bench).await,
        ExactlyOnce::MissingTable => missing_table(&bench).await,
        ExactlyOnce::Outcomes => outcomes(&bench).await,
        ExactlyOnce::Explained => explained(&bench),
        ExactlyOnce::InTable => in_table(&bench).await,
        _ => refused(of, &bench).await,
    }
}

/// Each kind of write, and what it leaves.
async fn writes(bench: &Bench) {
    let db = bench.with::<Order>().await;
    db.create(&order()).exactly_once().await.expect("a create");
    bench.holds(&order()).await;
    let first = db.get(order().primary_key()).required().await.expect("an order");
    let second = db.put(&Order { total: 5, ..first }).written().exactly_once().await.expect("a put");
    assert_eq!(db.get(order().primary_key()).required().await.expect("an order"), second);
    let update = db.update(&second).set(|o| (o.items_count().increment(2), o.region().set("eu")));
    update.only_if(|o| o.total().eq(5)).exactly_once().await.expect("an update");
    let third = db.get(order().primary_key()).required().await.expect("an order");
    let expected = Order { items_count: second.items_count + 2, region: Some("eu".into()), rev: 3, ..second };
    assert_eq!(third, expected);
    let upsert = db.upsert(Order::key("u1", "o2")).set(|o| o.status().set(Status::Paid)).or_insert(&other());
    upsert.exactly_once().await.expect("an upsert");
    let made = db.get(Order::key("u1", "o2")).required().await.expect("an order");
    assert_eq!(made, Order { rev: 1, status: Status::Paid, ..other() });
    db.delete(&third).exactly_once().await.expect("a delete");
    db.delete(&made).only_if(|o| o.status().eq(Status::Paid)).exactly_once().await.expect("a delete");
    assert_eq!(bench.raw.items(&db.table_name::<Order>()).await.len(), 0);
}

fn other() -> Order {
    Order { order_id: "o2".into(), ..order() }
}

/// Refused as the write alone is: the same kind, table and key, the same item with it, and nothing is written.
async fn refused(of: ExactlyOnce, bench: &Bench) {
    let db = bench.with::<Order>().await;
    let there = match of.finds_something() {
        true => Some(db.create(&order()).written().await.expect("an order")),
        false => None,
    };
    if of == ExactlyOnce::UpsertExpired {
        let past = Ttl::from_now(days(0)).seconds() - 60;
        db.update(order().primary_key())
            .unversioned()
            .set(|o| o.expires_at().set(Ttl::from(past)))
            .await
            .expect("a TTL");
    }
    let before = bench.raw.items(&db.table_name::<Order>()).await;
    let given = there.clone().unwrap_or_else(order);
    let (alone, once) = of.both(db, &given).await;
    match (alone, once) {
        (Err(alone), Err(once)) => {
            if alone.is_invalid_request() {
                // Engines word it differently.
                assert!(once.is_invalid_request(), "{once:?}");
            } else {
                assert_eq!(once.kind(), alone.kind(), "{once:?}");
            }
            assert_eq!((once.table(), once.key()), (alone.table(), alone.key()));
            assert_eq!(once.current_item(), alone.current_item());
            let is_local = once.operation().is_none();
            assert!(is_local || once.operation() == Some("TransactWriteItems"), "{once:?}");
            assert_eq!(bench.raw.items(&db.table_name::<Order>()).await, before);
        }
        (alone, once) => panic!("{alone:?} {once:?}"),
    }
}

impl ExactlyOnce {
    fn finds_something(self) -> bool {
        !matches!(self, Self::UpdateOfNothing | Self::DeleteOfNothing | Self::UpsertIncomplete)
    }

    async fn both(self, db: &Db, given: &Order) -> (Result<()>, Result<()>) {
        let stale = Order { rev: 7, ..given.clone() };
        let key = || given.primary_key();
        macro_rules! both {
            ($write:expr) => {
                ($write.await, $write.exactly_once().await)
            };
        }
        match self {
            Self::Put | Self::PutIf => both!(db.put(given).only_if(|o| o.total().eq(1))),
            Self::PutOfAnotherVersion => both!(db.put(&stale)),
            Self::CreateTaken => both!(db.create(given)),
            Self::Update | Self::UpdateIf => {
                both!(db.update(given).set(|o| o.total().set(9)).only_if(|o| o.total().eq(1)))
            }
            Self::UpdateOfNothing => both!(db.update(key()).unversioned().set(|o| o.total().set(9))),
            Self::UpdateAtVersion => both!(db.update(key()).at_version(9).set(|o| o.total().set(9))),
            Self::UpdateOutOfRange => {
                both!(db.update(given).set(|o| o.items_count().decrement(u32::MAX)))
            }
            Self::UpdateOfMissingParent => {
                both!(db.update(given).set(|o| o.attr::<Address>("nowhere").zip().set("1")))
            }
            Self::Upsert => {
                both!(db.upsert(key()).set(|o| o.total().set(9)).or_insert(given).only_if(|o| o.total().eq(1)))
            }
            Self::UpsertIncomplete => both!(db.upsert(key()).set(|o| o.total().set(9))),
            Self::UpsertExpired => both!(db.upsert(key()).set(|o| o.total().set(9)).or_insert(given)),
            Self::Delete => both!(db.delete(&stale)),
            Self::DeleteIf | Self::DeleteOfNothing => both!(db.delete(given).only_if(|o| o.total().eq(1))),
            Self::Writes | Self::InTable | Self::MissingTable | Self::Outcomes | Self::Explained => {
                unreachable!("cases of their own")
            }
        }
    }
}

async fn in_table(bench: &Bench) {
    let name = format!("{}elsewhere", bench.prefix);
    bench.db.create_table::<Order>().in_table(&*name).await.expect("a table");
    bench.db.put(&order()).in_table(&*name).exactly_once().await.expect("a put");
    assert_eq!(bench.raw.items(&name).await.len(), 1);
}

async fn missing_table(bench: &Bench) {
    let error = bench.db.put(&order()).exactly_once().await.expect_err("no table");
    assert!(error.is_missing_table(), "{error:?}");
    assert_eq!(error.table(), Some(&*bench.db.table_name::<Order>()));
}

async fn outcomes(bench: &Bench) {
    let db = bench.with::<Order>().await;
    assert_eq!(db.create(&order()).exactly_once().outcome().await.expect("a create"), Outcome::Applied(()));
    let there = db.get(order().primary_key()).required().await.expect("an order");
    let taken = db.create(&order()).written().exactly_once().outcome().await.expect("a refusal");
    assert_eq!(taken, Outcome::Rejected { current: Some(there.clone()) });
    let update = db.update(&there).set(|o| o.total().set(1)).only_if(|o| o.total().eq(1));
    assert_eq!(update.exactly_once().outcome().await.expect("a refusal"), Outcome::Rejected { current: Some(there) });
}

/// A transaction writes twice: once to prepare, once to carry it out.
async fn metered(bench: Bench) {
    let db = bench.with::<KeyOnly>().await;
    let item = KeyOnly { id: "a".into() };
    let ((), capacity) = db.create(&item).exactly_once().metered().await.expect("a create");
    assert_eq!((capacity.total, capacity.table), (2.0, 2.0));
}

fn explained(bench: &Bench) {
    let delete = bench.db.delete(Order::key("u1", "o1")).unversioned().only_if(|o| o.total().eq(0));
    let text = delete.exactly_once().explain().expect("a request").to_string().replace(&bench.prefix, "");
    let expected = r##"TransactWriteItems on orders
  operation   Delete on orders
  key         order_id = "o1"
              user_id = "u1"
  condition   #0 = :0
  names       #0 = total
  values      :0 = 0"##;
    assert_eq!(text, expected);
}
