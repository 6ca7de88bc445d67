//! Fields that are not simply what the struct holds: validated, computed, read-only, stamped with a time.

use std::time::Duration;

use chrono::{DateTime, Utc};
use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;
use crate::stored::s;
use crate::updates::Running;

variants! {
    Rule {
        ValidatedBeforeWrites,
        ValidatedAfterReads,
        ComputedByEveryWrite,
        ComputedIsNotRead,
        ComputedIsLeftByAPart,
        ReadOnly,
        CreatedAt,
        UpdatedAt,
        UpdatedAtIsNotTheCallers,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    Rule::ALL.iter().map(|of| Case::new(format!("written: {of:?}"), run(*of))).collect()
}

fn run(of: Rule) -> impl FnOnce(Bench) -> Running + Send {
    move |bench| match of {
        Rule::ValidatedBeforeWrites => Box::pin(validated_before_writes(bench)),
        Rule::ValidatedAfterReads => Box::pin(validated_after_reads(bench)),
        Rule::ComputedByEveryWrite => Box::pin(computed_by_every_write(bench)),
        Rule::ComputedIsNotRead => Box::pin(computed_is_not_read(bench)),
        Rule::ComputedIsLeftByAPart => Box::pin(computed_is_left_by_a_part(bench)),
        Rule::ReadOnly => Box::pin(read_only(bench)),
        Rule::CreatedAt => Box::pin(created_at(bench)),
        Rule::UpdatedAt => Box::pin(updated_at(bench)),
        Rule::UpdatedAtIsNotTheCallers => Box::pin(updated_at_is_not_the_callers(bench)),
    }
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "books", validate = has_a_title)]
#[gsi(by_search, pk = "SEARCH#{search}", keys_only)]
struct Book {
    #[pk]
    id: String,
    title: String,
    #[dynamo(computed = search_text)]
    search: String,
    #[dynamo(readonly)]
    origin: String,
    #[dynamo(created_at)]
    created: DateTime<Utc>,
    #[dynamo(updated_at)]
    updated: DateTime<Utc>,
    #[dynamo(flatten)]
    rest: Item,
}

fn search_text(book: &Book) -> String {
    book.title.to_lowercase()
}

fn has_a_title(book: &Book) -> std::result::Result<(), &'static str> {
    if book.title.is_empty() { Err("there is no title") } else { Ok(()) }
}

fn book(title: &str) -> Book {
    Book {
        id: "a".into(),
        title: title.into(),
        search: "ignored".into(),
        origin: "o".into(),
        created: DateTime::UNIX_EPOCH + Duration::from_secs(1),
        updated: DateTime::UNIX_EPOCH + Duration::from_secs(2),
        rest: Item::new(),
    }
}

fn key() -> Key<Book> {
    Book::key("a")
}

async fn stored(bench: &Bench) -> Option<Item> {
    let items = bench.raw.items(&bench.db.table_name::<Book>()).await;
    assert!(items.len() < 2);
    items.into_iter().next()
}

async fn read(bench: &Bench) -> Book {
    bench.db.get(key()).consistent().required().await.expect("a book")
}

async fn validated_before_writes(bench: Bench) {
    let db = bench.with::<Book>().await;
    let refused = [
        db.put(&book("")).await,
        db.create(&book("")).await,
        db.put(&book("")).written().await.map(drop),
        db.upsert(key()).or_insert(&book("")).await,
    ];
    for result in refused {
        assert_rejected(&bench, &result.expect_err("there is no title"));
        assert_eq!(stored(&bench).await, None);
    }
    db.put(&book("Title")).await.expect("a book");
    let before = stored(&bench).await;
    let refused = [
        db.update(key()).diff(&book("Title"), &book("")).await,
        db.update_with(key(), |book: &mut Book| book.title.clear()).await.map(drop),
    ];
    for result in refused {
        assert_rejected(&bench, &result.expect_err("there would be no title"));
        assert_eq!(stored(&bench).await, before);
    }
    // What is not valid can be deleted.
    db.delete(&book("")).await.expect("a delete");
}

/// The error says what is not valid, where, and why.
fn assert_rejected(bench: &Bench, error: &Error) {
    let text = error.to_string();
    assert!(error.is_invalid_request(), "{error:?}");
    assert!(text.contains("`Book`") && text.contains("there is no title"), "{text}");
    assert_eq!(error.table(), Some(&*bench.db.table_name::<Book>()));
}

async fn validated_after_reads(bench: Bench) {
    let db = bench.with::<Book>().await;
    let mut invalid = book("Title").to_item().expect("an item");
    invalid.insert("title".to_owned(), s(""));
    bench.raw.write(&db.table_name::<Book>(), invalid).await;
    let error = db.get(key()).await.expect_err("it is not valid");
    assert!(error.is_decode(), "{error:?}");
    assert!(error.to_string().contains("`Book`"), "{error}");
    assert_eq!(error.key(), Some("id=\"a\""));
    // Parts of it are not validated: there is no whole to look at.
    assert_eq!(db.get(key()).select(|f| f.origin()).await.expect("a part"), Some("o".to_owned()));
    let error = db.update_with(key(), |book: &mut Book| book.title = "t".into()).await.expect_err("nor here");
    assert!(error.is_decode(), "{error:?}");
}

