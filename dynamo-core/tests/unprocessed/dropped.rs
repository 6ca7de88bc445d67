//! A batch that is dropped before it was sent says so.

use dynamo_core::prelude::*;

use super::listen::listen;
use super::warnings::Warnings;
use super::{Note, notes};

fn warned(work: impl FnOnce()) -> Vec<String> {
    let warnings = Warnings::default();
    let _guard = listen(warnings.clone());
    work();
    warnings.told()
}

#[test]
fn an_unsent_batch_warns() {
    let db = Db::offline();
    let batch = || db.batch_write().put_all(&notes(3)).delete(Note::key("x"));
    let texts = warned(|| drop(batch()));
    assert!(texts.len() == 1 && texts[0].contains("writes=4") && texts[0].contains("dropped"), "{texts:?}");
    assert_eq!(warned(|| drop(batch().metered())).len(), 1);
    // A future that nobody polls has sent nothing either.
    assert_eq!(warned(|| drop(std::future::IntoFuture::into_future(batch()))).len(), 1);
}

#[test]
fn what_is_not_forgotten_does_not_warn() {
    let db = Db::offline();
    let quiet = warned(|| {
        drop(db.batch_write());
        drop(db.batch_write().put_all(&notes(0)));
        drop(db.batch_write().put_all(&notes(2)).request());
        drop(db.batch_write().put_all(&notes(2)).explain());
        drop(db.batch_write().delete(Note::key("")).request());
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        // Refused, since there is no engine: whoever awaits it knows.
        assert!(runtime.block_on(async { db.batch_write().put_all(&notes(2)).await }).is_err());
        assert!(runtime.block_on(async { db.batch_write().put_all(&notes(2)).chunk(0).await }).is_err());
    });
    assert_eq!(quiet, [] as [String; 0]);
}
