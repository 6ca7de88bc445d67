//! Tables that were made by hand, with each mistake there is: what `verify_table` says of them, word by word, and what `ensure_table` does.

use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;
use dynamo_core::table::DynamoTable;

use super::by_hand::make;
use super::ensured::{LIFE, Life};
use crate::bench::Bench;
use crate::case::Case;

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "life")]
struct Sorted {
    #[pk]
    id: String,
    #[sk]
    at: u32,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "life")]
struct Unsorted {
    #[pk]
    id: Bytes,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "life")]
#[gsi(by_tenant, pk = (tenant, region), sk = (day, rank), keys_only)]
struct Tenants {
    #[pk]
    id: String,
    tenant: String,
    region: String,
    day: String,
    rank: u32,
}

variants! {
    Mistake {
        None,
        PartitionKeyName,
        PartitionKeyType,
        PartitionKeyBinary,
        SortKeyName,
        SortKeyType,
        SortKeyMissing,
        SortKeyExtra,
        BothKeys,
        MissingGlobalIndex,
        MissingLocalIndex,
        NarrowerInclude,
        KeysForInclude,
        IncludeForAll,
        KeysForAll,
        NarrowerLocal,
        AllForInclude,
        WiderInclude,
        IncludeForKeys,
        IncludeInAnotherOrder,
        IndexKeyName,
        IndexKeyType,
        IndexSortKeyMissing,
        IndexSortKeyExtra,
        IndexKeyOrder,
        IndexSortKeyOrder,
        KeyThatIsIncluded,
        GlobalForLocal,
        LocalForGlobal,
        UnknownIndex,
        TtlOff,
        TtlOther,
        TtlUnknown,
        Several,
    }
}

/// What `ensure_table` does about it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum End {
    Refused,
    Mended,
    LeftAlone,
}

const KEYS: &str = "a table keeps its keys for good; change the model, or create another table and copy the items";
const GLOBAL: &str =
    "an index is never changed; change the model, or delete the index, and `ensure_table` adds it anew";
const LOCAL: &str =
    "a local index comes and goes with its table; change the model, or create another table and copy the items";

pub(super) fn cases() -> Vec<Case> {
    Mistake::ALL.iter().map(|mistake| case(*mistake)).collect()
}

fn case(mistake: Mistake) -> Case {
    let case = Case::new(format!("a table made by hand with a mistake: {mistake:?}"), move |bench| async move {
        match mistake {
            Mistake::SortKeyExtra | Mistake::PartitionKeyBinary => told::<Unsorted>(&bench, mistake).await,
            Mistake::IndexKeyOrder | Mistake::IndexSortKeyOrder => told::<Tenants>(&bench, mistake).await,
            _ if mistake.is_of_keys() => told::<Sorted>(&bench, mistake).await,
            _ => told::<Life>(&bench, mistake).await,
        }
    });
    let adds_index = mistake.told().0 == End::Mended;
    if adds_index { case.alone() } else { case }
}

async fn told<T: DynamoTable>(bench: &Bench, mistake: Mistake) {
    let (db, table) = (&bench.db, bench.db.table_name::<T>());
    make(bench, &table, &mistake.lines()).await;
    let before = bench.raw.shape(&table).await;
    let (end, lines) = mistake.told();
    let differences = db.verify_table::<T>().await.expect("a comparison");
    let is = if end == End::LeftAlone { "is" } else { "is not" };
    let head = format!("table `{table}` {is} as the model says");
    let text: Vec<_> = std::iter::once(head).chain(lines.iter().map(|line| format!("- {line}"))).collect();
    assert_eq!(differences.to_string(), text.join("\n"));
    assert_eq!((differences.is_empty(), differences.table()), (end == End::LeftAlone, &*table));
    assert_eq!(bench.raw.shape(&table).await, before, "to look changes nothing");
    match (end, db.ensure_table::<T>().await) {
        (End::Refused, Err(error)) => {
            let ErrorKind::TableDiffers { differences } = error.kind() else { panic!("{error:?}") };
            assert_eq!(differences, &lines);
            assert_eq!((error.table(), error.operation()), (Some(&*table), Some("DescribeTable")));
            assert_eq!(bench.raw.shape(&table).await, before, "nothing was changed");
        }
        (End::LeftAlone, Ok(done)) => {
            assert!(done.is_unchanged(), "{done}");
            assert_eq!(bench.raw.shape(&table).await, before, "nothing was changed");
        }
        (End::Mended, Ok(done)) => {
            assert!(!done.is_unchanged());
            assert_eq!(bench.raw.shape(&table).await, LIFE);
            assert!(db.verify_table::<T>().await.expect("a comparison").is_empty());
        }
        (end, done) => panic!("{end:?}: {done:?}"),
    }
}

