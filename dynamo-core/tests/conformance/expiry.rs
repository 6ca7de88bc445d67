//! Items that have expired and are not deleted yet.

use std::time::SystemTime;

use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{Order, order};
use crate::updates::Running;

variants! {
    Expiry {
        Created,
        Hidden,
        Updated,
        Upserted,
        Replaced,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    Expiry::ALL.iter().map(|of| Case::new(format!("expired: {of:?}"), expired(*of))).collect()
}

fn expired(of: Expiry) -> impl FnOnce(Bench) -> Running + Send {
    move |bench| Box::pin(expiry(bench, of))
}

/// An item that expired an hour ago counts as absent, though it is still stored.
async fn expiry(bench: Bench, of: Expiry) {
    let db = bench.with::<Order>().await;
    let now = Ttl::from(SystemTime::now()).seconds();
    let old = Order { expires_at: Some((now - 3600).into()), rev: 1, ..order() };
    bench.raw.write(&db.table_name::<Order>(), old.to_item().expect("an item")).await;
    let key = || Order::key("u1", "o1");
    match of {
        Expiry::Created => {
            let new = db.create(&Order { total: 1, ..order() }).written().await.expect("the key is free");
            assert_eq!(db.get(key()).required().await.expect("the new one"), new);
            assert!(db.create(&order()).await.expect_err("now it is not").is_already_exists());
        }
        Expiry::Hidden => {
            assert_eq!(db.get(key()).await.expect("a get"), None);
            assert_eq!(db.get(key()).select(|o| o.total()).await.expect("a get"), None);
            assert!(db.get(key()).required().await.expect_err("nothing").is_not_found());
            assert_eq!(db.get(key()).include_expired().await.expect("a get"), Some(old));
        }
        Expiry::Updated => {
            let error = db.update(&old).set(|o| o.total().set(1)).await.expect_err("nothing to update");
            assert!(error.is_not_found(), "{error:?}");
        }
        Expiry::Upserted => {
            let upsert = db.upsert(key()).set(|o| o.total().set(1)).or_insert(&order());
            let error = upsert.await.expect_err("its old values would come back");
            assert!(error.is_condition_failed(), "{error:?}");
        }
        Expiry::Replaced => {
            assert_eq!(db.put(&old).returning_old().await.expect("a put"), Some(old.clone()));
            db.delete(key()).unversioned().await.expect("a delete");
            assert!(bench.raw.items(&db.table_name::<Order>()).await.is_empty());
        }
    }
}
