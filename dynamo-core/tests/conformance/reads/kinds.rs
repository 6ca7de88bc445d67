//! Kinds that share a partition, one of them the parent of another.

use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;
use crate::stored::{item, n, s};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "tree")]
#[pk("TREE#{tree}")]
#[sk("DIR#{dir}")]
#[gsi(by_day, pk = "DAY#{day}", sk = "DIR#{dir}", keys_only)]
struct Folder {
    tree: String,
    dir: String,
    day: String,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "tree")]
#[pk("TREE#{tree}")]
#[sk("DIR#{dir}#FILE#{file}")]
#[gsi(by_day, pk = "DAY#{day}", sk = "FILE#{file}", keys_only)]
struct File {
    tree: String,
    dir: String,
    file: String,
    day: String,
    bytes: u64,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "tree")]
#[pk("TREE#{tree}")]
#[sk("DIR#{dir}#FILE#{file}#NOTE#{number:05}")]
struct Note {
    tree: String,
    dir: String,
    file: String,
    number: u16,
    text: String,
}

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum Node {
    Folder(Folder),
    File(File),
    Note(Note),
}

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum Known {
    Folder(Folder),
    #[entities(other)]
    Other(Item),
}

/// Two kinds under one key, told apart by their tags.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "tagged", entity = "cat")]
#[lsi(by_age, sk = age, keys_only)]
struct Cat {
    #[pk]
    house: String,
    #[sk]
    name: String,
    age: u8,
    lives: u32,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "tagged", entity = "dog")]
#[lsi(by_age, sk = age, keys_only)]
struct Dog {
    #[pk]
    house: String,
    #[sk]
    name: String,
    age: u8,
    tricks: u32,
}

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum Pet {
    Cat(Cat),
    Dog(Dog),
}

