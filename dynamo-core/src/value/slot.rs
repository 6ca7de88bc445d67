use std::marker::PhantomData;

use super::{Attribute, Value, redact};
use crate::error::{DecodeError, Found};

/// The place of one field while an item is read.
///
/// ```
/// # use dynamo_core::value::{Entries, Slot};
/// let (mut name, mut age) = (Slot::<String, _>::new(), Slot::<Option<u8>, _>::new());
/// let mut entries = Entries::from_dynamo_json(br#"{"name":{"S":"Ada"}}"#)?;
/// while let Some((attribute, value)) = entries.next()? {
///     match &*attribute {
///         "name" => name.fill("name", value)?,
///         "age" => age.fill("age", value)?,
///         _ => value.skip()?,
///     }
/// }
/// assert_eq!((name.finish("name")?, age.finish("age")?), ("Ada".to_owned(), None));
/// # Ok::<(), dynamo_core::error::DecodeError>(())
/// ```
///
/// The methods have the bound and not the type: a `V` that is no attribute type is then an error of ours, in the words of
/// [`Attribute`], and not a method that does not exist.
pub struct Slot<V, T>(Option<T>, PhantomData<fn() -> V>);

impl<V, T> Slot<V, T> {
    /// An empty slot.
    #[must_use]
    pub const fn new() -> Self {
        Self(None, PhantomData)
    }

    /// Reads the attribute; of a repeated one, the last counts.
    ///
    /// # Errors
    /// When the value does not fit, with its path.
    pub fn fill(&mut self, name: &str, value: Value<'_>) -> Result<(), DecodeError>
    where
        V: Attribute<Value = T>,
    {
        self.0 = Some(V::decode(value).map_err(|error| error.at(name))?);
        Ok(())
    }

    /// [`fill`](Self::fill) for a sensitive attribute: the error does not show the value.
    ///
    /// # Errors
    /// When the value does not fit, with its path.
    pub fn fill_sensitive(&mut self, name: &str, value: Value<'_>) -> Result<(), DecodeError>
    where
        V: Attribute<Value = T>,
    {
        self.fill(name, value).map_err(redact)
    }

    /// The value; an absent one reads as what its type says, or is an error.
    ///
    /// # Errors
    /// When the attribute was absent and its type needs it.
    pub fn finish(self, name: &'static str) -> Result<T, DecodeError>
    where
        V: Attribute<Value = T>,
    {
        let absent = || DecodeError::new(V::SHAPE.stored.expected(), Found::Nothing).at(name);
        self.0.or_else(V::absent).ok_or_else(absent)
    }

    /// The value, or the default of an absent one.
    pub fn finish_or(self, default: fn() -> T) -> T {
        self.0.unwrap_or_else(default)
    }

    /// The value, if the attribute was there.
    pub fn take(self) -> Option<T> {
        self.0
    }
}

impl<V, T> Default for Slot<V, T> {
    fn default() -> Self {
        Self::new()
    }
}
