//! One thing that every engine does alike.

use std::future::Future;

use dynamo_core::backend::{BoxFuture, Feature};

use crate::bench::Bench;

pub(crate) struct Case {
    pub(crate) name: String,
    /// What an engine must have for it; without, the case is off.
    pub(crate) needs: &'static [Feature],
    pub(crate) run: Run,
}

type Run = Box<dyn FnOnce(Bench) -> BoxFuture<'static, ()> + Send>;

impl Case {
    pub(crate) fn new<F>(name: impl Into<String>, run: impl FnOnce(Bench) -> F + Send + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Self { name: name.into(), needs: &[], run: Box::new(|bench| Box::pin(run(bench))) }
    }

    pub(crate) fn needs(mut self, needs: &'static [Feature]) -> Self {
        self.needs = needs;
        self
    }
}
