use super::RawRow;
use crate::error::DecodeError;
use crate::value::json::{Format, Reader};

/// An item in plain JSON, as PostgreSQL keeps it, that can be looked at more than once.
///
/// ```
/// # use dynamo_core::value::PlainRow;
/// let row = PlainRow::new(br#"{"name":"Ada","tags":{"$SS":["a"]}}"#)?;
/// assert!(row.row().attribute("name")?.is_some());
/// assert_eq!(row.row().into_item()?.len(), 2);
/// # Ok::<(), dynamo_core::error::DecodeError>(())
/// ```
pub struct PlainRow<'a> {
    bytes: &'a [u8],
    reader: Reader<'a>,
}

impl<'a> PlainRow<'a> {
    /// The item of this text.
    ///
    /// # Errors
    /// When it is no text, or none of JSON.
    pub fn new(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        Ok(Self { bytes, reader: Reader::new(bytes, Format::Plain)? })
    }

    /// The row, from its beginning.
    #[must_use]
    pub fn row(&self) -> RawRow<'_> {
        self.reader.rewind((0, 0));
        RawRow::json(&self.reader)
    }

    /// How many bytes its text has.
    #[must_use]
    #[allow(clippy::len_without_is_empty, reason = "an item has a key, and is never empty")]
    pub fn len(&self) -> usize {
        self.bytes.len()
    }
}
