use aws_sdk_dynamodb::types::AttributeValue;

use super::write::dynamo_value;
use super::{MAX_DEPTH, write_string};
use crate::error::{EncodeError, Unstorable};
use crate::value::Attribute;
use crate::value::size::{bound, check_known};

/// Values as DynamoDB JSON, without [`AttributeValue`]s between: see [`Attribute::write`].
pub struct JsonSink {
    out: Vec<u8>,
    /// How many values are there, each with all that is in it: of a member there has to be one.
    values: usize,
    /// No fewer bytes than the values have, as DynamoDB counts them.
    bound: usize,
    /// How many lists and maps the next value is inside of.
    depth: usize,
    /// Why the item cannot be stored, where that is told of the whole attribute.
    refused: Option<EncodeError>,
}

impl JsonSink {
    /// An empty one, with room for so many bytes.
    pub(in crate::value) fn with_capacity(bytes: usize) -> Self {
        Self { out: Vec::with_capacity(bytes), values: 0, bound: 0, depth: 0, refused: None }
    }

    /// What is there, to be written on by somebody else.
    pub(in crate::value) fn take(&mut self) -> Self {
        std::mem::replace(self, Self::with_capacity(0))
    }

    /// A text (S).
    pub fn text(&mut self, text: &str) {
        (self.values, self.bound) = (self.values + 1, self.bound + text.len());
        self.out.extend_from_slice(br#"{"S":"#);
        write_string(&mut self.out, text);
        self.out.push(b'}');
    }

    /// A number (N), which is made of digits.
    pub(in crate::value) fn number(&mut self, digits: &str) {
        (self.values, self.bound) = (self.values + 1, self.bound + digits.len() + 2);
        self.out.extend_from_slice(br#"{"N":""#);
        self.out.extend_from_slice(digits.as_bytes());
        self.out.extend_from_slice(br#""}"#);
    }

    /// A value of any type.
    pub fn value(&mut self, value: &AttributeValue) {
        self.values += 1;
        match bound(value, MAX_DEPTH.saturating_sub(self.depth)) {
            Some(bytes) => self.bound += bytes,
            // It is not written at all.
            None => return self.refuse(EncodeError::new(Unstorable::TooDeep)),
        }
        if let Err(error) = check_known(value) {
            self.refuse(error);
        }
        dynamo_value(&mut self.out, value);
    }

    /// A list (L); what would be left out of an item is `NULL` here, so that positions stay.
    pub(in crate::value) fn list<'v, T: Attribute>(
        &mut self,
        values: impl Iterator<Item = &'v T::Value>,
    ) -> Result<(), EncodeError> {
        self.nested(br#"{"L":["#, b"]}", |sink| {
            for (index, value) in values.enumerate() {
                sink.out.extend_from_slice(if index > 0 { b"," } else { b"" });
                sink.bound += 1;
                let is_there =
                    sink.one(|sink| T::write(value, sink)).map_err(|error| error.at(&format!("[{index}]")))?;
                if !is_there {
                    sink.value(&AttributeValue::Null(true));
                }
            }
            Ok(())
        })
    }

    /// A map (M), whose members are written by [`member`](Self::member).
    pub(in crate::value) fn map(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        self.nested(br#"{"M":{"#, b"}}", write)
    }

    fn nested(
        &mut self,
        open: &[u8],
        close: &[u8],
        write: impl FnOnce(&mut Self) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        let before = self.values;
        self.out.extend_from_slice(open);
        (self.bound, self.depth) = (self.bound + 3, self.depth + 1);
        if self.depth > MAX_DEPTH {
            self.refuse(EncodeError::new(Unstorable::TooDeep));
        }
        write(self)?;
        (self.values, self.depth) = (before + 1, self.depth - 1);
        self.out.extend_from_slice(close);
        Ok(())
    }

    /// Writes a value, or none. More of them would be no JSON.
    fn one(&mut self, write: impl FnOnce(&mut Self) -> Result<(), EncodeError>) -> Result<bool, EncodeError> {
        let before = self.values;
        write(self)?;
        match self.values.checked_sub(before) {
            Some(0) => Ok(false),
            Some(1) => Ok(true),
            _ => Err(EncodeError::other("`Attribute::write` has not written one value")),
        }
    }

    /// A member of the object that is written, unless `write` writes nothing.
    pub(in crate::value) fn member(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut Self) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        let before = self.out.len();
        if !matches!(self.out.last(), None | Some(b'{')) {
            self.out.push(b',');
        }
        write_string(&mut self.out, name);
        self.out.push(b':');
        if self.one(write)? {
            self.bound += name.len() + 1;
        } else {
            self.out.truncate(before);
        }
        Ok(())
    }

    fn refuse(&mut self, error: EncodeError) {
        self.refused.get_or_insert(error);
    }

    /// Why the attribute that was written last cannot be stored.
    pub(in crate::value) fn refusal(&mut self) -> Option<EncodeError> {
        self.refused.take()
    }

    /// What was written, and no fewer bytes than DynamoDB counts for it.
    pub(in crate::value) fn into_parts(self) -> (Vec<u8>, usize) {
        (self.out, self.bound)
    }
}
