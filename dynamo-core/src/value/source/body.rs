use std::borrow::Cow;

use super::json::JsonMembers;
use super::{Entries, RawRow};
use crate::error::DecodeError;
use crate::value::json::{Format, Reader};

/// The body of a reply, read once from front to back: members that are not asked for are skipped, rows are decoded where they stand.
///
/// ```
/// # use dynamo_core::value::Body;
/// let mut body = Body::new(br#"{"Count":2,"Items":[{"id":{"S":"a"}},{"id":{"S":"b"}}]}"#)?;
/// let mut ids = Vec::new();
/// while let Some((name, part)) = body.next()? {
///     if name == "Items" {
///         for row in part.rows()? {
///             ids.push(row?.into_item()?.remove("id"));
///         }
///     }
/// }
/// assert_eq!(ids.len(), 2);
/// # Ok::<(), dynamo_core::error::DecodeError>(())
/// ```
pub struct Body<'a> {
    reader: Reader<'a>,
    members: JsonMembers,
}

impl<'a> Body<'a> {
    /// A body of DynamoDB JSON.
    ///
    /// # Errors
    /// When the bytes are no JSON object.
    pub fn new(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let reader = Reader::new(bytes, Format::Dynamo)?;
        let members = JsonMembers::between(&reader, b'{', b'}')?;
        Ok(Self { reader, members })
    }

    /// The next member.
    ///
    /// # Errors
    /// When the JSON is malformed.
    #[allow(clippy::should_implement_trait, reason = "the parts borrow from the body, so this is no `Iterator`")]
    pub fn next(&mut self) -> Result<Option<(Cow<'a, str>, Part<'_>)>, DecodeError> {
        match self.members.name(&self.reader)? {
            Some(name) => Ok(Some((name, Part(&self.reader)))),
            None => self.reader.finish().map(|()| None),
        }
    }
}

/// One value of a [`Body`]. Dropped unread, it is skipped.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # use dynamo_core::value::Body;
/// let mut body = Body::new(br#"{"Count": 2, "LastEvaluatedKey": null}"#)?;
/// let (_, count) = body.next()?.expect("a first member");
/// assert_eq!(count.number()?, 2.0);
/// let (_, key) = body.next()?.expect("a second one");
/// assert!(key.is_null());
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub struct Part<'v>(&'v Reader<'v>);

impl<'v> Part<'v> {
    /// An item, if it is one.
    #[must_use]
    pub fn row(self) -> RawRow<'v> {
        RawRow::json(self.0)
    }

    /// A list of items.
    ///
    /// # Errors
    /// When it is no list.
    pub fn rows(self) -> Result<RawRows<'v>, DecodeError> {
        self.parts().map(RawRows)
    }

    /// A list of anything.
    ///
    /// # Errors
    /// When it is no list.
    pub fn parts(self) -> Result<Parts<'v>, DecodeError> {
        Ok(Parts { reader: self.0, members: JsonMembers::between(self.0, b'[', b']')?, done: false })
    }

    /// An object's members.
    ///
    /// # Errors
    /// When it is no object.
    pub fn members(self) -> Result<Members<'v>, DecodeError> {
        Ok(Members { reader: self.0, members: JsonMembers::between(self.0, b'{', b'}')? })
    }

    /// A string.
    ///
    /// # Errors
    /// When it is none.
    pub fn text(self) -> Result<Cow<'v, str>, DecodeError> {
        self.0.string()
    }

    /// A number.
    ///
    /// # Errors
    /// When it is none, or too large.
    pub fn number(self) -> Result<f64, DecodeError> {
        let number = self.0.number()?.parse().ok().filter(|number: &f64| number.is_finite());
        number.ok_or_else(|| self.0.unexpected("a number"))
    }

    /// Whether it is `null`, which replies write for what is absent.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.0.peek() == Some(b'n')
    }
}

/// The members of an object in a [`Body`].
///
/// ```
/// # use dynamo_core::prelude::*;
/// # use dynamo_core::value::Body;
/// let mut body = Body::new(br#"{"Responses": {"users": [], "orders": []}}"#)?;
/// let (_, tables) = body.next()?.expect("a member");
/// let mut members = tables.members()?;
/// let mut names = Vec::new();
/// while let Some((name, _)) = members.next()? {
///     names.push(name.into_owned());
/// }
/// assert_eq!(names, ["users", "orders"]);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub struct Members<'v> {
    reader: &'v Reader<'v>,
    members: JsonMembers,
}

impl<'v> Members<'v> {
    /// The next member.
    ///
    /// # Errors
    /// When the JSON is malformed.
    #[allow(clippy::should_implement_trait, reason = "like that of the body")]
    pub fn next(&mut self) -> Result<Option<(Cow<'v, str>, Part<'v>)>, DecodeError> {
        let name = self.members.name(self.reader)?;
        Ok(name.map(|name| (name, Part(self.reader))))
    }
}

/// The elements of a list in a [`Body`]. After an error there are no more.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # use dynamo_core::value::Body;
/// let mut body = Body::new(br#"{"Codes": ["None", "ConditionalCheckFailed"]}"#)?;
/// let (_, codes) = body.next()?.expect("a member");
/// let codes: std::result::Result<Vec<String>, _> = codes.parts()?.map(|code| Ok::<_, Error>(code?.text()?.into_owned())).collect();
/// assert_eq!(codes?, ["None", "ConditionalCheckFailed"]);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub struct Parts<'v> {
    reader: &'v Reader<'v>,
    members: JsonMembers,
    done: bool,
}

impl<'v> Iterator for Parts<'v> {
    type Item = Result<Part<'v>, DecodeError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let step = self.members.step(self.reader);
        self.done = !matches!(step, Ok(true));
        match step {
            Ok(true) => Some(Ok(Part(self.reader))),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        }
    }
}

/// The items of a list in a [`Body`].
///
/// ```
/// # use dynamo_core::prelude::*;
/// # use dynamo_core::value::Body;
/// let mut body = Body::new(br#"{"Items": [{"id": {"S": "a"}}, {"id": {"S": "b"}}]}"#)?;
/// let (_, items) = body.next()?.expect("a member");
/// let ids: std::result::Result<Vec<_>, _> = items.rows()?.map(|row| row?.attribute("id")).collect();
/// assert_eq!(ids?.len(), 2);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub struct RawRows<'v>(Parts<'v>);

impl<'v> Iterator for RawRows<'v> {
    type Item = Result<RawRow<'v>, DecodeError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.0.next()?.map(Part::row))
    }
}

impl<'v> RawRow<'v> {
    pub(super) fn json_entries(reader: &'v Reader<'v>) -> Result<Entries<'v>, DecodeError> {
        Ok(Entries::json(reader, JsonMembers::item(reader)?))
    }
}