async fn computed_by_every_write(bench: Bench) {
    let db = bench.with::<Book>().await;
    let is = async |title: &str| {
        let (item, search) = (stored(&bench).await.expect("a book"), title.to_lowercase());
        let found = (&item["title"], &item["search"], &item["BY_SEARCHPK"]);
        assert_eq!(found, (&s(title), &s(&search), &s(&format!("SEARCH#{search}"))));
    };
    db.create(&book("One")).await.expect("a book");
    is("One").await;
    db.put(&book("Two")).await.expect("a book");
    is("Two").await;
    let before = read(&bench).await;
    db.update(key()).diff(&before, &Book { title: "Three".into(), ..before.clone() }).await.expect("a diff");
    is("Three").await;
    db.update_with(key(), |book: &mut Book| book.title = "Four".into()).await.expect("an update");
    is("Four").await;
    db.delete(key()).await.expect("a delete");
    db.upsert(key()).or_insert(&book("Five")).await.expect("an upsert");
    is("Five").await;
}

async fn computed_is_not_read(bench: Bench) {
    let db = bench.with::<Book>().await;
    let mut other = book("Title").to_item().expect("an item");
    other.insert("search".to_owned(), crate::stored::n(5));
    bench.raw.write(&db.table_name::<Book>(), other).await;
    assert_eq!(read(&bench).await.search, "title");
    assert!(read(&bench).await.rest.is_empty());
}

/// An update of a part has no whole to compute from: the attribute is as it was, and so are the keys made of it.
async fn computed_is_left_by_a_part(bench: Bench) {
    let db = bench.with::<Book>().await;
    db.put(&book("One")).await.expect("a book");
    let after = db.update(key()).set(|f| f.title().set("Two")).returning_new().await.expect("an update");
    assert_eq!((&*after.title, &*after.search), ("Two", "two"));
    let item = stored(&bench).await.expect("a book");
    assert_eq!((&item["search"], &item["BY_SEARCHPK"]), (&s("one"), &s("SEARCH#one")));
}

/// It has no setter, which a ui case shows; a put may change it.
async fn read_only(bench: Bench) {
    let db = bench.with::<Book>().await;
    db.put(&book("One")).await.expect("a book");
    db.put(&Book { origin: "p".into(), ..book("One") }).await.expect("a book");
    assert_eq!(read(&bench).await.origin, "p");
    db.upsert(key()).set(|f| f.title().set("Two")).or_insert(&book("One")).await.expect("an upsert");
    assert_eq!(read(&bench).await.origin, "p", "what is there is not replaced");
}

/// Now, give or take what a test machine may be late.
fn is_now(time: DateTime<Utc>) -> bool {
    let apart = (DateTime::<Utc>::from(std::time::SystemTime::now()) - time).abs();
    apart < chrono::TimeDelta::seconds(30)
}

async fn created_at(bench: Bench) {
    let db = bench.with::<Book>().await;
    let given = book("One");
    db.put(&given).await.expect("a book");
    assert_eq!(read(&bench).await.created, given.created, "as the struct has it");
    db.update(key()).set(|f| f.title().set("Two")).await.expect("an update");
    db.upsert(key()).set(|f| f.title().set("Three")).or_insert(&given).await.expect("an upsert");
    assert_eq!(read(&bench).await.created, given.created, "it is there, and stays");
    db.delete(key()).await.expect("a delete");
    db.upsert(key()).or_insert(&given).await.expect("an upsert");
    assert!(is_now(read(&bench).await.created), "made by the upsert");
    db.delete(key()).await.expect("a delete");
    db.create(&given).await.expect("a book");
    assert!(is_now(read(&bench).await.created), "made by create");
}

/// Every write is later than the one before.
async fn updated_at(bench: Bench) {
    let db = bench.with::<Book>().await;
    let mut last = DateTime::UNIX_EPOCH + Duration::from_secs(3);
    for write in 0..6 {
        tokio::time::sleep(Duration::from_millis(2)).await;
        match write {
            0 => db.create(&book("One")).await.expect("a book"),
            1 => db.put(&book("Two")).await.expect("a book"),
            2 => db.update(key()).set(|f| f.title().set("Three")).await.expect("an update"),
            3 => db.upsert(key()).set(|f| f.title().set("Four")).or_insert(&book("One")).await.expect("an upsert"),
            4 => db.update_with(key(), |book: &mut Book| book.title.push('!')).await.map(drop).expect("an update"),
            _ => {
                let before = read(&bench).await;
                let after = Book { title: "Five".into(), ..before.clone() };
                db.update(key()).diff(&before, &after).await.expect("a diff");
            }
        }
        let now = read(&bench).await.updated;
        assert!(now > last && is_now(now), "write {write}");
        last = now;
    }
}

async fn updated_at_is_not_the_callers(bench: Bench) {
    let db = bench.with::<Book>().await;
    db.put(&book("One")).await.expect("a book");
    let before = read(&bench).await;
    let after = Book { title: "Two".into(), updated: DateTime::UNIX_EPOCH, ..before.clone() };
    db.update(key()).diff(&before, &after).await.expect("a diff");
    assert!(is_now(read(&bench).await.updated));
    db.update_with(key(), |book: &mut Book| (book.title, book.updated) = ("Three".into(), DateTime::UNIX_EPOCH))
        .await
        .expect("it");
    assert!(is_now(read(&bench).await.updated));
    let error = db.update(key()).set(|f| f.attr::<DateTime<Utc>>("updated").set(DateTime::UNIX_EPOCH)).await;
    assert!(error.expect_err("it is the library's").is_invalid_request());
    // Nothing else differs.
    let now = read(&bench).await;
    let error = db.update(key()).diff(&now, &Book { updated: DateTime::UNIX_EPOCH, ..now.clone() }).await;
    assert!(error.expect_err("nothing to do").is_invalid_request());
}
