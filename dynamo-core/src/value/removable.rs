use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use super::{As, Nullable, Sensitive};

/// Attribute types that may be absent: an `Option`, a set, and what wraps one.
#[diagnostic::on_unimplemented(
    message = "an attribute of type `{Self}` is required, and an item without it could not be read",
    label = "cannot be removed",
    note = "declare the field as an `Option`, or give it a default: `#[dynamo(default)]`"
)]
pub trait Removable {}

impl<T> Removable for Option<T> {}
impl<A: Removable> Removable for Nullable<A> {}
impl<T, M> Removable for As<Option<T>, M> {}
impl<T: Removable> Removable for Sensitive<T> {}
impl<T: Removable> Removable for Box<T> {}
impl<T: Removable> Removable for Rc<T> {}
impl<T: Removable> Removable for Arc<T> {}
// An absent set reads as an empty one.
impl<T, H> Removable for HashSet<T, H> {}
impl<T> Removable for BTreeSet<T> {}
// A newtype is removable as far as what it holds is. That is a bound over a lifetime, which is no error where it is false.
impl<T: Removable> Removable for &T {}
