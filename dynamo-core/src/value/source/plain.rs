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
pub struct PlainRow<'a>(Reader<'a>);

impl<'a> PlainRow<'a> {
    /// The item of this text.
    ///
    /// # Errors
    /// When it is no text, or none of JSON.
    pub fn new(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        Ok(Self(Reader::new(bytes, Format::Plain)?))
    }

    /// The row, from its beginning.
    #[must_use]
    pub fn row(&self) -> RawRow<'_> {
        self.0.rewind((0, 0));
        RawRow::json(&self.0)
    }
}
