use std::marker::PhantomData;

use crate::error::{EncodeError, Result};
use crate::expr::{Check, IntoCondition};
use crate::request::{Comparison, Condition, DocumentPath, Operand};
use crate::schema::Schema;
use crate::table::DynamoTable;
use crate::value::Item;

/// The conditions of a write; all of them have to hold.
pub(super) struct Conditions<T> {
    tree: Option<Result<Condition, EncodeError>>,
    table: PhantomData<fn() -> T>,
}

impl<T: DynamoTable> Conditions<T> {
    pub(super) fn new() -> Self {
        Self { tree: None, table: PhantomData }
    }

    pub(super) fn add<C: IntoCondition<Check<T>>>(&mut self, condition: impl FnOnce(&T::Fields<Check<T>>) -> C) {
        if let Some(more) = condition(&T::fields()).into_condition() {
            self.and(more.into_tree());
        }
    }

    pub(super) fn add_tree(&mut self, condition: Option<Condition>) {
        if let Some(more) = condition {
            self.and(Ok(more));
        }
    }

    fn and(&mut self, more: Result<Condition, EncodeError>) {
        self.tree = Some(match self.tree.take() {
            None => more,
            Some(before) => before.and_then(|before| Ok(before.and(more?))),
        });
    }

    pub(super) fn into_tree(self) -> Result<Option<Condition>> {
        Ok(self.tree.transpose()?)
    }
}

/// Holds while every attribute is as it was read: equal, or still absent.
pub(super) fn unchanged(schema: &Schema, item: &Item) -> Option<Condition> {
    let mut attributes: Vec<_> = item.iter().collect();
    attributes.sort_by_key(|(name, _)| *name);
    let equal = attributes.into_iter().map(|(name, value)| {
        let path = Operand::Path(DocumentPath::root(name.clone()));
        Condition::Compare(Comparison::Eq, path, Operand::Value(value.clone()))
    });
    let absent = schema.attributes.iter().filter(|of| of.is_stored() && !item.contains_key(of.name));
    let absent = absent.map(|of| Condition::NotExists(DocumentPath::root(of.name)));
    equal.chain(absent).reduce(Condition::and)
}
