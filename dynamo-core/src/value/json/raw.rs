//! Raw JSON: cutting a reply into its rows without reading them.

use std::borrow::Cow;

use super::{Format, Reader};
use crate::error::DecodeError;

/// Cuts the first JSON value off: the value, without white space around it, and what follows it.
///
/// ```
/// # use dynamo_core::value::split_value;
/// let (value, rest) = split_value(br#" {"S":"a"}, 1"#)?;
/// assert_eq!(value, br#"{"S":"a"}"#);
/// assert_eq!(rest, b", 1");
/// # Ok::<(), dynamo_core::error::DecodeError>(())
/// ```
///
/// # Errors
/// When there is no value.
pub fn split_value(bytes: &[u8]) -> Result<(&[u8], &[u8]), DecodeError> {
    let reader = Reader::new(bytes, Format::Plain)?;
    let value = raw_value(&reader)?;
    Ok((value, &bytes[reader.position()..]))
}

/// The members of a JSON object, each value as the bytes it has: the body of a reply.
///
/// ```
/// # use dynamo_core::value::raw_members;
/// for member in raw_members(br#"{"Count":2,"Items":[{},{}]}"#)? {
///     let (name, value) = member?;
///     assert_eq!(value, if name == "Count" { &b"2"[..] } else { b"[{},{}]" });
/// }
/// # Ok::<(), dynamo_core::error::DecodeError>(())
/// ```
///
/// # Errors
/// When the bytes are no object.
pub fn raw_members(bytes: &[u8]) -> Result<RawMembers<'_>, DecodeError> {
    Ok(RawMembers { sequence: Sequence::new(bytes, b'{', b'}')? })
}

/// The elements of a JSON array, each as the bytes it has: the rows of a reply.
///
/// ```
/// # use dynamo_core::value::raw_elements;
/// let rows: Result<Vec<&[u8]>, _> = raw_elements(br#"[{"a":{"N":"1"}}, {}]"#)?.collect();
/// assert_eq!(rows?, [&br#"{"a":{"N":"1"}}"#[..], b"{}"]);
/// # Ok::<(), dynamo_core::error::DecodeError>(())
/// ```
///
/// # Errors
/// When the bytes are no array.
pub fn raw_elements(bytes: &[u8]) -> Result<RawElements<'_>, DecodeError> {
    Ok(RawElements { sequence: Sequence::new(bytes, b'[', b']')? })
}

/// The members of an object, see [`raw_members`].
///
/// ```
/// # use dynamo_core::prelude::*;
/// # use dynamo_core::value::raw_members;
/// let mut members = raw_members(br#"{"a": 1, "b": [2]}"#)?;
/// let (name, value) = members.next().expect("two")?;
/// assert_eq!((&*name, value), ("a", &b"1"[..]));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub struct RawMembers<'a> {
    sequence: Sequence<'a>,
}

/// The elements of an array, see [`raw_elements`].
///
/// ```
/// # use dynamo_core::prelude::*;
/// # use dynamo_core::value::raw_elements;
/// let elements = raw_elements(b"[1, {}, []]")?;
/// assert_eq!(elements.count(), 3);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub struct RawElements<'a> {
    sequence: Sequence<'a>,
}

impl<'a> Iterator for RawMembers<'a> {
    type Item = Result<(Cow<'a, str>, &'a [u8]), DecodeError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.sequence.next(|reader| {
            let name = reader.string()?;
            reader.expect(b':', "`:`")?;
            Ok((name, raw_value(reader)?))
        })
    }
}

impl<'a> Iterator for RawElements<'a> {
    type Item = Result<&'a [u8], DecodeError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.sequence.next(raw_value)
    }
}

fn raw_value<'a>(reader: &Reader<'a>) -> Result<&'a [u8], DecodeError> {
    reader.peek();
    let start = reader.position();
    reader.skip_value()?;
    Ok(&reader.text().as_bytes()[start..reader.position()])
}

/// What is between two brackets, up to the end of the text.
struct Sequence<'a> {
    reader: Reader<'a>,
    end: u8,
    first: bool,
    done: bool,
}

impl<'a> Sequence<'a> {
    fn new(bytes: &'a [u8], start: u8, end: u8) -> Result<Self, DecodeError> {
        let reader = Reader::new(bytes, Format::Plain)?;
        reader.open(start, if start == b'{' { "an object" } else { "an array" })?;
        Ok(Self { reader, end, first: true, done: false })
    }

    /// After an error there is nothing more to read.
    fn next<T>(&mut self, read: impl FnOnce(&Reader<'a>) -> Result<T, DecodeError>) -> Option<Result<T, DecodeError>> {
        if self.done {
            return None;
        }
        let member = self.member(read).transpose();
        self.done = !matches!(member, Some(Ok(_)));
        member
    }

    fn member<T>(
        &mut self,
        read: impl FnOnce(&Reader<'a>) -> Result<T, DecodeError>,
    ) -> Result<Option<T>, DecodeError> {
        if self.reader.peek() == Some(self.end) {
            self.reader.close(self.end)?;
            return self.reader.finish().map(|()| None);
        }
        if !std::mem::replace(&mut self.first, false) {
            self.reader.expect(b',', "`,`")?;
        }
        read(&self.reader).map(Some)
    }
}
