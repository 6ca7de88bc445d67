//! A batch that is dropped before it was sent says so.

use std::sync::{Arc, Mutex};

use dynamo_core::prelude::*;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use super::{Note, notes};

/// Keeps what is warned of.
#[derive(Clone, Default)]
struct Warnings(Arc<Mutex<Vec<String>>>);

struct Text<'t>(&'t mut String);

impl Visit for Text<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        *self.0 += &format!("{}={value:?} ", field.name());
    }
}

impl Subscriber for Warnings {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "dynamo_core" && *metadata.level() == Level::WARN
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = String::new();
        event.record(&mut Text(&mut text));
        self.0.lock().unwrap().push(text);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

fn warned(work: impl FnOnce()) -> Vec<String> {
    let warnings = Warnings::default();
    tracing::subscriber::with_default(warnings.clone(), work);
    warnings.0.lock().unwrap().clone()
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
