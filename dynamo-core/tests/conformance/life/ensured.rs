//! `ensure_table` at every start: it adds what is missing, whoever else is at it, and nothing else.

use dynamo_core::backend::Feature;
use dynamo_core::error::ErrorKind;
use dynamo_core::output::Ensured;
use dynamo_core::prelude::*;
use dynamo_core::schema::StreamView;
use tokio::task::JoinSet;

use super::by_hand::{make, provision};
use crate::bench::Bench;
use crate::case::Case;

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "life")]
#[gsi(by_kind, pk = kind, sk = at, include(note, more))]
#[gsi(by_more, pk = more, keys_only)]
#[gsi(by_all, pk = kind)]
#[lsi(by_rank, sk = rank)]
pub(super) struct Life {
    #[pk]
    pub(super) id: String,
    #[sk]
    pub(super) at: u32,
    pub(super) kind: String,
    pub(super) note: String,
    pub(super) more: String,
    pub(super) rank: u8,
    #[ttl]
    pub(super) until: Option<Ttl>,
}

pub(super) const LIFE: [&str; 6] = [
    "id S /at N",
    "gsi by_all: kind S; all",
    "gsi by_kind: kind S /at N; keys, more, note, until",
    "gsi by_more: more S; keys",
    "lsi by_rank: id S /rank N; all",
    "expires by until",
];

variants! {
    State { Nothing, OneIndex, TwoIndexes, Ttl, Stream, Everything, Provisioned, ProvisionedWithFigures }
}

pub(super) fn cases() -> Vec<Case> {
    let alone = State::ALL.iter().map(|state| alone(*state));
    let together = State::ALL.iter().map(|state| together(*state));
    let no_capacity = Case::new("capacity of an added index where there is none", no_capacity);
    alone.chain(together).chain([no_capacity]).map(Case::alone).collect()
}

impl State {
    /// What the table lacks of the model's lines.
    fn lacks(self) -> &'static [&'static str] {
        match self {
            Self::Nothing => &LIFE,
            Self::OneIndex | Self::Provisioned => &["gsi by_kind"],
            Self::TwoIndexes | Self::ProvisionedWithFigures => &["gsi by_all", "gsi by_more"],
            Self::Ttl => &["expires by"],
            Self::Stream => &[],
            Self::Everything => &["gsi", "expires by"],
        }
    }

    async fn begin(self, bench: &Bench) -> String {
        let table = bench.db.table_name::<Life>();
        if self == Self::Nothing {
            return table;
        }
        let is_there = |line: &&&str| !self.lacks().iter().any(|lack| line.starts_with(lack));
        let lines: Vec<_> = LIFE.iter().filter(is_there).copied().collect();
        make(bench, &table, &lines).await;
        if self.is_provisioned() {
            provision(bench, &table, &lines).await;
        }
        bench.db.put(&life()).await.expect("an item");
        table
    }

    fn is_provisioned(self) -> bool {
        matches!(self, Self::Provisioned | Self::ProvisionedWithFigures)
    }

    async fn ensure(self, db: &Db) -> Ensured {
        let ensure = db.ensure_table::<Life>();
        let ensure = match self {
            Self::Stream | Self::Everything => ensure.stream(StreamView::OldImage),
            Self::ProvisionedWithFigures => ensure.provisioned(9, 9).index_provisioned("by_more", 2, 1),
            _ => ensure,
        };
        ensure.await.expect("a table as the model says")
    }

    fn needs(self) -> &'static [Feature] {
        match self {
            Self::Stream | Self::Everything => &[Feature::Streams],
            _ if self.is_provisioned() => &[Feature::AddedIndexCapacity],
            _ => &[],
        }
    }

    /// What is done, by however many.
    fn done(self) -> (bool, &'static [&'static str], bool, bool) {
        match self {
            Self::Nothing => (true, &[], true, false),
            Self::OneIndex | Self::Provisioned => (false, &["by_kind"], false, false),
            Self::TwoIndexes | Self::ProvisionedWithFigures => (false, &["by_more", "by_all"], false, false),
            Self::Ttl => (false, &[], true, false),
            Self::Stream => (false, &[], false, true),
            Self::Everything => (false, &["by_kind", "by_more", "by_all"], true, true),
        }
    }

    async fn is_settled(self, bench: &Bench, table: &str) {
        assert_eq!(bench.raw.shape(table).await, LIFE);
        let costs = bench.raw.costs(table).await;
        match self {
            Self::Stream | Self::Everything => assert_eq!(costs, ["on demand", "stream OLD_IMAGE"]),
            Self::Provisioned => assert_eq!(costs, ["7 3", "by_all 7 3", "by_kind 7 3", "by_more 7 3"]),
            Self::ProvisionedWithFigures => assert_eq!(costs, ["7 3", "by_all 9 9", "by_kind 7 3", "by_more 2 1"]),
            _ => assert_eq!(costs, ["on demand"]),
        }
        if self != Self::Nothing {
            assert_eq!(bench.raw.items(table).await.len(), 1, "nothing is lost");
            for index in ["by_kind", "by_more", "by_all", "by_rank"] {
                assert_eq!(bench.raw.count(table, index).await, 1, "{index}");
            }
        }
        assert!(self.ensure(&bench.db).await.is_unchanged());
    }
}

