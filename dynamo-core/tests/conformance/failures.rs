//! Every kind of failure, however it is provoked: told apart by its kind, the place, and the item that is there.

use dynamo_core::backend::Feature;
use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{Order, OrderFields, order};

variants! {
    Failure {
        AlreadyExists,
        VersionConflict,
        VersionWhereNoneWasExpected,
        NoVersionWhereOneWasExpected,
        VersionConflictBeforeCondition,
        VersionOfNothing,
        ConditionFailed,
        ConditionFailedOnNothing,
        NotFound,
        MissingTable,
        TableExists,
        Unsupported,
    }
}

variants! {
    Call {
        CreateTable,
        Put,
        PutWritten,
        PutMetered,
        Create,
        CreateWritten,
        Get,
        GetRequired,
        GetPart,
        GetRequiredPart,
        DeleteItem,
        DeleteAtVersion,
        DeleteMetered,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    Failure::ALL.iter().map(|failure| case(*failure)).collect()
}

fn case(failure: Failure) -> Case {
    Case::new(format!("failure {failure:?}"), move |bench| async move {
        let there = failure.set(&bench).await;
        let before = stored(&bench).await;
        for call in failure.of().iter().filter(|call| bench.has(Feature::CapacityFigures) || !call.is_metered()) {
            let error = provoked(&bench, failure, *call).await;
            assert_eq!(error.current::<Order>().expect("an order"), there, "{call:?}");
            assert_eq!(error.current_item().is_some(), there.is_some(), "{call:?}");
            assert_eq!(stored(&bench).await, before, "something was written by {call:?}");
        }
    })
}

async fn provoked(bench: &Bench, failure: Failure, call: Call) -> Error {
    let offline = Db::builder().table_prefix(&bench.prefix).offline();
    let db = if failure == Failure::Unsupported { &offline } else { &bench.db };
    let failed = call.send(db, failure, &failure.given()).await;
    let error = failed.expect_err(&format!("{call:?} fails"));
    assert_eq!(error.kind(), &failure.kind(), "{call:?}: {error:?}");
    assert_eq!(told(&error), failure.told(), "{call:?}: {error:?}");
    assert_eq!(error.table(), Some(&*bench.db.table_name::<Order>()), "{call:?}");
    assert_eq!(error.operation(), Some(call.operation()), "{call:?}");
    if call != Call::CreateTable && !matches!(failure, Failure::MissingTable | Failure::Unsupported) {
        assert_eq!(error.key(), Some(r#"user_id="u1", order_id="o1""#), "{call:?}");
    }
    error
}

async fn stored(bench: &Bench) -> Vec<Item> {
    let table = bench.db.table_name::<Order>();
    if bench.raw.has_table(&table).await { bench.raw.items(&table).await } else { Vec::new() }
}

/// The predicates that say yes: one, for each kind of failure.
fn told(error: &Error) -> Vec<&'static str> {
    let all = [
        ("already exists", error.is_already_exists()),
        ("version conflict", error.is_version_conflict()),
        ("condition failed", error.is_condition_failed()),
        ("not found", error.is_not_found()),
        ("missing table", error.is_missing_table()),
        ("unsupported", error.is_unsupported()),
        ("invalid key", error.is_invalid_key()),
        ("invalid request", error.is_invalid_request()),
        ("decode", error.is_decode()),
        ("too large", error.is_item_too_large()),
        ("missing index", error.is_missing_index()),
        ("throttled", error.is_throttled()),
        ("timeout", error.is_timeout()),
        ("unavailable", error.is_unavailable()),
        ("access denied", error.is_access_denied()),
        ("outdated", error.is_outdated()),
    ];
    all.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect()
}

impl Failure {
    fn of(self) -> &'static [Call] {
        match self {
            Self::AlreadyExists => &[Call::Create, Call::CreateWritten],
            Self::VersionConflict
            | Self::VersionWhereNoneWasExpected
            | Self::NoVersionWhereOneWasExpected
            | Self::VersionConflictBeforeCondition
            | Self::VersionOfNothing
            | Self::ConditionFailed => &[
                Call::Put,
                Call::PutWritten,
                Call::PutMetered,
                Call::DeleteItem,
                Call::DeleteAtVersion,
                Call::DeleteMetered,
            ],
            Self::ConditionFailedOnNothing => {
                &[Call::Put, Call::PutWritten, Call::Create, Call::DeleteItem, Call::DeleteAtVersion]
            }
            Self::NotFound => &[Call::GetRequired, Call::GetRequiredPart],
            Self::MissingTable => &Call::ALL[1..],
            Self::TableExists => &[Call::CreateTable],
            Self::Unsupported => Call::ALL,
        }
    }

    /// What is there: the order that the error has to carry.
    async fn set(self, bench: &Bench) -> Option<Order> {
        if matches!(self, Self::MissingTable | Self::Unsupported) {
            return None;
        }
        let db = bench.with::<Order>().await;
        let (item, table) = (order(), db.table_name::<Order>());
        match self {
            Self::AlreadyExists | Self::ConditionFailed => Some(db.put(&item).written().await.expect("an order")),
            Self::VersionConflict | Self::VersionWhereNoneWasExpected | Self::VersionConflictBeforeCondition => {
                let first = db.put(&item).written().await.expect("an order");
                Some(db.put(&first).written().await.expect("the same order"))
            }
            Self::NoVersionWhereOneWasExpected => {
                let mut old = item.to_item().expect("an order");
                old.remove("rev");
                bench.raw.write(&table, old).await;
                Some(Order { rev: 0, ..item })
            }
            Self::VersionOfNothing | Self::ConditionFailedOnNothing | Self::NotFound | Self::TableExists => None,
            Self::MissingTable | Self::Unsupported => unreachable!("nothing is made for these"),
        }
    }

    /// What the call is given.
    fn given(self) -> Order {
        let rev = match self {
            Self::VersionWhereNoneWasExpected | Self::ConditionFailedOnNothing => 0,
            _ => 1,
        };
        Order { rev, total: 71, ..order() }
    }

    fn fails_a_condition(self) -> bool {
        matches!(self, Self::ConditionFailed | Self::ConditionFailedOnNothing | Self::VersionConflictBeforeCondition)
    }

    fn kind(self) -> ErrorKind {
        match self {
            Self::AlreadyExists | Self::TableExists => ErrorKind::AlreadyExists,
            Self::VersionConflict | Self::VersionConflictBeforeCondition => {
                ErrorKind::VersionConflict { expected: 1, found: Some(2) }
            }
            Self::VersionWhereNoneWasExpected => ErrorKind::VersionConflict { expected: 0, found: Some(2) },
            Self::NoVersionWhereOneWasExpected => ErrorKind::VersionConflict { expected: 1, found: None },
            Self::VersionOfNothing | Self::ConditionFailed | Self::ConditionFailedOnNothing => {
                ErrorKind::ConditionFailed
            }
            Self::NotFound => ErrorKind::NotFound,
            Self::MissingTable => ErrorKind::MissingTable,
            Self::Unsupported => ErrorKind::Unsupported { feature: Feature::Sending.name(), backend: "offline" },
        }
    }

    fn told(self) -> [&'static str; 1] {
        [match self {
            Self::AlreadyExists | Self::TableExists => "already exists",
            Self::VersionConflict
            | Self::VersionWhereNoneWasExpected
            | Self::NoVersionWhereOneWasExpected
            | Self::VersionConflictBeforeCondition => "version conflict",
            Self::VersionOfNothing | Self::ConditionFailed | Self::ConditionFailedOnNothing => "condition failed",
            Self::NotFound => "not found",
            Self::MissingTable => "missing table",
            Self::Unsupported => "unsupported",
        }]
    }
}

impl Call {
    async fn send(self, db: &Db, failure: Failure, item: &Order) -> Result<()> {
        let key = item.primary_key();
        let condition = |f: &OrderFields<_>| failure.fails_a_condition().then(|| f.total().eq(1));
        match self {
            Self::CreateTable => db.create_table::<Order>().await,
            Self::Put => db.put(item).only_if(condition).await,
            Self::PutWritten => db.put(item).only_if(condition).written().await.map(drop),
            Self::PutMetered => db.put(item).only_if(condition).metered().await.map(drop),
            Self::Create => db.create(item).only_if(condition).await,
            Self::CreateWritten => db.create(item).only_if(condition).written().await.map(drop),
            Self::Get => db.get(key).await.map(drop),
            Self::GetRequired => db.get(key).required().await.map(drop),
            Self::GetPart => db.get(key).select(|f| f.total()).await.map(drop),
            Self::GetRequiredPart => db.get(key).select(|f| (f.total(), f.status())).required().await.map(drop),
            Self::DeleteItem => db.delete(item).only_if(condition).await,
            Self::DeleteAtVersion => db.delete(key).at_version(item.rev).only_if(condition).await,
            Self::DeleteMetered => db.delete(item).only_if(condition).metered().await.map(drop),
        }
    }

    fn is_metered(self) -> bool {
        matches!(self, Self::PutMetered | Self::DeleteMetered)
    }

    fn operation(self) -> &'static str {
        match self {
            Self::CreateTable => "CreateTable",
            Self::Put | Self::PutWritten | Self::PutMetered | Self::Create | Self::CreateWritten => "PutItem",
            Self::Get | Self::GetRequired | Self::GetPart | Self::GetRequiredPart => "GetItem",
            Self::DeleteItem | Self::DeleteAtVersion | Self::DeleteMetered => "DeleteItem",
        }
    }
}
