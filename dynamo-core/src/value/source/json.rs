use std::borrow::Cow;

use super::Tag;
use crate::error::{DecodeError, Found};
use crate::value::json::{Format, MAX_DEPTH, Reader};

/// A value of which the reader stands at the payload: past the tag, if it has one.
#[derive(Clone, Copy)]
pub(super) struct JsonValue<'a> {
    pub(super) reader: &'a Reader<'a>,
    pub(super) tag: Tag,
    /// Whether a brace closes the value's tag.
    tagged: bool,
    /// The lists and maps around it.
    depth: usize,
}

impl<'a> JsonValue<'a> {
    /// The value at the reader's position.
    #[inline]
    fn read(reader: &'a Reader<'a>, depth: usize) -> Result<Self, DecodeError> {
        let (tag, tagged) = match reader.format {
            Format::Dynamo => (dynamo_tag(reader)?, true),
            Format::Plain => plain_tag(reader)?,
        };
        Ok(Self { reader, tag, tagged, depth })
    }

    /// Passes `payload` on if the value ends behind it.
    #[inline]
    fn end<T>(self, payload: T) -> Result<T, DecodeError> {
        if self.tagged {
            self.reader.close(b'}')?;
        }
        Ok(payload)
    }

    #[inline]
    pub(super) fn text(self) -> Result<Cow<'a, str>, DecodeError> {
        self.end(self.reader.string()?)
    }

    /// Text in DynamoDB JSON; a number, or text that is none, in plain JSON.
    #[inline]
    pub(super) fn number(self) -> Result<Cow<'a, str>, DecodeError> {
        let quoted = self.reader.format == Format::Dynamo || self.reader.peek() == Some(b'"');
        let payload = if quoted { self.reader.string()? } else { Cow::Borrowed(self.reader.number()?) };
        self.end(payload)
    }

    pub(super) fn binary(self) -> Result<Vec<u8>, DecodeError> {
        let text = self.reader.string()?;
        let bytes = crate::value::json::decode_base64(&text)
            .ok_or_else(|| DecodeError::new("base64", Found::Malformed("text that is none".to_owned())))?;
        self.end(bytes)
    }

    /// The payload of `BOOL`, and of `NULL` in DynamoDB JSON.
    pub(super) fn boolean(self) -> Result<bool, DecodeError> {
        self.end(self.reader.boolean()?)
    }

    pub(super) fn null(self) -> Result<bool, DecodeError> {
        match self.reader.format {
            Format::Dynamo => self.boolean(),
            Format::Plain => self.end(self.reader.literal("null")?).map(|()| true),
        }
    }

    pub(super) fn skip(self) -> Result<(), DecodeError> {
        self.end(self.reader.skip_value()?)
    }

    /// What is inside a list, a map or a set.
    pub(super) fn members(self) -> Result<JsonMembers, DecodeError> {
        let (start, end) = if self.tag == Tag::M { (b'{', b'}') } else { (b'[', b']') };
        let depth = self.depth + usize::from(matches!(self.tag, Tag::L | Tag::M));
        if depth > MAX_DEPTH {
            let levels = format!("lists and maps nested more than {MAX_DEPTH} levels deep");
            return Err(self.reader.format.malformed(levels));
        }
        self.reader.open(start, if start == b'{' { "`{`" } else { "`[`" })?;
        Ok(JsonMembers {
            end,
            tagged: self.tagged,
            set: self.tag.member(),
            depth,
            level: self.reader.level(),
            place: Place::Start,
            start: (0, 0),
        })
    }
}

/// `{"S":`
#[inline]
fn dynamo_tag(reader: &Reader<'_>) -> Result<Tag, DecodeError> {
    // Most tags are one letter, and written as densely as this.
    if let Some(tag) = reader.next_five().and_then(Tag::of_letter) {
        reader.pass_open(5);
        return Ok(tag);
    }
    reader.open(b'{', "`{`")?;
    let mark = reader.mark();
    let tag = Tag::of_dynamo(&reader.string()?);
    let tag = tag.ok_or_else(|| {
        reader.rewind(mark);
        reader.unexpected("a type: S, N, B, BOOL, NULL, SS, NS, BS, L or M")
    })?;
    reader.expect(b':', "`:`")?;
    Ok(tag)
}

/// The type that plain JSON's first characters tell, and whether it is a tag's.
fn plain_tag(reader: &Reader<'_>) -> Result<(Tag, bool), DecodeError> {
    let tag = match reader.peek() {
        Some(b'"') => Tag::S,
        Some(b'-' | b'0'..=b'9') => Tag::N,
        Some(b't' | b'f') => Tag::Bool,
        Some(b'n') => Tag::Null,
        Some(b'[') => Tag::L,
        Some(b'{') => return object_tag(reader),
        _ => return Err(reader.unexpected("a value")),
    };
    Ok((tag, false))
}

