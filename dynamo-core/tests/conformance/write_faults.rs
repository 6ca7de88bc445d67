//! What writes once got wrong: index keys that did not follow, numbers that left their type, errors that did not say where.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, Utc};
use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{Order, order};
use crate::stored::{n, s};
use crate::updates::{Running, created};

variants! {
    Fault {
        KeysFollowTimes,
        KeysFollowTimesInAnUpsert,
        DifferencesOfSparseKeys,
        UpdateWithSparseKeys,
        InsertsOfSparseKeys,
        MixedKeysAreRefused,
        InsertBeforeSet,
        CountingDownNothing,
        SumsStayInRange,
        SumsOfWhatIsAbsent,
        SumsOfAttributes,
        SetIfAbsentComputesNothing,
        CallersErrorEndsIt,
        ErrorsNameTheTable,
        AppliedButUnreadable,
        InvertedBetween,
        SetOpt,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    Fault::ALL.iter().map(|of| Case::new(format!("write: {of:?}"), run(*of))).collect()
}

fn run(of: Fault) -> impl FnOnce(Bench) -> Running + Send {
    move |bench| match of {
        Fault::KeysFollowTimes => Box::pin(keys_follow_times(bench)),
        Fault::KeysFollowTimesInAnUpsert => Box::pin(keys_follow_times_in_an_upsert(bench)),
        Fault::DifferencesOfSparseKeys => Box::pin(differences_of_sparse_keys(bench)),
        Fault::UpdateWithSparseKeys => Box::pin(update_with_sparse_keys(bench)),
        Fault::InsertsOfSparseKeys => Box::pin(inserts_of_sparse_keys(bench)),
        Fault::MixedKeysAreRefused => Box::pin(mixed_keys_are_refused(bench)),
        Fault::InsertBeforeSet => Box::pin(insert_before_set(bench)),
        Fault::CountingDownNothing => Box::pin(counting_down_nothing(bench)),
        Fault::SumsStayInRange => Box::pin(sums_stay_in_range(bench)),
        Fault::SumsOfWhatIsAbsent => Box::pin(sums_of_what_is_absent(bench)),
        Fault::SumsOfAttributes => Box::pin(sums_of_attributes(bench)),
        Fault::SetIfAbsentComputesNothing => Box::pin(set_if_absent_computes_nothing(bench)),
        Fault::CallersErrorEndsIt => Box::pin(callers_error_ends_it(bench)),
        Fault::ErrorsNameTheTable => Box::pin(errors_name_the_table(bench)),
        Fault::AppliedButUnreadable => Box::pin(applied_but_unreadable(bench)),
        Fault::InvertedBetween => Box::pin(inverted_between(bench)),
        Fault::SetOpt => Box::pin(set_opt(bench)),
    }
}

/// The one item that a table holds.
async fn stored<T: Table>(bench: &Bench) -> Item {
    let items = bench.raw.items(&bench.db.table_name::<T>()).await;
    let [item] = items.try_into().expect("one item");
    item
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "timed")]
#[gsi(by_update, pk = "NOTES#{topic}", sk = "AT#{updated}", keys_only)]
#[gsi(by_creation, pk = "NEW#{created}")]
struct Timed {
    #[pk]
    id: String,
    topic: String,
    note: String,
    #[dynamo(created_at)]
    created: DateTime<Utc>,
    #[dynamo(updated_at)]
    updated: DateTime<Utc>,
}

fn timed() -> Timed {
    Timed {
        id: "a".into(),
        topic: "t".into(),
        note: "n".into(),
        created: DateTime::UNIX_EPOCH,
        updated: DateTime::UNIX_EPOCH,
    }
}

fn text(item: &Item, name: &str) -> String {
    item[name].as_s().expect("a text").clone()
}

/// The keys say what the fields say.
fn assert_timed_keys(item: &Item) {
    assert_eq!(text(item, "BY_UPDATESK"), format!("AT#{}", text(item, "updated")));
    assert_eq!(text(item, "BY_CREATIONPK"), format!("NEW#{}", text(item, "created")));
}

async fn keys_follow_times(bench: Bench) {
    let db = bench.with::<Timed>().await;
    db.create(&timed()).await.expect("a new item");
    let first = stored::<Timed>(&bench).await;
    assert_timed_keys(&first);
    tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    db.update(Timed::key("a")).set(|f| f.note().set("changed")).await.expect("an update");
    let second = stored::<Timed>(&bench).await;
    assert_timed_keys(&second);
    assert!(text(&second, "updated") > text(&first, "updated"));
    assert_eq!(second["created"], first["created"]);
    let read = db.get(Timed::key("a")).required().await.expect("it reads");
    let next = Timed { note: "again".into(), ..read.clone() };
    db.update(Timed::key("a")).diff(&read, &next).await.expect("a diff");
    assert_timed_keys(&stored::<Timed>(&bench).await);
}

