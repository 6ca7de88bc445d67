//! Who listens to the events of a test.

use std::sync::LazyLock;

use tracing::subscriber::{DefaultGuard, NoSubscriber, set_default};
use tracing::{Dispatch, Subscriber};

/// A process with one subscriber asks the thread that comes by an event first whether it is of interest, and keeps the answer
/// for all threads. That thread may be another test's, to which nobody listens. Where there are two, all are asked.
static SECOND: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(NoSubscriber::default()));

/// `subscriber` is told what happens on this thread until the guard is dropped, whatever other tests do.
pub(crate) fn listen(subscriber: impl Subscriber + Send + Sync + 'static) -> DefaultGuard {
    LazyLock::force(&SECOND);
    set_default(subscriber)
}