/// It is set aside, or refused before anything is changed.
async fn no_capacity(bench: Bench) {
    let table = State::Provisioned.begin(&bench).await;
    let before = bench.raw.shape(&table).await;
    let ensured = bench.db.ensure_table::<Life>().await;
    if bench.has(Feature::AddedIndexCapacity) {
        assert_eq!(ensured.expect("an index with capacity of its own").indexes, ["by_kind"]);
        return;
    }
    let error = ensured.expect_err("capacity where there is none");
    let (feature, backend) = (Feature::AddedIndexCapacity.name(), bench.capabilities().backend);
    assert_eq!(error.kind(), &ErrorKind::Unsupported { feature, backend });
    assert_eq!((error.table(), error.operation()), (Some(&*table), Some("UpdateTable")));
    assert_eq!(bench.raw.shape(&table).await, before);
}

fn life() -> Life {
    Life { id: "a".into(), at: 1, kind: "k".into(), note: "n".into(), more: "m".into(), rank: 3, until: None }
}

fn alone(state: State) -> Case {
    let case = Case::new(format!("ensure a table that lacks {state:?}"), move |bench| async move {
        let table = state.begin(&bench).await;
        let done = state.ensure(&bench.db).await;
        let (created, indexes, ttl, stream) = state.done();
        assert_eq!((done.created, done.ttl, done.stream), (created, ttl, stream));
        assert_eq!(done.indexes, indexes);
        state.is_settled(&bench, &table).await;
    });
    case.needs(state.needs())
}

/// Every step is one task's, and all of them find the table as it is to be.
fn together(state: State) -> Case {
    let case = Case::new(format!("ensure eight times at once a table that lacks {state:?}"), move |bench| async move {
        let table = state.begin(&bench).await;
        let mut tasks = JoinSet::new();
        for _ in 0..8 {
            let bench = bench.clone();
            tasks.spawn(async move { state.ensure(&bench.db).await });
        }
        let done = tasks.join_all().await;
        let (created, indexes, ttl, stream) = state.done();
        assert_eq!(done.iter().filter(|done| done.created).count(), usize::from(created), "{done:?}");
        // To switch on what is on already does no harm, and some engines take it twice.
        assert_eq!((done.iter().any(|done| done.ttl), done.iter().any(|done| done.stream)), (ttl, stream), "{done:?}");
        let mut added: Vec<_> = done.iter().flat_map(|done| done.indexes.clone()).collect();
        let mut wanted = indexes.to_vec();
        // An engine may take the same index twice.
        added.sort();
        added.dedup();
        wanted.sort_unstable();
        assert_eq!(added, wanted, "{done:?}");
        state.is_settled(&bench, &table).await;
    });
    case.needs(state.needs())
}
