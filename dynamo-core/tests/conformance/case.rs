//! One thing that every engine does alike.

use std::future::Future;
use std::time::Duration;

use dynamo_core::backend::{BoxFuture, Feature};

use crate::bench::Bench;

pub(crate) struct Case {
    pub(crate) name: String,
    /// What an engine must have for it; without, the case is off.
    pub(crate) needs: &'static [Feature],
    /// After so long it hangs.
    pub(crate) patience: Duration,
    /// Whether no other case runs on the engine meanwhile.
    pub(crate) alone: bool,
    pub(crate) run: Run,
}

/// No case takes long: one that hangs is red, not endless.
const PATIENCE: Duration = Duration::from_secs(60);

type Run = Box<dyn FnOnce(Bench) -> BoxFuture<'static, ()> + Send>;

impl Case {
    pub(crate) fn new<F>(name: impl Into<String>, run: impl FnOnce(Bench) -> F + Send + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Self {
            name: name.into(),
            needs: &[],
            patience: PATIENCE,
            alone: false,
            run: Box::new(|bench| Box::pin(run(bench))),
        }
    }

    pub(crate) fn needs(mut self, needs: &'static [Feature]) -> Self {
        self.needs = needs;
        self
    }

    /// Many tasks at one item: DynamoDB Local gives up waiting for its lock, where it has other work, too. Or an index that is added: it has ten
    /// threads for that, and a table whose items expire keeps one of them.
    pub(crate) fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    /// Many requests, one after the other, on a machine that runs other cases meanwhile.
    pub(crate) fn long(mut self) -> Self {
        self.patience = 10 * PATIENCE;
        self
    }
}