async fn keys_follow_times_in_an_upsert(bench: Bench) {
    let db = bench.with::<Timed>().await;
    let upsert = || db.upsert(Timed::key("a")).set(|f| (f.topic().set("t"), f.note().set("n")));
    upsert().await.expect("made");
    let first = stored::<Timed>(&bench).await;
    assert_timed_keys(&first);
    tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    upsert().await.expect("changed");
    let second = stored::<Timed>(&bench).await;
    assert_timed_keys(&second);
    assert!(text(&second, "updated") > text(&first, "updated"));
    assert_eq!(second["created"], first["created"]);
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "states")]
#[gsi(by_state, pk = "KIND#{kind}", sk = "{status}#{day}", keys_only)]
struct State {
    #[pk]
    id: String,
    kind: String,
    status: Option<String>,
    day: Option<String>,
    note: String,
}

fn state(status: Option<&str>, day: Option<&str>) -> State {
    let (status, day) = (status.map(str::to_owned), day.map(str::to_owned));
    State { id: "a".into(), kind: "k".into(), status, day, note: "n".into() }
}

/// From one state to the next: the key is there where both of its fields are.
async fn differences_of_sparse_keys(bench: Bench) {
    let db = bench.with::<State>().await;
    let states = [
        state(Some("new"), None),
        state(Some("open"), None),
        state(Some("open"), Some("1")),
        state(Some("done"), Some("1")),
        state(Some("done"), None),
        state(None, Some("2")),
        state(None, None),
    ];
    db.put(&states[0]).await.expect("an item");
    for pair in states.windows(2) {
        db.update(State::key("a")).diff(&pair[0], &pair[1]).await.expect("a diff");
        let item = stored::<State>(&bench).await;
        assert_eq!(item, crate::stored::normal(pair[1].to_item().expect("an item")), "as a put leaves it");
    }
}

async fn update_with_sparse_keys(bench: Bench) {
    let db = bench.with::<State>().await;
    db.put(&state(Some("new"), None)).await.expect("an item");
    let next = |state: &mut State| state.status = Some("open".into());
    let after = db.update_with(State::key("a"), next).await.expect("an update");
    assert_eq!(after, state(Some("open"), None));
    assert_eq!(stored::<State>(&bench).await.get("BY_STATESK"), None);
}

async fn inserts_of_sparse_keys(bench: Bench) {
    let db = bench.with::<State>().await;
    for item in [state(Some("new"), None), state(None, Some("1")), state(None, None), state(Some("new"), Some("1"))] {
        for _ in 0..2 {
            // What was made by the first is left as it is by the second.
            db.upsert(State::key("a")).or_insert(&item).set(|f| f.note().set("n")).await.expect("an upsert");
            let found = stored::<State>(&bench).await;
            assert_eq!(found, crate::stored::normal(item.to_item().expect("an item")), "as a put leaves it");
        }
        db.delete(State::key("a")).await.expect("a delete");
    }
}

/// A key of old and new fields would be one that no item has.
async fn mixed_keys_are_refused(bench: Bench) {
    let db = bench.with::<State>().await;
    db.put(&state(Some("new"), None)).await.expect("an item");
    let before = stored::<State>(&bench).await;
    for item in [state(None, Some("1")), state(Some("other"), Some("1"))] {
        let error = db.upsert(State::key("a")).or_insert(&item).await.expect_err("its key would be stale");
        assert!(error.is_condition_failed(), "{error:?}");
        assert_eq!(stored::<State>(&bench).await, before);
    }
}

async fn insert_before_set(bench: Bench) {
    let db = bench.with::<Order>().await;
    let first = db.upsert(Order::key("u1", "o1")).or_insert(&order()).set(|o| o.total().set(5));
    let first = first.returning_new().await.expect("made");
    let second = db.upsert(Order::key("u1", "o2")).set(|o| o.total().set(5));
    let second = second.or_insert(&Order { order_id: "o2".into(), ..order() }).returning_new().await.expect("made");
    assert_eq!((first.total, &first), (5, &Order { order_id: "o1".into(), ..second }));
}

