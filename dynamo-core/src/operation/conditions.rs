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
    let mut names: Vec<_> = item.keys().map(String::as_str).collect();
    names.sort_unstable();
    let absent = schema.attributes.iter().filter(|of| of.is_stored() && !item.contains_key(of.name));
    let all = names.into_iter().chain(absent.map(|of| of.name));
    all.map(|name| is_as_in(item, name)).reduce(Condition::and)
}

/// Holds while an attribute is what it is in this item: equal, or absent.
pub(super) fn is_as_in(item: &Item, name: &str) -> Condition {
    let path = DocumentPath::root(name.to_owned());
    match item.get(name) {
        Some(value) => Condition::Compare(Comparison::Eq, Operand::Path(path), Operand::Value(value.clone())),
        None => Condition::NotExists(path),
    }
}
