use std::marker::PhantomData;

use super::{Action, IntoValue, Scope, TypedPath, field};
use crate::request::DocumentPath;
use crate::value::Attribute;

/// Attributes that the type does not declare, for types that keep them (`#[dynamo(flatten)]`).
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "things")]
/// # struct Thing { #[pk] id: String, #[dynamo(flatten)] rest: Item }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Thing>().await?;
/// # db.put(&Thing { id: "t1".into(), rest: Item::new() }).await?;
/// let thing = db.update(Thing::key("t1")).set(|t| t.attr::<u64>("weight").set(5)).returning_new().await?;
/// assert!(thing.rest.contains_key("weight"));
/// assert_eq!(db.scan::<Thing>().filter(|t| t.attr::<u64>("weight").gt(4)).count().await?, 1);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
pub struct AnyFields<S>(PhantomData<fn() -> S>);

impl<S> AnyFields<S> {
    /// The same for every table: there is nothing in it.
    #[must_use]
    pub fn new() -> &'static Self {
        &Self(PhantomData)
    }
}

impl<S: Scope> AnyFields<S> {
    /// The attribute of this name, taken to be stored as a `V`. Any name works; it is aliased.
    #[must_use]
    pub fn attr<V: Attribute>(&self, name: impl Into<String>) -> V::Path<V, S, S> {
        TypedPath::from_path(DocumentPath::root(name.into()))
    }
}

/// Sets one of the fields that stand in an index key together; what generated setters call.
pub fn set_field<V: Attribute, S: Scope>(name: &'static str, value: impl IntoValue<V>) -> Action<S::Base> {
    field::<V, S>(name).path().set_value(value)
}
