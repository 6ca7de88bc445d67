//! Whatever is read, however it is cut into pages: every row comes exactly once, and in order where there is one.

use dynamo_core::Db;
use dynamo_core::backend::BoxFuture;
use dynamo_core::operation::{Extent, Read, Reads};
use dynamo_core::output::Cursor;

use super::things::{Thing, ThingByBoth, ThingByShape, ThingBySize, Wanted, written};
use crate::bench::Bench;
use crate::case::Case;

variants! {
    /// What is read.
    Source {
        Table,
        TableDown,
        EqualKeys,
        EqualKeysDown,
        KeysOnly,
        ManyKeys,
        Local,
        LocalDown,
        Scanned,
        ScannedIndex,
        OneSegment,
        Segments,
    }
}

variants! {
    /// How large the items are: pages end by number, or at 1 MB.
    Size {
        Small,
        Large,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let all = Source::ALL.iter().flat_map(|source| Size::ALL.iter().map(move |size| (*source, *size)));
    all.map(|(source, size)| {
        Case::new(format!("read: {source:?} in pieces, {size:?} items"), move |bench| pieces(bench, source, size))
    })
    .collect()
}

/// The same filter, where a narrow index has a scope of its own.
macro_rules! ranked {
    ($fields:ident, $wanted:expr) => {
        match $wanted {
            Wanted::All => None,
            Wanted::RankFrom(least) => Some($fields.rank().ge(least)),
            Wanted::RankOdd => Some($fields.rank().one_of([1, 3, 5, 7, 9])),
            Wanted::Nothing => Some($fields.rank().gt(100)),
        }
    };
}

/// What identifies a row, and what it sorts by.
type Row = (String, u32, u32);

async fn pieces(bench: Bench, source: Source, size: Size) {
    let seed = fastrand::u64(..);
    fastrand::seed(seed);
    let (count, bytes, rounds) = match size {
        Size::Small => (70, 10, 6),
        Size::Large => (60, 200_000, 1),
    };
    let things = written(&bench, count, bytes).await;
    let mut most = 0;
    for round in 0..rounds {
        let wanted = match (source, round) {
            (Source::KeysOnly, _) => Wanted::All,
            // At least one that has enough rows for many pieces.
            (_, 0) => Wanted::All,
            _ => Wanted::any(),
        };
        let case = format!("seed {seed}, {source:?}, {wanted:?}");
        let walked = walk(&bench, source, size, wanted).await;
        check(source, wanted, &things, &walked.rows, &case);
        most = most.max(walked.resumed);
    }
    assert!(most >= 5, "seed {seed}, {source:?}: only {most} resumptions");
}

/// The rows, in the order they came, and how often the read was resumed.
struct Walked {
    rows: Vec<Row>,
    resumed: usize,
}

fn walk(bench: &Bench, source: Source, size: Size, wanted: Wanted) -> BoxFuture<'_, Walked> {
    let whole = |thing: Thing| (thing.owner, thing.number, thing.size);
    match source {
        Source::Table => {
            Box::pin(go(bench, size, whole, move |db| db.query(Thing::partition("ada")).filter(|f| wanted.of(f))))
        }
        Source::TableDown => Box::pin(go(bench, size, whole, move |db| {
            db.query(Thing::partition("ada")).filter(|f| wanted.of(f)).descending()
        })),
        Source::EqualKeys => Box::pin(go(bench, size, whole, move |db| {
            db.query(Thing::by_color().partition("red")).filter(|f| wanted.of(f))
        })),
        Source::EqualKeysDown => Box::pin(go(bench, size, whole, move |db| {
            db.query(Thing::by_color().partition("red")).filter(|f| wanted.of(f)).descending()
        })),
        // The rows of a narrow index never fill a page.
        Source::KeysOnly => Box::pin(go(
            bench,
            Size::Small,
            |row: ThingByShape| (row.owner, row.number, 0),
            move |db| db.query(Thing::by_shape().partition("round")),
        )),
        Source::ManyKeys => Box::pin(go(
            bench,
            Size::Small,
            |row: ThingByBoth| (row.owner, row.number, row.size),
            move |db| db.query(Thing::by_both().partition("red", "round")).filter(|f| ranked!(f, wanted)),
        )),
        Source::Local => Box::pin(go(
            bench,
            Size::Small,
            |row: ThingBySize| (row.owner, row.number, row.size),
            move |db| db.query(Thing::by_size().partition("ada")).filter(|f| ranked!(f, wanted)),
        )),
        Source::LocalDown => Box::pin(go(bench, size, whole, move |db| {
            db.query(Thing::by_size().partition("ada")).filter(|f| ranked!(f, wanted)).descending().fetch_whole()
        })),
        Source::Scanned => Box::pin(go(bench, size, whole, move |db| db.scan::<Thing>().filter(|f| wanted.of(f)))),
        Source::ScannedIndex => {
            Box::pin(go(bench, size, whole, move |db| db.scan_index(Thing::by_color()).filter(|f| wanted.of(f))))
        }
        Source::OneSegment => Box::pin(async move {
            let mut all = Walked { rows: Vec::new(), resumed: 0 };
            for segment in 0..3 {
                let one =
                    go(bench, size, whole, move |db| db.scan::<Thing>().filter(|f| wanted.of(f)).segment(segment, 3));
                let one = one.await;
                all.rows.extend(one.rows);
                all.resumed += one.resumed;
            }
            all
        }),
        Source::Segments => {
            Box::pin(go(bench, size, whole, move |db| db.scan::<Thing>().filter(|f| wanted.of(f)).segments(3)))
        }
    }
}