async fn counting_down_nothing(bench: Bench) {
    let db = bench.with::<Order>().await;
    let upsert = db.upsert(Order::key("u1", "o1")).set(|o| o.items_count().decrement(1)).or_insert(&order());
    let error = upsert.await.expect_err("no unsigned integer is below 0");
    assert_eq!(error.kind(), &ErrorKind::OutOfRange { attribute: "items_count".into() });
    assert!(bench.raw.items(&db.table_name::<Order>()).await.is_empty());
    // A condition of the caller's own is still told as one.
    let upsert = db.upsert(Order::key("u1", "o1")).set(|o| o.items_count().increment(1)).or_insert(&order());
    let error = upsert.only_if(|o| o.total().eq(1)).await.expect_err("there is no total");
    assert!(error.is_condition_failed(), "{error:?}");
}

/// 70 in total, 2 items.
async fn sums_stay_in_range(bench: Bench) {
    let before = created(&bench).await;
    let update = || bench.db.update(Order::key("u1", "o1")).unversioned();
    let over = u32::MAX - 1;
    let refused = [
        (update().set(|o| o.total().set(o.total() - 71)), "total"),
        (update().set(|o| o.total().set(69 - o.total())), "total"),
        (update().set(|o| o.items_count().set(o.items_count() + over)), "items_count"),
        (update().set(move |o| o.items_count().set(over + o.items_count())), "items_count"),
        (update().set(|o| o.lines().at(0).qty().set(o.lines().at(1).qty() - 3)), "lines[0].qty"),
    ];
    for (update, attribute) in refused {
        let error = update.await.expect_err("no number of the type");
        assert_eq!(error.kind(), &ErrorKind::OutOfRange { attribute: attribute.into() });
    }
    assert_eq!(bench.db.get(before.primary_key()).required().await.expect("as it was"), before);
    let down = update().set(|o| (o.total().set(o.total() - 70), o.items_count().set(o.items_count() + (over - 1))));
    let after = down.returning_new().await.expect("the ends of the range");
    assert_eq!((after.total, after.items_count), (0, u32::MAX));
    let back = update().set(|o| (o.total().set(70 - o.total()), o.items_count().set(u32::MAX - o.items_count())));
    let after = back.returning_new().await.expect("and back");
    assert_eq!((after.total, after.items_count), (70, 0));
    let wrong = update().set(|o| o.total().set(o.total() - 71)).only_if(|o| o.total().eq(70)).await;
    assert!(wrong.expect_err("70 - 71").is_out_of_range());
}

/// There is nothing to add to: no matter of ranges.
async fn sums_of_what_is_absent(bench: Bench) {
    let before = created(&bench).await;
    let update = bench.db.update(&before).set(|o| o.total().set(o.attr::<u64>("nowhere") + 1));
    let error = update.await.expect_err("there is no such attribute");
    assert!(error.is_invalid_request(), "{error:?}");
}

/// DynamoDB has no condition on the sum of two attributes: it is stored, and reading it fails.
async fn sums_of_attributes(bench: Bench) {
    let before = created(&bench).await;
    let update = || bench.db.update(Order::key("u1", "o1")).unversioned();
    update().set(|o| o.attr::<u64>("more").set(71)).await.expect("an update");
    update().set(|o| o.total().set(o.total() - o.attr::<u64>("more"))).await.expect("it is stored");
    assert_eq!(stored::<Order>(&bench).await["total"], n(-1));
    assert!(bench.db.get(before.primary_key()).await.expect_err("no u64").is_decode());
}

/// DynamoDB has no arithmetic inside `if_not_exists`; another attribute it has.
async fn set_if_absent_computes_nothing(bench: Bench) {
    let before = created(&bench).await;
    let update = || bench.db.update(&before);
    let error = update().set(|o| o.attr::<u64>("left").set_if_absent(o.total() - 1)).await.expect_err("a difference");
    assert!(error.is_invalid_request() && error.to_string().contains("`set_if_absent`"), "{error:?}");
    let after = update().set(|o| o.attr::<u64>("left").set_if_absent(o.total())).returning_new().await;
    assert_eq!(after.expect("another attribute").rest["left"], n(70));
}

