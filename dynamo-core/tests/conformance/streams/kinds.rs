//! What changes are read as: types, enums of entities, older versions, and what does not fit.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;
use dynamo_core::schema::StreamView;
use dynamo_core::stream::ChangeKind;

use super::{App, BOTH, Known, Only, Part, Parts, Tick, all, part, reading, rest};
use crate::bench::Bench;
use crate::fixtures::{Profile, Sample, Story};
use crate::stored::{b, item, n};

/// The key is that of the type, without any image.
pub(super) async fn pattern_key(bench: Bench) {
    let db = bench.with_stream::<(Story, Profile)>(StreamView::KeysOnly).await;
    let story = Story::samples().remove(2);
    db.create(&story).await.expect("a new item");
    let changes = all::<Story>(db).await;
    let keys: Vec<_> = changes.iter().map(|change| &change.key).collect();
    assert_eq!(keys, [&Story::key("ada", "12", u32::MAX)]);
}

pub(super) async fn other_kinds(bench: Bench) {
    let db = bench.with_stream::<(Story, Profile)>(BOTH).await;
    let (stories, profiles) = (Story::samples(), Profile::samples());
    for story in &stories {
        db.create(story).await.expect("a new item");
    }
    for profile in &profiles {
        db.create(profile).await.expect("a new item");
    }
    let table = db.table_name::<Story>();
    bench.raw.write(&table, Item::from([("PK", "x"), ("SK", "y")].map(text))).await;
    assert_eq!(all::<Story>(db).await.len(), stories.len());
    assert_eq!(all::<Profile>(db).await.len(), profiles.len());
}

fn text((name, value): (&str, &str)) -> (String, AttributeValue) {
    (name.to_owned(), AttributeValue::S(value.to_owned()))
}

pub(super) async fn entities(bench: Bench) {
    let db = bench.with_stream::<(Story, Profile)>(BOTH).await;
    let (story, profile) = (Story::samples().remove(0), Profile::samples().remove(0));
    db.create(&profile).await.expect("a new item");
    db.create(&story).await.expect("a new item");
    db.delete(&profile).await.expect("a removal");
    bench.raw.write(&db.table_name::<Story>(), Item::from([("PK", "x"), ("SK", "y")].map(text))).await;
    let changes = all::<App>(db).await;
    let [first, second, third] = changes.try_into().expect("three changes");
    assert!(matches!(&first.new, Some(App::Profile(new)) if new.primary_key() == profile.primary_key()), "{first:?}");
    assert_eq!(first.key.of::<Profile>(), Some(profile.primary_key()));
    assert_eq!(first.key.of::<Story>(), None);
    assert!(matches!(&second.new, Some(App::Story(new)) if new.title == story.title), "{second:?}");
    assert_eq!(second.key.of::<Story>(), Some(story.primary_key()));
    assert_eq!((third.kind, third.new), (ChangeKind::Remove, None));
    assert_eq!(third.old, first.new);
    let only = all::<Only>(db).await;
    assert_eq!(only.iter().map(|change| change.kind).collect::<Vec<_>>(), [ChangeKind::Insert, ChangeKind::Remove]);
}

pub(super) async fn entities_by_key(bench: Bench) {
    let db = bench.with_stream::<(Story, Profile)>(StreamView::KeysOnly).await;
    db.create(&Profile::samples()[0]).await.expect("a new item");
    db.create(&Story::samples()[0]).await.expect("a new item");
    let changes = all::<App>(db).await;
    let stories = changes.iter().filter_map(|change| change.key.of::<Story>()).count();
    assert_eq!((changes.len(), stories), (2, 1));
    assert_eq!(all::<Only>(db).await.len(), 1);
    assert_eq!(all::<Known>(db).await.len(), 2, "the other variant has any key");
}

pub(super) async fn other_entities(bench: Bench) {
    let db = bench.with_stream::<(Story, Profile)>(BOTH).await;
    let story = Story::samples().remove(0);
    db.create(&story).await.expect("a new item");
    db.create(&Profile::samples()[0]).await.expect("a new item");
    let [other, profile] = all::<Known>(db).await.try_into().expect("two changes");
    assert!(matches!(&other.new, Some(Known::Other(item)) if item["title"].as_s() == Ok(&story.title)), "{other:?}");
    assert!(matches!(profile.new, Some(Known::Profile(_))), "{profile:?}");
}