variants! {
    Kinds {
        Queried,
        Scanned,
        Counted,
        InPages,
        Entities,
        Strangers,
        Others,
        OverAnIndex,
        Tagged,
        Frugal,
        OfAnotherTable,
        Renamed,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let case = |of: &Kinds| {
        let of = *of;
        Case::new(format!("kinds: {of:?}"), move |bench| async move {
            match of {
                Kinds::Queried => queried(bench).await,
                Kinds::Scanned => scanned(bench).await,
                Kinds::Counted => counted(bench).await,
                Kinds::InPages => in_pages(bench).await,
                Kinds::Entities => entities(bench).await,
                Kinds::Strangers => strangers(bench).await,
                Kinds::Others => others(bench).await,
                Kinds::OverAnIndex => over_an_index(bench).await,
                Kinds::Tagged => tagged(bench).await,
                Kinds::Frugal => frugal(bench).await,
                Kinds::OfAnotherTable => of_another_table(bench).await,
                Kinds::Renamed => renamed(bench).await,
            }
        })
    };
    Kinds::ALL.iter().map(case).collect()
}

fn folder(dir: u32) -> Folder {
    Folder { tree: "t".into(), dir: format!("d{dir}"), day: "mon".into() }
}

fn file(dir: u32, file: u32) -> File {
    File { tree: "t".into(), dir: format!("d{dir}"), file: format!("f{file}"), day: "mon".into(), bytes: 7 }
}

fn note(dir: u32, file: u32, number: u16) -> Note {
    Note { tree: "t".into(), dir: format!("d{dir}"), file: format!("f{file}"), number, text: "n".into() }
}

/// 3 folders with 2 files each, with 4 notes each, all in one partition; and an item of no kind where `stranger` says so.
async fn tree(bench: &Bench) -> Db {
    let db = bench.with::<(Folder, File, Note)>().await.clone();
    for d in 0..3 {
        db.put(&folder(d)).await.unwrap();
        for f in 0..2 {
            db.put(&file(d, f)).await.unwrap();
            for n in 0..4 {
                db.put(&note(d, f, n)).await.unwrap();
            }
        }
    }
    db
}

fn folders() -> Vec<Folder> {
    (0..3).map(folder).collect()
}

fn files() -> Vec<File> {
    (0..3).flat_map(|d| (0..2).map(move |f| file(d, f))).collect()
}

fn notes() -> Vec<Note> {
    (0..3).flat_map(|d| (0..2).flat_map(move |f| (0..4).map(move |n| note(d, f, n)))).collect()
}

async fn queried(bench: Bench) {
    let db = tree(&bench).await;
    assert_eq!(db.query(Folder::partition("t")).all().await.unwrap(), folders());
    assert_eq!(db.query(File::partition("t")).all().await.unwrap(), files());
    assert_eq!(db.query(Note::partition("t")).all().await.unwrap(), notes());
    let some = db.query(File::partition("t").sk(|s| s.dir("d1"))).descending().all().await.unwrap();
    assert_eq!(some, [file(1, 1), file(1, 0)]);
    let part = db.query(Note::partition("t").sk(|s| s.dir("d1").file("f0").number_between(1, 2)));
    assert_eq!(
        part.select(|f| (f.number(), f.text())).all().await.unwrap(),
        [(1, "n".to_owned()), (2, "n".to_owned())]
    );
    let page = db.query(Folder::partition("t")).page().await.unwrap();
    assert_eq!((page.items.len(), page.foreign, page.scanned), (3, 30, 33));
}

async fn scanned(bench: Bench) {
    let db = tree(&bench).await;
    // A cursor of one kind is none of another.
    let next = db.scan::<Note>().take(2).await.unwrap().next.unwrap();
    assert!(db.scan::<File>().after(next.clone()).page().await.unwrap_err().is_invalid_cursor());
    assert_eq!(db.scan::<Note>().after(next).all().await.unwrap().len(), 22);
    let mut found = db.scan::<Folder>().all().await.unwrap();
    found.sort_by(|one, other| one.dir.cmp(&other.dir));
    assert_eq!(found, folders());
    assert_eq!(db.scan::<Note>().segments(4).all().await.unwrap().len(), 24);
    assert_eq!(db.scan::<File>().filter(|f| f.bytes().gt(6)).all().await.unwrap().len(), 6);
}

async fn counted(bench: Bench) {
    let db = tree(&bench).await;
    for size in [1, 4, 100] {
        assert_eq!(db.query(Folder::partition("t")).page_size(size).count().await.unwrap(), 3);
        assert_eq!(db.query(File::partition("t")).page_size(size).count().await.unwrap(), 6);
        assert_eq!(db.query(Note::partition("t")).page_size(size).count().await.unwrap(), 24);
        assert_eq!(db.scan::<Folder>().page_size(size).count().await.unwrap(), 3);
        assert_eq!(db.query(Folder::partition("t")).entities::<Node>().page_size(size).count().await.unwrap(), 33);
    }
    assert_eq!(db.query(Note::partition("t")).filter(|f| f.text().eq("m")).count().await.unwrap(), 0);
    assert_eq!(db.query(File::partition("t")).take(4).count().await.unwrap(), 4);
}

/// Rows of other kinds do not count for `take`, and are not lost track of between pages.
async fn in_pages(bench: Bench) {
    let db = tree(&bench).await;
    let (mut found, mut next, mut foreign) = (Vec::new(), None, 0);
    loop {
        let page = db.query(Folder::partition("t")).after(next).take(2).page_size(3).await.unwrap();
        assert!(page.items.len() == 2 || page.next.is_none());
        found.extend(page.items);
        foreign += page.foreign;
        next = page.next;
        if next.is_none() {
            break;
        }
    }
    assert_eq!((found, foreign), (folders(), 30));
}

async fn entities(bench: Bench) {
    let db = tree(&bench).await;
    let all = db.query(File::partition("t")).entities::<Node>().all().await.unwrap();
    let of = |wanted: fn(&Node) -> bool| all.iter().filter(|node| wanted(node)).count();
    let counts = (
        of(|node| matches!(node, Node::Folder(_))),
        of(|node| matches!(node, Node::File(_))),
        of(|node| matches!(node, Node::Note(_))),
    );
    assert_eq!(counts, (3, 6, 24));
    assert_eq!(all[0], Node::Folder(folder(0)));
    assert_eq!(all[2], Node::Note(note(0, 0, 0)));
    assert_eq!(db.scan::<Folder>().entities::<Node>().all().await.unwrap().len(), 33);
    let got = db.get(Note::key("t", "d1", "f1", 3)).entities::<Node>().await.unwrap();
    assert_eq!(got, Some(Node::Note(note(1, 1, 3))));
    assert_eq!(db.get(Note::key("t", "d1", "f1", 9)).entities::<Node>().await.unwrap(), None);
}

/// An item of no kind is passed over by the kinds, and an error that names its key for the enum of all.
async fn strangers(bench: Bench) {
    let db = tree(&bench).await;
    let stranger = item([("PK", s("TREE#t")), ("SK", s("DIR#d1#LINK#x")), ("to", n(1))]);
    bench.raw.write(&db.table_name::<Folder>(), stranger).await;
    assert_eq!(db.query(Folder::partition("t")).all().await.unwrap(), folders());
    assert_eq!(db.query(Folder::partition("t")).count().await.unwrap(), 3);
    let error = db.query(Folder::partition("t")).entities::<Node>().all().await.unwrap_err();
    assert!(error.is_decode(), "{error}");
    assert!(error.to_string().contains("PK=\"TREE#t\", SK=\"DIR#d1#LINK#x\""), "{error}");
    let lenient = db.query(Folder::partition("t")).entities::<Node>().lenient().all().await.unwrap();
    assert_eq!((lenient.items.len(), lenient.failures.len()), (33, 1));
    let mut stream = db.query(Folder::partition("t")).entities::<Node>().page_size(5).stream();
    let (mut good, mut bad) = (0, 0);
    while let Some(row) = stream.next().await {
        *if row.is_ok() { &mut good } else { &mut bad } += 1;
    }
    assert_eq!((good, bad), (33, 1));
}

async fn others(bench: Bench) {
    let db = tree(&bench).await;
    let all = db.query(Folder::partition("t")).entities::<Known>().all().await.unwrap();
    assert_eq!(all.iter().filter(|known| matches!(known, Known::Other(_))).count(), 30);
    assert!(all.contains(&Known::Folder(folder(2))));
}

/// An index that kinds share gives each its own.
async fn over_an_index(bench: Bench) {
    let db = tree(&bench).await;
    let rows = db.query(Folder::by_day().partition("mon")).all().await.unwrap();
    assert_eq!(rows.iter().map(|row| row.dir.as_str()).collect::<Vec<_>>(), ["d0", "d1", "d2"]);
    let rows = db.query(File::by_day().partition("mon")).all().await.unwrap();
    assert_eq!(rows.len(), 6);
    assert_eq!(db.query(File::by_day().partition("mon")).count().await.unwrap(), 6);
    assert_eq!(db.scan_index(Folder::by_day()).count().await.unwrap(), 3);
}

async fn tagged(bench: Bench) {
    let db = bench.with::<(Cat, Dog)>().await.clone();
    for number in 0..5 {
        let (house, name) = ("h".to_owned(), format!("n{number}"));
        if number % 2 == 0 {
            db.put(&Cat { house, name, age: number, lives: 9 }).await.unwrap();
        } else {
            db.put(&Dog { house, name, age: number, tricks: 1 }).await.unwrap();
        }
    }
    assert_eq!(db.query(Cat::partition("h")).all().await.unwrap().len(), 3);
    assert_eq!(db.query(Dog::partition("h")).all().await.unwrap().len(), 2);
    assert_eq!(db.query(Dog::partition("h")).select(|f| f.tricks()).all().await.unwrap(), [1, 1]);
    assert_eq!(db.query(Dog::partition("h")).count().await.unwrap(), 2);
    assert_eq!(db.scan::<Cat>().count().await.unwrap(), 3);
    // The index does not hold the tag, and whole items do.
    let cats = || db.query(Cat::by_age().partition("h")).fetch_whole();
    assert_eq!(cats().all().await.unwrap().iter().map(|cat| cat.age).collect::<Vec<_>>(), [0, 2, 4]);
    assert_eq!(cats().count().await.unwrap(), 3);
    let pets = db.query(Cat::partition("h")).entities::<Pet>().all().await.unwrap();
    assert!(matches!(&pets[..], [Pet::Cat(_), Pet::Dog(_), Pet::Cat(_), Pet::Dog(_), Pet::Cat(_)]), "{pets:?}");
}

/// Who wants one row of a kind does not pay for a whole page of the others.
async fn frugal(bench: Bench) {
    let db = tree(&bench).await;
    let page = db.query(Folder::partition("t")).take(1).await.unwrap();
    assert_eq!((page.items, page.scanned), (vec![folder(0)], 16));
    assert_eq!(db.query(Folder::partition("t")).descending().first().await.unwrap(), Some(folder(2)));
    assert_eq!(db.scan::<Note>().take(20).await.unwrap().items.len(), 20);
}

/// Kinds of which none can be there are a mistake, and not an error of every row.
async fn of_another_table(bench: Bench) {
    let db = tree(&bench).await;
    let error = db.query(Folder::partition("t")).entities::<Pet>().all().await.unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    assert!(error.to_string().contains("none of the kinds asked for is in the table of `Folder`"), "{error}");
}

/// A row that fails is of the table that was read, whatever the types call it.
async fn renamed(bench: Bench) {
    let db = tree(&bench).await;
    let table = format!("{}elsewhere", bench.prefix);
    db.create_table::<Folder>().in_table(&table).await.unwrap();
    bench.raw.write(&table, item([("PK", s("TREE#t")), ("SK", s("DIR#d1")), ("tree", n(1))])).await;
    let error = db.query(Folder::partition("t")).in_table(&table).entities::<Node>().all().await.unwrap_err();
    assert_eq!(error.table(), Some(&*table), "{error}");
}