/// The model's lines with another one in place of the one that begins so; an empty one is none.
fn with(begin: &str, line: &'static str) -> Vec<&'static str> {
    let mut lines = LIFE.to_vec();
    match lines.iter().position(|known| known.starts_with(begin)) {
        Some(at) => lines[at] = line,
        None => lines.push(line),
    }
    lines.retain(|line| !line.is_empty());
    lines
}

impl Mistake {
    fn is_of_keys(self) -> bool {
        matches!(
            self,
            Self::PartitionKeyName
                | Self::PartitionKeyType
                | Self::SortKeyName
                | Self::SortKeyType
                | Self::SortKeyMissing
                | Self::BothKeys
                | Self::TtlUnknown
        )
    }

    fn lines(self) -> Vec<&'static str> {
        match self {
            Self::None => LIFE.to_vec(),
            Self::PartitionKeyName => vec!["uid S /at N"],
            Self::PartitionKeyType => vec!["id N /at N"],
            Self::PartitionKeyBinary => vec!["id S"],
            Self::SortKeyName => vec!["id S /when N"],
            Self::SortKeyType => vec!["id S /at B"],
            Self::SortKeyMissing => vec!["id S"],
            Self::SortKeyExtra => vec!["id B /at N"],
            Self::BothKeys => vec!["at N /id S"],
            Self::MissingGlobalIndex => with("gsi by_more", ""),
            Self::MissingLocalIndex => with("lsi by_rank", ""),
            Self::NarrowerInclude => with("gsi by_kind", "gsi by_kind: kind S /at N; keys, note, until"),
            Self::KeysForInclude => with("gsi by_kind", "gsi by_kind: kind S /at N; keys"),
            Self::IncludeForAll => with("gsi by_all", "gsi by_all: kind S; keys, note, more, rank, until"),
            Self::KeysForAll => with("gsi by_all", "gsi by_all: kind S; keys"),
            Self::NarrowerLocal => with("lsi by_rank", "lsi by_rank: id S /rank N; keys, note"),
            Self::AllForInclude => with("gsi by_kind", "gsi by_kind: kind S /at N; all"),
            Self::WiderInclude => with("gsi by_kind", "gsi by_kind: kind S /at N; keys, extra, more, note, until"),
            Self::IncludeForKeys => with("gsi by_more", "gsi by_more: more S; keys, note"),
            Self::IncludeInAnotherOrder => with("gsi by_kind", "gsi by_kind: kind S /at N; keys, until, note, more"),
            Self::IndexKeyName => with("gsi by_more", "gsi by_more: note S; keys"),
            Self::IndexKeyType => with("gsi by_more", "gsi by_more: more N; keys"),
            Self::IndexSortKeyMissing => with("gsi by_kind", "gsi by_kind: kind S; keys, more, note, until"),
            Self::IndexSortKeyExtra => with("gsi by_more", "gsi by_more: more S /rank N; keys"),
            Self::IndexKeyOrder => vec!["id S", "gsi by_tenant: region S tenant S /day S /rank N; keys"],
            Self::IndexSortKeyOrder => vec!["id S", "gsi by_tenant: tenant S region S /rank N /day S; keys"],
            Self::KeyThatIsIncluded => with("gsi by_kind", "gsi by_kind: kind S /note S; keys, more, until"),
            Self::GlobalForLocal => with("lsi by_rank", "gsi by_rank: id S /rank N; all"),
            Self::LocalForGlobal => with("gsi by_more", "lsi by_more: id S /more S; keys"),
            Self::UnknownIndex => with("gsi by_note", "gsi by_note: note S /rank N; keys"),
            Self::TtlOff => with("expires", ""),
            Self::TtlOther => with("expires", "expires by ends"),
            Self::TtlUnknown => vec!["id S /at N", "expires by ends"],
            Self::Several => {
                vec!["id S /at N", "gsi by_kind: kind S; keys", "lsi by_rank: id S /rank N; keys", "expires by ends"]
            }
        }
    }

    /// What is done about it, and the lines that are told.
    fn told(self) -> (End, Vec<String>) {
        use End::{LeftAlone, Mended, Refused};
        let wider = |holds, asks| {
            let line = format!("no harm: index `by_kind` holds {holds}, and the model asks for {asks} only");
            (LeftAlone, vec![line])
        };
        let kind = "its keys and `more`, `note`, `until`";
        let (end, line) = match self {
            Self::None | Self::IncludeInAnotherOrder => return (LeftAlone, Vec::new()),
            Self::AllForInclude => return wider("everything", kind),
            Self::WiderInclude => return wider("its keys and `extra`, `more`, `note`, `until`", kind),
            Self::Several => return (Refused, several()),
            Self::BothKeys => {
                let keys = [
                    format!("the partition key is `at` (number), and the model says `id` (text): {KEYS}"),
                    format!("the sort key is `id` (text), and the model says `at` (number): {KEYS}"),
                ];
                return (Refused, keys.to_vec());
            }
            Self::KeyThatIsIncluded => (
                Refused,
                format!(
                    "index `by_kind` is by `kind` (text) sorted by `note` (text), and the model says `kind` (text) sorted by `at` \
                     (number): {GLOBAL}"
                ),
            ),
            Self::PartitionKeyName => {
                (Refused, format!("the partition key is `uid` (text), and the model says `id` (text): {KEYS}"))
            }
            Self::PartitionKeyType => {
                (Refused, format!("the partition key is `id` (number), and the model says text: {KEYS}"))
            }
            Self::PartitionKeyBinary => {
                (Refused, format!("the partition key is `id` (text), and the model says binary: {KEYS}"))
            }
            Self::SortKeyName => {
                (Refused, format!("the sort key is `when` (number), and the model says `at` (number): {KEYS}"))
            }
            Self::SortKeyType => (Refused, format!("the sort key is `at` (binary), and the model says number: {KEYS}")),
            Self::SortKeyMissing => {
                (Refused, format!("the sort key is none, and the model says `at` (number): {KEYS}"))
            }
            Self::SortKeyExtra => (Refused, format!("the sort key is `at` (number), and the model says none: {KEYS}")),
            Self::MissingGlobalIndex => {
                let line = "there is no index `by_more`, and the model has a global one by `more` (text): `ensure_table` adds it";
                (Mended, line.to_owned())
            }
            Self::MissingLocalIndex => {
                let line = "there is no index `by_rank`, and the model has a local one by `id` (text) sorted by `rank` (number): \
                            a local index comes with its table only; create another table and copy the items";
                (Refused, line.to_owned())
            }
            Self::NarrowerInclude => (
                Refused,
                format!("index `by_kind` holds its keys and `note`, `until`, and the model also says `more`: {GLOBAL}"),
            ),
            Self::KeysForInclude => (
                Refused,
                format!("index `by_kind` holds its keys, and the model also says `more`, `note`, `until`: {GLOBAL}"),
            ),
            Self::IncludeForAll => {
                let holds = "its keys and `more`, `note`, `rank`, `until`";
                (Refused, format!("index `by_all` holds {holds}, and the model says everything: {GLOBAL}"))
            }
            Self::KeysForAll => {
                (Refused, format!("index `by_all` holds its keys, and the model says everything: {GLOBAL}"))
            }
            Self::NarrowerLocal => {
                (Refused, format!("index `by_rank` holds its keys and `note`, and the model says everything: {LOCAL}"))
            }
            Self::IncludeForKeys => {
                let line = "no harm: index `by_more` holds its keys and `note`, and the model asks for its keys only";
                (LeftAlone, line.to_owned())
            }
            Self::IndexKeyName => {
                (Refused, format!("index `by_more` is by `note` (text), and the model says `more` (text): {GLOBAL}"))
            }
            Self::IndexKeyType => {
                (Refused, format!("index `by_more` is by `more` (number), and the model says `more` (text): {GLOBAL}"))
            }
            Self::IndexSortKeyMissing => {
                let wanted = "`kind` (text) sorted by `at` (number)";
                (Refused, format!("index `by_kind` is by `kind` (text), and the model says {wanted}: {GLOBAL}"))
            }
            Self::IndexSortKeyExtra => {
                let found = "`more` (text) sorted by `rank` (number)";
                (Refused, format!("index `by_more` is by {found}, and the model says `more` (text): {GLOBAL}"))
            }
            Self::IndexKeyOrder => (
                Refused,
                format!(
                    "index `by_tenant` is by `region` (text), `tenant` (text) sorted by `day` (text), `rank` (number), and the model \
                     says `tenant` (text), `region` (text) sorted by `day` (text), `rank` (number): {GLOBAL}"
                ),
            ),
            Self::IndexSortKeyOrder => (
                Refused,
                format!(
                    "index `by_tenant` is by `tenant` (text), `region` (text) sorted by `rank` (number), `day` (text), and the model \
                     says `tenant` (text), `region` (text) sorted by `day` (text), `rank` (number): {GLOBAL}"
                ),
            ),
            Self::GlobalForLocal => (Refused, format!("index `by_rank` is global, and the model says local: {LOCAL}")),
            Self::LocalForGlobal => (Refused, format!("index `by_more` is local, and the model says global: {LOCAL}")),
            Self::UnknownIndex => {
                let line = "no harm: index `by_note` by `note` (text) sorted by `rank` (number) is not in the model";
                (LeftAlone, line.to_owned())
            }
            Self::TtlOff => {
                let line = "items do not expire, and the model says by `until`: `ensure_table` switches it on";
                (Mended, line.to_owned())
            }
            Self::TtlOther => (Refused, OTHER_TTL.to_owned()),
            Self::TtlUnknown => (LeftAlone, "no harm: items expire by `ends`, which is not in the model".to_owned()),
        };
        (end, vec![line])
    }
}

const OTHER_TTL: &str = "items expire by `ends`, and the model says by `until`: change the model, or switch the table's time to live off; \
                         then `ensure_table` switches it on";

/// Those that could be mended are told beside those that cannot, and none of them is.
fn several() -> Vec<String> {
    let wanted = "`kind` (text) sorted by `at` (number)";
    [
        format!("index `by_kind` is by `kind` (text), and the model says {wanted}: {GLOBAL}"),
        format!("index `by_kind` holds its keys, and the model also says `more`, `note`, `until`: {GLOBAL}"),
        "there is no index `by_more`, and the model has a global one by `more` (text): `ensure_table` adds it"
            .to_owned(),
        "there is no index `by_all`, and the model has a global one by `kind` (text): `ensure_table` adds it"
            .to_owned(),
        format!("index `by_rank` holds its keys, and the model says everything: {LOCAL}"),
        OTHER_TTL.to_owned(),
    ]
    .to_vec()
}