/// What the caller's own function fails with is no sign of somebody faster, whatever its kind.
async fn callers_error_ends_it(bench: Bench) {
    let before = created(&bench).await;
    for kind in [ErrorKind::ConditionFailed, ErrorKind::VersionConflict { expected: 1, found: None }] {
        let calls = Arc::new(AtomicUsize::new(0));
        let (counted, given) = (Arc::clone(&calls), kind.clone());
        let refuse = move |_: &mut Order| -> Result<()> {
            counted.fetch_add(1, Ordering::Relaxed);
            Err(Error::new(given.clone()))
        };
        let error = bench.db.update_with(before.primary_key(), refuse).await.expect_err("refused");
        assert_eq!((error.kind(), calls.load(Ordering::Relaxed)), (&kind, 1));
    }
}

/// The order as it cannot be read.
fn broken(order: &Order) -> Item {
    let mut broken = order.to_item().expect("an item");
    broken.insert("items_count".to_owned(), s("text"));
    broken
}

async fn errors_name_the_table(bench: Bench) {
    let before = created(&bench).await;
    let table = bench.db.table_name::<Order>();
    assert_ne!(table, "orders", "the tables of a case have a prefix");
    bench.raw.write(&table, broken(&before)).await;
    let key = Some(r#"user_id="u1", order_id="o1""#);
    let error = bench.db.update_with(before.primary_key(), |_| ()).await.expect_err("it does not read");
    assert_eq!((error.is_decode(), error.table(), error.key()), (true, Some(&*table), key), "{error:?}");
    let error = bench.db.create(&order()).await.expect_err("the key is taken");
    let error = error.current::<Order>().expect_err("it does not read");
    assert_eq!((error.is_decode(), error.table(), error.key()), (true, Some(&*table), key), "{error:?}");
}

async fn applied_but_unreadable(bench: Bench) {
    let before = created(&bench).await;
    let table = bench.db.table_name::<Order>();
    bench.raw.write(&table, broken(&before)).await;
    let db = &bench.db;
    let update = db.update(&before).set(|o| o.total().set(1)).returning_new().await.map(drop);
    let upsert = db.upsert(before.primary_key()).or_insert(&before).returning_old().await.map(drop);
    let parts = db.update(before.primary_key()).unversioned().set(|o| o.total().set(1)).returning_old();
    let parts = parts.select(|o| o.items_count()).await.map(drop);
    let put = db.put(&Order { rev: 4, ..before.clone() }).returning_old().await.map(drop);
    bench.raw.write(&table, broken(&before)).await;
    let delete = db.delete(&before).returning_old().await.map(drop);
    let failed = [("UpdateItem", update), ("UpdateItem", upsert), ("UpdateItem", parts), ("PutItem", put)];
    for (operation, result) in failed.into_iter().chain([("DeleteItem", delete)]) {
        let error = result.expect_err("it does not read");
        assert!(error.is_decode(), "{error:?}");
        assert_eq!((error.operation(), error.table()), (Some(operation), Some(&*table)));
        assert_eq!(error.key(), Some(r#"user_id="u1", order_id="o1""#));
        assert!(error.to_string().contains("the write was applied"), "{error}");
    }
    assert!(bench.raw.items(&table).await.is_empty(), "the delete was the last");
}

async fn inverted_between(bench: Bench) {
    let before = created(&bench).await;
    let update = || bench.db.update(&before).set(|o| o.total().set(1));
    let refused = [
        update().only_if(|o| o.total().between(10, 9)).await,
        update().only_if(|o| o.created_at().between("b", "a")).await,
        update().only_if(|o| o.lines().size().between(2, 1)).await,
    ];
    for result in refused {
        let error = result.expect_err("it ends before it begins");
        assert!(error.is_invalid_request() && error.to_string().contains("`between`"), "{error:?}");
    }
    // 9 is less than 10, whatever their texts are; one value is a range, too.
    let fits = update().only_if(|o| o.total().between(9, 100) & o.total().between(70, 70));
    fits.await.expect("70 lies between");
}

async fn set_opt(bench: Bench) {
    let before = created(&bench).await;
    let set = |region: Option<&'static str>| {
        bench.db.update(&before).set(move |o| o.region().set_opt(region)).returning_new().outcome()
    };
    let _ = set(None).await.expect("nothing to remove");
    let update = || bench.db.update(Order::key("u1", "o1")).unversioned();
    let some = update().set(|o| o.region().set_opt(Some("eu"))).returning_new().await.expect("set");
    assert_eq!(some.region.as_deref(), Some("eu"));
    let none = update().set(|o| o.region().set_opt(None::<&str>)).returning_new().await.expect("removed");
    assert_eq!(none.region, None);
    assert_eq!(stored::<Order>(&bench).await.get("region"), None);
}
