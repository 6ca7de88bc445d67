//! What can be removed.

use super::{Check, Defaulted, Filter, Keyed, Maybe, Scan, Scope, Select, Update};
use crate::table::{DynamoTable, Source};
use crate::value::Removable;

/// Scopes in which an attribute of type `V` can be removed: any, if the type may be absent, and where a default is declared.
#[diagnostic::on_unimplemented(
    message = "an attribute of type `{V}` is required, and an item without it could not be read",
    label = "cannot be removed",
    note = "declare the field as an `Option`, or give it a default: `#[dynamo(default)]`"
)]
pub trait Removes<V>: Scope {}

impl<V: Removable, Ix: Source> Removes<V> for Select<Ix> {}
impl<V: Removable, Ix: Source> Removes<V> for Filter<Ix> {}
impl<V: Removable, Ix: Source> Removes<V> for Scan<Ix> {}
impl<V: Removable, T: DynamoTable> Removes<V> for Check<T> {}
impl<V: Removable, T: DynamoTable> Removes<V> for Update<T> {}
impl<V, S: Removes<V>> Removes<V> for Maybe<S> {}
impl<V, S: Removes<V>> Removes<V> for Keyed<S> {}
impl<V, S: Scope> Removes<V> for Defaulted<S> {}
