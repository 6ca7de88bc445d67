//! Updates and upserts: what they change, what they change with it, and what they refuse.

use std::time::SystemTime;

use dynamo_core::backend::Feature;
use dynamo_core::error::ErrorKind;
use dynamo_core::operation::Outcome;
use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{Address, Line, OddNames, Order, Profile, Sample, Stamped, Status, Story, order, stamped};
use crate::stored::{n, s};

variants! {
    Update {
        Everything,
        MustExist,
        Versions,
        ConditionsAreTold,
        Counting,
        IndexKeysFollow,
        IndexKeysAreChecked,
        OddNamesWork,
        OldAndNew,
        NewAndItsCost,
        Outcomes,
        Overlaps,
        MissingParent,
        Upserts,
        UpsertsAreWhole,
        Differences,
        DifferentKeys,
        Times,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let case = |of: Update| {
        let case = Case::new(format!("update: {of:?}"), update(of));
        if of == Update::NewAndItsCost { case.needs(&[Feature::CapacityFigures]) } else { case }
    };
    Update::ALL.iter().map(|of| case(*of)).collect()
}

pub(crate) type Running = dynamo_core::backend::BoxFuture<'static, ()>;

fn update(of: Update) -> impl FnOnce(Bench) -> Running + Send {
    move |bench| match of {
        Update::Everything => Box::pin(everything(bench)),
        Update::MustExist => Box::pin(must_exist(bench)),
        Update::Versions => Box::pin(versions(bench)),
        Update::ConditionsAreTold => Box::pin(conditions_are_told(bench)),
        Update::Counting => Box::pin(counting(bench)),
        Update::IndexKeysFollow => Box::pin(index_keys_follow(bench)),
        Update::IndexKeysAreChecked => Box::pin(index_keys_are_checked(bench)),
        Update::OddNamesWork => Box::pin(odd_names_work(bench)),
        Update::OldAndNew => Box::pin(old_and_new(bench)),
        Update::NewAndItsCost => Box::pin(new_and_its_cost(bench)),
        Update::Outcomes => Box::pin(outcomes(bench)),
        Update::Overlaps => Box::pin(overlaps(bench)),
        Update::MissingParent => Box::pin(missing_parent(bench)),
        Update::Upserts => Box::pin(upserts(bench)),
        Update::UpsertsAreWhole => Box::pin(upserts_are_whole(bench)),
        Update::Differences => Box::pin(differences(bench)),
        Update::DifferentKeys => Box::pin(different_keys(bench)),
        Update::Times => Box::pin(times(bench)),
    }
}

pub(crate) async fn created(bench: &Bench) -> Order {
    bench.with::<Order>().await.create(&order()).written().await.expect("a new item")
}

/// The update of the documentation: every action at once.
async fn everything(bench: Bench) {
    let before = created(&bench).await;
    let update = bench.db.update(&before).set(|o| {
        (
            o.status().set(Status::Pending),
            o.items_count().increment(1),
            o.tags().insert(["new"]),
            o.description().set("text"),
            o.lines().append([Line { sku: "c".into(), qty: 3 }]),
            o.address().zip().set("0151"),
            o.attr::<u64>("more").set(5),
        )
    });
    let update = update.only_if(|o| o.status().ne(Status::Pending) & (o.total().gt(10) | o.lines().size().eq(0)));
    let after = update.returning_new().await.expect("an update");
    let mut lines = before.lines.clone();
    lines.push(Line { sku: "c".into(), qty: 3 });
    let expected = Order {
        status: Status::Pending,
        items_count: before.items_count + 1,
        tags: ["new".to_owned()].into(),
        description: Some("text".into()),
        lines,
        address: Address { zip: "0151".into(), ..before.address.clone() },
        rest: [("more".to_owned(), n(5))].into(),
        rev: 2,
        ..before
    };
    assert_eq!(after, expected);
    assert_eq!(bench.db.get(after.primary_key()).consistent().required().await.expect("it is there"), expected);
    let again = bench.db.update(&after).set(|o| {
        (
            o.description().remove(),
            o.tags().delete(["new"]),
            o.lines().remove_at(2),
            o.lines().at(0).qty().set(9),
            o.total().set(o.total() - 66),
            o.region().set_opt(Some("eu")),
        )
    });
    let again = again.returning_new().await.expect("a second one");
    assert_eq!((again.description, again.tags.len(), again.lines.len(), again.lines[0].qty), (None, 0, 2, 9));
    assert_eq!((again.total, again.region.as_deref(), again.rev), (4, Some("eu"), 3));
}

async fn must_exist(bench: Bench) {
    let db = bench.with::<Order>().await;
    let error = db.update(Order::key("u1", "o1")).unversioned().set(|o| o.total().set(1)).await.expect_err("no item");
    assert!(error.is_not_found(), "{error:?}");
    assert_eq!(error.operation(), Some("UpdateItem"));
    assert_eq!(error.key(), Some(r#"user_id="u1", order_id="o1""#));
    assert!(bench.raw.items(&db.table_name::<Order>()).await.is_empty());
}

async fn versions(bench: Bench) {
    let first = created(&bench).await;
    let db = &bench.db;
    let second = db.update(&first).set(|o| o.total().set(1)).returning_new().await.expect("version 2");
    let stale = db.update(&first).set(|o| o.total().set(2)).await.expect_err("version 1 is gone");
    assert_eq!(stale.kind(), &ErrorKind::VersionConflict { expected: 1, found: Some(2) });
    assert_eq!(stale.current::<Order>().expect("an order"), Some(second));
    let by_key = || db.update(Order::key("u1", "o1"));
    assert!(by_key().at_version(1).set(|o| o.total().set(3)).await.is_err());
    by_key().at_version(2).set(|o| o.total().set(3)).await.expect("version 2");
    let fourth = by_key().unversioned().set(|o| o.total().set(4)).returning_new().await.expect("whatever is there");
    assert_eq!((fourth.rev, fourth.total), (4, 4));
}

async fn conditions_are_told(bench: Bench) {
    let before = created(&bench).await;
    let update = bench.db.update(&before).set(|o| o.total().set(1)).only_if(|o| o.total().lt(5));
    let error = update.await.expect_err("the total is 70");
    assert!(error.is_condition_failed(), "{error:?}");
    assert_eq!(error.current::<Order>().expect("an order"), Some(before));
}

async fn counting(bench: Bench) {
    let before = created(&bench).await;
    let db = &bench.db;
    let at = |count: u32| db.update(Order::key("u1", "o1")).unversioned().set(move |o| o.items_count().set(count));
    at(u32::MAX).await.expect("the last number");
    let over = db.update(Order::key("u1", "o1")).unversioned().set(|o| o.items_count().increment(1));
    let error = over.await.expect_err("no u32 holds it");
    assert_eq!(error.kind(), &ErrorKind::OutOfRange { attribute: "items_count".into() });
    at(1).await.expect("a number");
    let under =
        db.update(Order::key("u1", "o1")).unversioned().set(|o| (o.items_count().decrement(2), o.total().set(0)));
    assert!(under.await.expect_err("no u32 is below 0").is_out_of_range());
    let down = db.update(Order::key("u1", "o1")).unversioned().set(|o| o.items_count().decrement(1));
    let after = down.returning_new().await.expect("0 is one");
    assert_eq!((after.items_count, after.total), (0, before.total));
}

async fn index_keys_follow(bench: Bench) {
    let db = bench.with::<Story>().await;
    let story = Story::samples().remove(0);
    db.put(&story).await.expect("a story");
    let key = || story.primary_key();
    db.update(key()).set(|f| (f.org().set("new"), f.title().set("t"))).await.expect("an update");
    let [item] = bench.raw.items(&db.table_name::<Story>()).await.try_into().expect("one item");
    assert_eq!((&item["org"], &item["GSI1PK"], &item["title"]), (&s("new"), &s("ORG#new"), &s("t")));
    assert_eq!(item["GSI1SK"], s(&story.created_at));
    db.update(key()).set(|f| f.created_at().set("2027")).await.expect("an update");
    let [item] = bench.raw.items(&db.table_name::<Story>()).await.try_into().expect("one item");
    assert_eq!((&item["GSI1PK"], &item["GSI1SK"]), (&s("ORG#new"), &s("2027")));
}

async fn index_keys_are_checked(bench: Bench) {
    let before = created(&bench).await;
    let db = &bench.db;
    let empty = db.update(&before).set(|o| o.region().set("")).await.expect_err("no index key is empty");
    assert!(empty.is_invalid_key(), "{empty:?}");
    let long = "x".repeat(2049);
    let long = db.update(&before).set(move |o| o.region().set(long)).await.expect_err("nor that long");
    assert!(long.is_invalid_key(), "{long:?}");
    bench.with::<Story>().await;
    let story = Story::samples().remove(0);
    db.put(&story).await.expect("a story");
    let empty = db.update(story.primary_key()).set(|f| f.org().set("")).await.expect_err("nor a part of one");
    assert!(empty.is_invalid_key(), "{empty:?}");
}

async fn odd_names_work(bench: Bench) {
    let db = bench.with::<OddNames>().await;
    let item = OddNames::samples().remove(0);
    db.put(&item).await.expect("a put");
    let update = db.update(item.primary_key()).set(|f| {
        (
            f.reserved().increment(1),
            f.dotted().set("1"),
            f.indexed().set("2"),
            f.hash().set("3"),
            f.colon().set("4"),
            f.spaced().set("5"),
            f.foreign().set("6"),
            f.scored().set("7"),
            f.scored_in_capitals().set("8"),
        )
    });
    let update = update.only_if(|f| f.dotted().exists() & f.hash().ne("3") & f.colon().ne("4") & f.indexed().ne("2"));
    let after = update.returning_new().await.expect("an update");
    let text = [&after.dotted, &after.indexed, &after.hash, &after.colon, &after.spaced, &after.foreign].map(|t| &**t);
    assert_eq!(text, ["1", "2", "3", "4", "5", "6"]);
    assert_eq!((&*after.scored, &*after.scored_in_capitals, after.reserved), ("7", "8", item.reserved + 1));
}

async fn old_and_new(bench: Bench) {
    let first = created(&bench).await;
    let db = &bench.db;
    let update = || db.update(Order::key("u1", "o1")).unversioned().set(|o| o.total().increment(1));
    assert_eq!(update().returning_old().select(|o| (o.total(), o.rev())).await.expect("old parts"), (70, 1));
    assert_eq!(update().returning_new().select(|o| (o.total(), o.rev())).await.expect("new parts"), (72, 3));
    assert_eq!(update().returning_old().await.expect("the old item").total, 72);
    let new = update().returning_new().await.expect("the new item");
    assert_eq!(new.total, 74);
    let old = db.put(&new).returning_old().await.expect("a put");
    assert_eq!(old, Some(new.clone()));
    let other = Order { order_id: "o9".into(), ..first };
    assert_eq!(db.put(&Order { rev: 0, ..other.clone() }).returning_old().await.expect("a first put"), None);
    let deleted = db.delete(Order::key("u1", "o9")).unversioned().returning_old().select(|o| o.order_id()).await;
    assert_eq!(deleted.expect("a delete"), Some("o9".to_owned()));
    assert_eq!(db.delete(Order::key("u1", "o9")).unversioned().returning_old().await.expect("another"), None);
}

async fn new_and_its_cost(bench: Bench) {
    created(&bench).await;
    let update = bench.db.update(Order::key("u1", "o1")).unversioned().set(|o| o.total().increment(1));
    let (new, capacity) = update.returning_new().metered().await.expect("the new item");
    assert_eq!(new.total, 71);
    assert!(capacity.total >= 0.0);
}

async fn outcomes(bench: Bench) {
    let db = bench.with::<Order>().await;
    let missing = db.update(Order::key("u1", "o1")).unversioned().set(|o| o.total().set(1)).outcome().await;
    assert_eq!(missing.expect("an outcome"), Outcome::Rejected { current: None });
    let Outcome::Applied(first) = db.create(&order()).written().outcome().await.expect("an outcome") else {
        panic!("it was not applied")
    };
    let rejected = Outcome::Rejected { current: Some(first.clone()) };
    assert_eq!(db.create(&order()).written().outcome().await.expect("an outcome"), rejected);
    let delete = db.delete(&first).only_if(|o| o.total().eq(0)).outcome().await.expect("an outcome");
    assert_eq!(delete, Outcome::Rejected { current: Some(first.clone()) });
    let update = db.update(&first).set(|o| o.total().increment(1)).returning_new().outcome().await;
    assert!(update.expect("an outcome").is_applied());
    // What is no refusal is still an error.
    assert!(db.put(&first).in_table("nowhere").outcome().await.expect_err("no table").is_missing_table());
}

async fn overlaps(bench: Bench) {
    let before = created(&bench).await;
    let refused = [
        bench.db.update(&before).await,
        bench.db.update(&before).set(|o| (o.total().set(1), o.total().increment(1))).await,
        bench
            .db
            .update(&before)
            .set(|o| (o.address().set(Address { city: "c".into(), zip: "z".into() }), o.address().zip().set("1")))
            .await,
        bench.db.update(&before).set(|o| o.attr::<u64>("rev").set(9)).await,
        bench.db.update(&before).set(|o| o.attr::<String>("user_id").set("u2")).await,
    ];
    for result in refused {
        assert!(result.expect_err("it is refused").is_invalid_request());
    }
    assert_eq!(bench.db.get(before.primary_key()).required().await.expect("as it was"), before);
}

async fn missing_parent(bench: Bench) {
    let before = created(&bench).await;
    let update = bench.db.update(&before).set(|o| o.attr::<Address>("nowhere").zip().set("1"));
    let error = update.await.expect_err("there is no parent");
    assert!(error.is_invalid_request(), "{error:?}");
}

async fn upserts(bench: Bench) {
    let db = bench.with::<Profile>().await;
    let upsert = |name: &'static str| db.upsert(Profile::key("u1")).set(move |p| p.name().set(name));
    assert_eq!(upsert("Ada").returning_old().await.expect("an upsert"), None);
    let [item] = bench.raw.items(&db.table_name::<Profile>()).await.try_into().expect("one item");
    let made = db.get(Profile::key("u1")).required().await.expect("it reads");
    assert_eq!((&*made.owner, &*made.name), ("u1", "Ada"));
    assert_eq!(crate::stored::normal(item), crate::stored::normal(made.to_item().expect("an item")));
    let old = upsert("Bob").returning_old().await.expect("an upsert").expect("there was one");
    assert_eq!(old.name, "Ada");
    let failed = upsert("Eve").only_if(|p| p.name().eq("Ada")).await.expect_err("it is Bob");
    assert!(failed.is_condition_failed());
    // Versions count from the first.
    bench.with::<Order>().await;
    let upsert = || db.upsert(Order::key("u1", "o1")).set(|o| o.total().increment(1)).or_insert(&order());
    assert_eq!(upsert().returning_new().await.expect("made").rev, 1);
    let second = upsert().returning_new().await.expect("changed");
    assert_eq!((second.rev, second.total, &*second.address.city), (2, 2, "Oslo"));
}

async fn upserts_are_whole(bench: Bench) {
    let db = bench.with::<Order>().await;
    let error = db.upsert(Order::key("u1", "o1")).set(|o| o.total().set(1)).await.expect_err("much is missing");
    assert!(error.is_invalid_request(), "{error:?}");
    for name in ["status", "created_at", "tenant", "items_count", "address", "lines"] {
        assert!(error.to_string().contains(&format!("`{name}`")), "{error}");
    }
    for name in ["`total`", "region", "rev", "user_id"] {
        assert!(!error.to_string().contains(name), "{error}");
    }
    assert!(bench.raw.items(&db.table_name::<Order>()).await.is_empty());
}

async fn differences(bench: Bench) {
    let before = created(&bench).await;
    let db = &bench.db;
    // Somebody else's attribute stays.
    db.update(&before).set(|o| (o.attr::<u64>("theirs").set(1), o.description().set("d"))).await.expect("an update");
    let read = db.get(before.primary_key()).required().await.expect("it is there");
    let wanted = Order { description: None, total: 5, status: Status::Pending, ..read.clone() };
    let after = db.update(read.primary_key()).diff(&read, &wanted).returning_new().await.expect("a diff");
    assert_eq!(after, Order { rev: 3, ..wanted.clone() });
    let stale = db.update(read.primary_key()).diff(&read, &wanted).await.expect_err("the version has moved on");
    assert!(stale.is_version_conflict());
    let nothing = db.update(&after).diff(&after, &after).await.expect_err("nothing differs");
    assert!(nothing.is_invalid_request());
}

async fn different_keys(bench: Bench) {
    let before = created(&bench).await;
    let moved = Order { order_id: "o2".into(), ..before.clone() };
    let error = bench.db.update(&before).diff(&before, &moved).await.expect_err("another key");
    assert!(error.is_invalid_request(), "{error:?}");
    assert_eq!(bench.raw.items(&bench.db.table_name::<Order>()).await.len(), 1);
}

async fn times(bench: Bench) {
    let db = bench.with::<Stamped>().await;
    let first = db.create(&stamped("a")).written().await.expect("a new item");
    let second = db.update(&first).set(|f| f.note().set("changed")).returning_new().await.expect("an update");
    assert_eq!(second.created, first.created);
    assert!(second.updated >= first.updated && second.updated <= SystemTime::now());
    assert_eq!(second.rev, first.rev + 1);
}
