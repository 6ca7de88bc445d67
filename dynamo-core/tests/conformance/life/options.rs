//! What `create_table` and `ensure_table` can be asked for beyond what the types say.

use std::time::Duration;

use dynamo_core::backend::Feature;
use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;
use dynamo_core::schema::StreamView;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{KeyOnly, Order, Profile, Sample, Story};

variants! {
    Asked {
        OnDemand,
        Provisioned,
        IndexProvisioned,
        ProvisionedWithoutIndexes,
        NoWait,
        Deadline,
        UnknownIndex,
        LocalIndex,
        IndexOnly,
        Zero,
        ZeroOfIndex,
        SharedAndNamed,
        EnsuredWithOptions,
        DeletedWithoutWaiting,
        DeletedElsewhere,
    }
}

pub(super) fn cases() -> Vec<Case> {
    let streams = StreamView::ALL.iter().map(|view| stream(*view));
    let none = Case::new("a stream is there or refused", no_stream);
    streams.chain([none]).chain(Asked::ALL.iter().map(|asked| case(*asked))).collect()
}

fn stream(view: StreamView) -> Case {
    let case = Case::new(format!("a table with a stream: {view:?}"), move |bench| async move {
        let (db, table) = (&bench.db, bench.db.table_name::<Order>());
        let create = || db.create_table::<Order>().stream(view);
        let explained = create().explain().expect("a request").to_string();
        assert!(explained.ends_with(&format!("\n  stream      {}", view.name())), "{explained}");
        create().await.expect("a new table");
        assert_eq!(bench.raw.costs(&table).await, ["on demand".to_owned(), format!("stream {}", view.name())]);
        assert_eq!(bench.raw.shape(&table).await, Order::shape());
        assert!(db.verify_table::<Order>().await.expect("a comparison").is_empty());
        for asked in StreamView::ALL {
            let differences = db.verify_table::<Order>().stream(*asked).await.expect("a comparison");
            assert_eq!(differences.is_empty(), *asked == view, "{differences}");
            let ensured = db.ensure_table::<Order>().stream(*asked).await;
            if *asked == view {
                assert!(ensured.expect("the same").is_unchanged());
                continue;
            }
            let told = format!(
                "table `{table}` is not as the model says\n- the stream tells {}, and {} was asked for: switch it off, which ends it \
                 for its readers; then `ensure_table` switches it on",
                view.name(),
                asked.name()
            );
            assert_eq!(differences.to_string(), told);
            assert!(ensured.expect_err("another view").is_table_differs());
        }
    });
    case.needs(&[Feature::Streams])
}

/// An engine that has none refuses to be asked for one, before it makes or changes anything.
async fn no_stream(bench: Bench) {
    let (db, table) = (&bench.db, &bench.db.table_name::<Order>());
    let created = db.create_table::<Order>().stream(StreamView::NewImage).await;
    assert_eq!(created.is_ok(), bench.has(Feature::Streams));
    assert_eq!(bench.raw.has_table(table).await, created.is_ok());
    let Err(error) = created else { return };
    let (feature, backend) = (Feature::Streams.name(), bench.capabilities().backend);
    assert_eq!(error.kind(), &ErrorKind::Unsupported { feature, backend });
    // Without its indexes, which would be added.
    super::by_hand::make(&bench, table, &Order::shape()[..1]).await;
    let ensured = db.ensure_table::<Order>().stream(StreamView::NewImage).await.expect_err("no stream");
    let verified = db.verify_table::<Order>().stream(StreamView::NewImage).await.expect_err("no stream");
    for error in [ensured, verified] {
        assert_eq!((error.kind(), error.table()), (&ErrorKind::Unsupported { feature, backend }, Some(table.as_str())));
    }
    assert_eq!(bench.raw.shape(table).await, Order::shape()[..1]);
}

