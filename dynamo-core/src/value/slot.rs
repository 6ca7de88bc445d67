use super::{Attribute, Item, Value};
use crate::error::{DecodeError, Found};

/// The place of one field while an item is read.
///
/// ```
/// # use dynamo_core::value::{Entries, Missing, Slot};
/// let (mut name, mut age) = (Slot::new(), Slot::new());
/// let mut entries = Entries::from_dynamo_json(br#"{"name":{"S":"Ada"}}"#)?;
/// while let Some((attribute, value)) = entries.next()? {
///     match &*attribute {
///         "name" => name.fill::<String>(value)?,
///         "age" => age.fill::<Option<u8>>(value)?,
///         _ => value.skip()?,
///     }
/// }
/// let mut missing = Missing::new();
/// assert_eq!(name.done::<String>(0, &mut missing).as_deref(), Some("Ada"));
/// assert_eq!(age.done::<Option<u8>>(1, &mut missing), Some(None));
/// # Ok::<(), dynamo_core::error::DecodeError>(())
/// ```
///
/// The methods are told the attribute type, and not the slot: a type that is none is then an error in the words of
/// [`Attribute`], and not a method that does not exist.
pub struct Slot<T>(Option<T>);

impl<T> Slot<T> {
    /// An empty slot.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// Reads the attribute; of a repeated one, the last counts.
    ///
    /// # Errors
    /// When the value does not fit.
    pub fn fill<V>(&mut self, value: Value<'_>) -> Result<(), DecodeError>
    where
        V: Attribute<Value = T>,
    {
        self.0 = Some(V::decode(value)?);
        Ok(())
    }

    /// The value, or what an absent attribute reads as; `None` when the type needs it, which is noted under its number.
    pub fn done<V>(self, number: usize, missing: &mut Missing) -> Option<T>
    where
        V: Attribute<Value = T>,
    {
        let value = self.0.or_else(V::absent);
        if value.is_none() {
            missing.0.get_or_insert((number, V::SHAPE.stored.expected()));
        }
        value
    }
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// The first attribute that was needed and absent.
#[derive(Debug, Default)]
pub struct Missing(Option<(usize, &'static str)>);

impl Missing {
    /// Nothing is missing.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// The error that names it.
    #[must_use]
    pub fn into_error(self, names: &[&str]) -> DecodeError {
        let (number, expected) = self.0.unwrap_or((0, "an attribute"));
        let error = DecodeError::new(expected, Found::Nothing);
        match names.get(number) {
            Some(name) => error.at(name),
            None => error,
        }
    }
}

/// The place of a name in a list; behind its end if it is not there.
#[must_use]
pub fn position(names: &[&str], name: &str) -> usize {
    names.iter().position(|known| *known == name).unwrap_or(names.len())
}

/// The result of reading an attribute, with its name in the error.
///
/// # Errors
/// That of `result`.
pub fn at(name: &str, result: Result<(), DecodeError>) -> Result<(), DecodeError> {
    result.map_err(|error| error.at(name))
}

/// Keeps an attribute that the type does not know, unless the library itself wrote it.
///
/// # Errors
/// When the value cannot be read at all.
pub fn keep(rest: &mut Item, name: &str, value: Value<'_>, own: &[&str]) -> Result<(), DecodeError> {
    if own.contains(&name) {
        return value.skip();
    }
    rest.insert(name.to_owned(), value.into_attribute_value()?);
    Ok(())
}