/// Reads everything in pieces of random size, each from a cursor that was written down and read back, by a new handle.
async fn go<K, R>(bench: &Bench, size: Size, row: impl Fn(R::Output) -> Row, read: impl Fn(&Db) -> Read<K, R>) -> Walked
where
    K: Extent,
    R: Reads<K::Index>,
{
    let mut walked = Walked { rows: Vec::new(), resumed: 0 };
    let mut next: Option<Cursor> = None;
    loop {
        let db = Db::builder().table_prefix(&bench.prefix).from_db(&bench.db);
        let mut read = read(&db).after(next.take());
        if size == Size::Small || fastrand::bool() {
            read = read.page_size(fastrand::u32(1..8));
        }
        let page = match fastrand::u8(0..4) {
            0 => read.take(fastrand::u64(1..6)).await,
            1 => read.take(fastrand::u64(1..6)).max_requests(2).page().await,
            _ => read.page().await,
        };
        let page = page.expect("a page");
        walked.rows.extend(page.items.into_iter().map(&row));
        let Some(cursor) = page.next else { return walked };
        let text = serde_json::to_string(&cursor).expect("a cursor as text");
        next = Some(serde_json::from_str(&text).expect("a cursor from text"));
        assert_eq!(next, Some(cursor));
        walked.resumed += 1;
        assert!(walked.resumed < 2_000, "it has no end");
    }
}

fn check(source: Source, wanted: Wanted, things: &[Thing], rows: &[Row], case: &str) {
    let of_source = |thing: &&Thing| match source {
        Source::Table | Source::TableDown | Source::Local | Source::LocalDown => thing.owner == "ada",
        Source::EqualKeys | Source::EqualKeysDown => thing.color == "red",
        Source::KeysOnly => thing.shape == "round",
        Source::ManyKeys => thing.color == "red" && thing.shape == "round",
        Source::Scanned | Source::ScannedIndex | Source::OneSegment | Source::Segments => true,
    };
    let expected = things.iter().filter(of_source).filter(|thing| wanted.takes(thing.rank));
    let mut expected: Vec<_> = expected.map(|thing| (thing.owner.clone(), thing.number)).collect();
    let mut found: Vec<_> = rows.iter().map(|(owner, number, _)| (owner.clone(), *number)).collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected, "{case}");
    let (numbers, sizes) = (|up: &[Row; 2]| up[0].1 < up[1].1, |up: &[Row; 2]| up[0].2 <= up[1].2);
    let in_order = |ordered: &dyn Fn(&[Row; 2]) -> bool, down: bool| {
        rows.windows(2).all(|pair| {
            let (first, second) = (pair[0].clone(), pair[1].clone());
            ordered(&if down { [second, first] } else { [first, second] })
        })
    };
    let ordered = match source {
        Source::Table => in_order(&numbers, false),
        Source::TableDown => in_order(&numbers, true),
        Source::EqualKeys | Source::ManyKeys | Source::Local => in_order(&sizes, false),
        Source::EqualKeysDown | Source::LocalDown => in_order(&sizes, true),
        _ => true,
    };
    assert!(ordered, "{case}: not in order: {rows:?}");
}