/// `{"$SS":`, or a map.
fn object_tag(reader: &Reader<'_>) -> Result<(Tag, bool), DecodeError> {
    let start = reader.mark();
    reader.open(b'{', "`{`")?;
    reader.peek();
    // Most names are no tags: they are not read twice.
    if (reader.continues_with(b"\"$") || reader.continues_with(b"\"\\"))
        && let Some(tag) = Tag::of_plain(&reader.string()?)
    {
        reader.expect(b':', "`:`")?;
        return Ok((tag, true));
    }
    reader.rewind(start);
    Ok((Tag::M, false))
}

/// What is between two brackets: of an item, a map, a list or a set.
pub(super) struct JsonMembers {
    end: u8,
    tagged: bool,
    /// What a member of a set is stored as; members of lists and maps say it themselves.
    set: Option<Tag>,
    depth: usize,
    level: usize,
    place: Place,
    /// Where the payload of the last member begins: a reader that still stands there has not read it.
    start: (usize, usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Inside,
    End,
}

impl JsonMembers {
    /// The members of the item that the text consists of.
    pub(super) fn item(reader: &Reader<'_>) -> Result<Self, DecodeError> {
        reader.open(b'{', "an item")?;
        Ok(Self::untagged(reader, b'}'))
    }

    /// What is between two brackets of a reply, where values have no tags.
    pub(super) fn between(reader: &Reader<'_>, start: u8, end: u8) -> Result<Self, DecodeError> {
        reader.open(start, if start == b'{' { "an object" } else { "a list" })?;
        Ok(Self::untagged(reader, end))
    }

    fn untagged(reader: &Reader<'_>, end: u8) -> Self {
        Self { end, tagged: false, set: None, depth: 0, level: reader.level(), place: Place::Start, start: (0, 0) }
    }

    /// The name of the next member; the reader then stands at its value, of whatever form it is.
    pub(super) fn name<'a>(&mut self, reader: &Reader<'a>) -> Result<Option<Cow<'a, str>>, DecodeError> {
        if !self.advance(reader)? {
            return Ok(None);
        }
        let name = reader.name()?;
        self.stand(reader);
        Ok(Some(name))
    }

    /// Whether there is another element; the reader then stands at it, of whatever form it is.
    pub(super) fn step(&mut self, reader: &Reader<'_>) -> Result<bool, DecodeError> {
        let more = self.advance(reader)?;
        self.stand(reader);
        Ok(more)
    }

    #[inline]
    fn stand(&mut self, reader: &Reader<'_>) {
        reader.peek();
        self.start = reader.mark();
    }

    /// Whether there is another member; the reader then stands at it, else behind the end.
    #[inline]
    fn advance(&mut self, reader: &Reader<'_>) -> Result<bool, DecodeError> {
        match self.place {
            Place::End => return Ok(false),
            Place::Start => {}
            Place::Inside => reader.settle(self.level, self.start)?,
        }
        match reader.peek() {
            Some(byte) if byte == self.end => return self.leave(reader).map(|()| false),
            _ if self.place == Place::Start => self.place = Place::Inside,
            Some(b',') => reader.pass(1),
            _ => return Err(reader.unexpected("`,`")),
        }
        Ok(true)
    }

    fn leave(&mut self, reader: &Reader<'_>) -> Result<(), DecodeError> {
        self.place = Place::End;
        reader.close(self.end)?;
        if self.tagged {
            reader.close(b'}')?;
        }
        Ok(())
    }

    /// The next member of a map.
    #[inline]
    pub(super) fn entry<'v, 'a>(
        &mut self,
        reader: &'v Reader<'a>,
    ) -> Result<Option<(Cow<'a, str>, JsonValue<'v>)>, DecodeError> {
        if !self.advance(reader)? {
            return Ok(None);
        }
        let name = reader.name()?;
        let value = self.member(reader).map_err(|error| error.at(&name))?;
        Ok(Some((name, value)))
    }

    /// The next element of a list or a set.
    #[inline]
    pub(super) fn element<'v>(&mut self, reader: &'v Reader<'_>) -> Result<Option<JsonValue<'v>>, DecodeError> {
        if !self.advance(reader)? {
            return Ok(None);
        }
        self.member(reader).map(Some)
    }

    #[inline]
    fn member<'v>(&mut self, reader: &'v Reader<'_>) -> Result<JsonValue<'v>, DecodeError> {
        let value = match self.set {
            Some(tag) => JsonValue { reader, tag, tagged: false, depth: self.depth },
            None => JsonValue::read(reader, self.depth)?,
        };
        self.stand(reader);
        Ok(value)
    }
}