fn case(asked: Asked) -> Case {
    let case = Case::new(format!("a table asked for with {asked:?}"), move |bench| async move {
        let (db, raw, table) = (&bench.db, &bench.raw, bench.db.table_name::<Order>());
        let create = || db.create_table::<Order>();
        match asked {
            Asked::OnDemand => {
                create().await.expect("a new table");
                assert_eq!(raw.costs(&table).await, ["on demand"]);
            }
            Asked::Provisioned => {
                let explained = create().provisioned(7, 3).explain().expect("a request").to_string();
                assert!(explained.ends_with("\n  capacity    7 to read, 3 to write"), "{explained}");
                create().provisioned(1, 1).provisioned(7, 3).await.expect("a new table");
                assert_eq!(raw.costs(&table).await, ["7 3", "by_tenant 7 3", "gsi-region 7 3", "gsi-status-date 7 3"]);
                assert_eq!(raw.shape(&table).await, Order::shape());
                assert!(db.ensure_table::<Order>().await.expect("figures are left alone").is_unchanged());
            }
            Asked::IndexProvisioned => {
                let create = || {
                    let create = create().index_provisioned("gsi-region", 9, 9).provisioned(7, 3);
                    create.index_provisioned("gsi-region", 2, 4).index_provisioned("by_tenant", 1, 1)
                };
                let explained = create().explain().expect("a request").to_string();
                for line in [
                    "gsi-region by region (Text); holds its keys; 2 to read, 4 to write\n",
                    "created_at (Text); holds everything; 1 to read, 1 to write\n",
                    "total, items_count, expires_at\n",
                ] {
                    assert!(explained.contains(line), "{explained}");
                }
                create().await.expect("a new table");
                assert_eq!(raw.costs(&table).await, ["7 3", "by_tenant 1 1", "gsi-region 2 4", "gsi-status-date 7 3"]);
            }
            Asked::ProvisionedWithoutIndexes => {
                db.create_table::<KeyOnly>().provisioned(1, 2).await.expect("a new table");
                assert_eq!(raw.costs(&db.table_name::<KeyOnly>()).await, ["1 2"]);
            }
            Asked::NoWait => no_wait(&bench).await,
            Asked::Deadline => {
                create().deadline(Duration::from_secs(50)).await.expect("in time");
                assert_eq!(raw.shape(&table).await, Order::shape());
            }
            Asked::UnknownIndex => {
                refused(&bench, create().provisioned(1, 1).index_provisioned("by_region", 1, 1).await, "`by_region`")
                    .await;
            }
            Asked::LocalIndex => {
                let create = create().provisioned(1, 1).index_provisioned("lsi-amount", 1, 1);
                refused(&bench, create.await, "`lsi-amount` is a local one").await;
            }
            Asked::IndexOnly => {
                let create = create().index_provisioned("gsi-region", 1, 1);
                refused(&bench, create.await, "add `.provisioned(read, write)`").await;
            }
            Asked::Zero => refused(&bench, create().provisioned(1, 0).await, "begin at 1").await,
            Asked::ZeroOfIndex => {
                let create = create().provisioned(1, 1).index_provisioned("gsi-region", 0, 1);
                refused(&bench, create.await, "begin at 1").await;
            }
            Asked::SharedAndNamed => {
                let other = format!("{}elsewhere", bench.prefix);
                let create = db.create_table::<(Story, Profile)>().in_table(&other).provisioned(2, 2);
                create.stream(StreamView::KeysOnly).await.expect("a new table");
                assert_eq!(raw.costs(&other).await, ["2 2", "gsi1 2 2", "stream KEYS_ONLY"]);
                let verify = db.verify_table::<(Story, Profile)>().in_table(&other).stream(StreamView::KeysOnly);
                assert!(verify.await.expect("a comparison").is_empty());
                db.delete_table::<(Story, Profile)>(&other).in_table(&other).await.expect("a deleted table");
                assert!(!raw.has_table(&other).await);
            }
            Asked::EnsuredWithOptions => {
                let ensure = || {
                    let ensure = db.ensure_table::<Order>().provisioned(4, 5).index_provisioned("by_tenant", 1, 1);
                    ensure.stream(StreamView::NewImage).deadline(Duration::from_secs(50))
                };
                let done = ensure().await.expect("a table");
                assert_eq!((done.created, done.stream, done.ttl), (true, false, true));
                let costs = ["4 5", "by_tenant 1 1", "gsi-region 4 5", "gsi-status-date 4 5", "stream NEW_IMAGE"];
                assert_eq!(raw.costs(&table).await, costs);
                assert!(ensure().await.expect("a table").is_unchanged());
                let zero = db.ensure_table::<Order>().provisioned(0, 1).await.expect_err("no figure");
                assert_eq!((zero.is_invalid_request(), zero.table()), (true, Some(&*table)));
            }
            Asked::DeletedWithoutWaiting => {
                create().await.expect("a new table");
                db.delete_table::<Order>(&table).no_wait().await.expect("a table that is going");
                while raw.has_table(&table).await {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
            Asked::DeletedElsewhere => {
                let (own, other) = (&table, format!("{}elsewhere", bench.prefix));
                create().await.expect("a new table");
                create().in_table(&other).await.expect("another one");
                let refused = db.delete_table::<Order>(own).in_table(&other).await.expect_err("two names");
                assert!(refused.is_invalid_request(), "{refused:?}");
                let delete = || db.delete_table::<Order>(&other).in_table(&other).deadline(Duration::from_secs(50));
                assert_eq!(delete().explain().expect("a request").to_string(), format!("DeleteTable on {other}"));
                delete().await.expect("a deleted table");
                assert!(raw.has_table(own).await && !raw.has_table(&other).await);
            }
        }
    });
    match asked {
        Asked::SharedAndNamed | Asked::EnsuredWithOptions => case.needs(&[Feature::Streams]),
        _ => case,
    }
}

/// Nothing is sent, and the text says what to do.
async fn refused(bench: &Bench, created: Result<()>, words: &str) {
    let error = created.expect_err("no such figures");
    let table = bench.db.table_name::<Order>();
    assert!(error.is_invalid_request() && error.to_string().contains(words), "{error:?}");
    assert_eq!(error.table(), Some(&*table));
    assert!(!bench.raw.has_table(&table).await);
}

/// Items do not expire until the table is completed.
async fn no_wait(bench: &Bench) {
    let (db, raw, table) = (&bench.db, &bench.raw, bench.db.table_name::<Order>());
    db.create_table::<Order>().no_wait().await.expect("a table that is coming");
    let taken = db.create_table::<Order>().no_wait().await.expect_err("it is coming");
    assert!(taken.is_already_exists(), "{taken:?}");
    raw.settled(&table).await;
    let shape: Vec<_> = Order::shape().iter().filter(|line| !line.starts_with("expires")).collect();
    assert_eq!(raw.shape(&table).await, shape.iter().map(|line| **line).collect::<Vec<_>>());
    let done = db.ensure_table::<Order>().await.expect("a table");
    assert_eq!(done.to_string(), "switched the expiry of items on");
    assert_eq!(raw.shape(&table).await, Order::shape());
}
