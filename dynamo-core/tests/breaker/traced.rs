//! Each change is warned of.

use dynamo_core::prelude::*;

use crate::listen::listen;
use crate::scripted::{Answer, Scripted};
use crate::warnings::Warnings;
use crate::{COOLDOWN, call, ready, touchy};

#[tokio::test(start_paused = true)]
async fn each_change_is_warned_of_once() {
    let warnings = Warnings::default();
    let _guard = listen(warnings.clone());
    let told = || warnings.told();
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