/// Images of version 1, and from before there were versions.
pub(super) async fn older_is_upgraded(bench: Bench) {
    let db = bench.with_stream::<Story>(BOTH).await;
    let story = Story::samples().remove(0);
    for version in [None, Some(1)] {
        bench.raw.write(&db.table_name::<Story>(), story.as_of_old(version)).await;
    }
    db.put(&story).await.expect("a change");
    let changes = all::<Story>(db).await;
    let current = Some(story.clone().settled(&story));
    assert_eq!(changes.len(), 3);
    assert!(changes.iter().all(|change| change.new == current), "{changes:?}");
    assert!(changes[1..].iter().all(|change| change.old == current), "{changes:?}");
    let of_enum = all::<App>(db).await;
    assert!(of_enum.iter().all(|change| change.new == current.clone().map(App::Story)), "{of_enum:?}");
}

pub(super) async fn newer_is_refused(bench: Bench) {
    let db = bench.with_stream::<Story>(BOTH).await;
    let story = Story::samples().remove(0);
    let mut newer = story.model();
    newer.insert("schema_version".to_owned(), n(3));
    bench.raw.write(&db.table_name::<Story>(), newer).await;
    let mut changes = reading::<Story>(db).await.expect("a stream");
    let error = changes.next().await.expect_err("it is of the future");
    assert_eq!(error.kind(), &ErrorKind::Outdated { found: 3, current: 2 });
    assert_eq!(error.key(), Some(&*story.primary_key().to_string()));
    assert_eq!(error.table(), Some(&*db.table_name::<Story>()));
}

/// It is an error with its path, and neither lost nor in the way of what follows.
pub(super) async fn undecodable(bench: Bench) {
    let db = bench.with_stream::<Tick>(BOTH).await;
    let table = db.table_name::<Tick>();
    db.put(&Tick { clock: "a".into(), count: 1 }).await.expect("a put");
    bench.raw.write(&table, Item::from([("clock", "b"), ("count", "many")].map(text))).await;
    db.put(&Tick { clock: "c".into(), count: 3 }).await.expect("a put");
    let mut changes = reading::<Tick>(db).await.expect("a stream");
    assert_eq!(changes.next().await.expect("a change").expect("a change").new.expect("an item").count, 1);
    let error = changes.next().await.expect_err("it does not decode");
    let ErrorKind::Decode(decode) = error.kind() else { panic!("{error:?}") };
    assert_eq!((decode.path(), error.table(), error.key()), ("count", Some(&*table), Some("clock=\"b\"")));
    assert!(error.to_string().contains("in the new image of record"), "{error}");
    // Whoever stops here begins with it again.
    let mut again = reading::<Tick>(db).after(changes.checkpoint()).await.expect("a stream");
    assert!(again.next().await.expect_err("it does not decode").is_decode());
    assert_eq!(changes.next().await.expect("a change").expect("a change").new.expect("an item").count, 3);
    assert!(rest(reading::<Tick>(db).after(changes.checkpoint()).await.expect("a stream")).await.is_empty());
}

/// A table with keys of its own has one kind of items, and a key that does not decode is that of one of them.
pub(super) async fn undecodable_key(bench: Bench) {
    let db = bench.with_stream::<Part>(BOTH).await;
    let table = db.table_name::<Part>();
    bench.raw.write(&table, item([("shelf", b(b"a")), ("number", n(-1))])).await;
    db.put(&part()).await.expect("a put");
    let mut changes = reading::<Part>(db).await.expect("a stream");
    let error = changes.next().await.expect_err("it does not decode");
    let ErrorKind::Decode(decode) = error.kind() else { panic!("{error:?}") };
    assert_eq!((decode.path(), error.table()), ("number", Some(&*table)));
    assert_eq!(rest(changes).await.len(), 1);
    let error = reading::<Parts>(db).await.expect("a stream").next().await.expect_err("it does not decode");
    assert!(error.is_decode(), "{error:?}");
}

/// The same, where the key is all there is.
pub(super) async fn undecodable_key_alone(bench: Bench) {
    let db = bench.with_stream::<Part>(StreamView::KeysOnly).await;
    bench.raw.write(&db.table_name::<Part>(), item([("shelf", b(b"a")), ("number", n(-1))])).await;
    assert_eq!(all::<Part>(db).await.len(), 1);
    assert_eq!(all::<Parts>(db).await.len(), 1);
}
