//! Each change is warned of.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use dynamo_core::prelude::*;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use crate::scripted::{Answer, Scripted};
use crate::{COOLDOWN, call, ready, touchy};

/// Writes down the fields of warnings, a line each.
#[derive(Clone, Default)]
struct Warnings(Arc<Mutex<Vec<String>>>);

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, "{}={value:?} ", field.name()).unwrap();
    }
}

impl Subscriber for Warnings {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "dynamo_core" && *metadata.level() == Level::WARN
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(String::new());
        event.record(&mut line);
        self.0.lock().unwrap().push(line.0.trim_end().to_owned());
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test(start_paused = true)]
async fn each_change_is_warned_of_once() {
    let warnings = Warnings::default();
    let _guard = tracing::subscriber::set_default(warnings.clone());
    let told = || std::mem::take(&mut *warnings.0.lock().unwrap());
    let changed = |from: &str, to: &str| format!(r#"message=the circuit breaker has changed from="{from}" to="{to}""#);

    let engine = Scripted::default();
    let db = touchy(&engine);
    call(&db).await.unwrap();
    db.breaker().reset();
    assert_eq!(told(), [""; 0]);
    ready(&db, &engine).await;
    assert_eq!(told(), [changed("closed", "open")]);
    engine.plan([Answer::Fails(ErrorKind::Timeout)]);
    call(&db).await.unwrap_err();
    call(&db).await.unwrap_err();
    assert_eq!(told(), [changed("open", "half-open"), changed("half-open", "open")]);
    tokio::time::advance(COOLDOWN).await;
    call(&db).await.unwrap();
    assert_eq!(told(), [changed("open", "half-open"), changed("half-open", "closed")]);
}
