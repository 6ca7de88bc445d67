use std::any::TypeId;
use std::collections::HashMap;
use std::sync::Arc;

use crate::request::TableName;
use crate::table::Kind;

/// From one name to the next.
type Step = dyn Fn(&str) -> String + Send + Sync;

/// How declared table names become those of the database.
#[derive(Clone, Default)]
pub(super) struct Names {
    /// Applied in the order they were given.
    steps: Vec<Arc<Step>>,
    /// The names of single types, taken as they are.
    own: HashMap<TypeId, String>,
}

impl Names {
    pub(super) fn then(&mut self, step: impl Fn(&str) -> String + Send + Sync + 'static) {
        self.steps.push(Arc::new(step));
    }

    pub(super) fn own(&mut self, kind: Kind, name: String) {
        self.own.insert(kind.id, name);
    }

    pub(super) fn of(&self, kind: Kind) -> TableName {
        match self.own.get(&kind.id) {
            Some(name) => name.clone().into(),
            None => {
                let declared = TableName::from(kind.schema.table.unwrap_or(kind.schema.entity));
                self.steps.iter().fold(declared, |name, step| step(&name).into())
            }
        }
    }
}
