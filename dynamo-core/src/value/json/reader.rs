use std::borrow::Cow;
use std::cell::Cell;

use super::escape::{ordinary, unescape};
use crate::error::{DecodeError, Found};

/// Brackets inside each other in a value that is skipped: more than 32 levels of DynamoDB JSON ever have.
const MAX_SKIPPED: usize = 128;

/// Which of the two JSON forms is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::value) enum Format {
    Dynamo,
    Plain,
}

/// A tokenizer over JSON text. Values share it: each reads its own part and leaves the position behind it.
///
/// The state is in cells so that a value can borrow the reader it came from without a second lifetime.
pub(in crate::value) struct Reader<'a> {
    text: &'a str,
    at: Cell<usize>,
    /// Brackets opened and not yet closed, so that a value that was left half-read can be left.
    level: Cell<usize>,
    pub(in crate::value) format: Format,
}

impl<'a> Reader<'a> {
    pub(in crate::value) fn new(bytes: &'a [u8], format: Format) -> Result<Self, DecodeError> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self { text, at: Cell::new(0), level: Cell::new(0), format }),
            Err(error) => Err(format.malformed(format!("bytes that are not UTF-8 at byte {}", error.valid_up_to()))),
        }
    }

    pub(in crate::value) fn level(&self) -> usize {
        self.level.get()
    }

    pub(in crate::value) fn position(&self) -> usize {
        self.at.get()
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The next byte that is not white space, without taking it. DynamoDB writes none.
    #[inline]
    pub(in crate::value) fn peek(&self) -> Option<u8> {
        match self.text.as_bytes().get(self.at.get()) {
            Some(byte) if *byte > b' ' => Some(*byte),
            _ => self.peek_behind_spaces(),
        }
    }

    #[cold]
    fn peek_behind_spaces(&self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        let mut at = self.at.get();
        while let Some(byte) = bytes.get(at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                self.at.set(at);
                return Some(*byte);
            }
            at += 1;
        }
        self.at.set(at);
        None
    }

    /// Takes a punctuation mark, which `due` names for the error.
    #[inline]
    pub(in crate::value) fn expect(&self, byte: u8, due: &str) -> Result<(), DecodeError> {
        if self.peek() != Some(byte) {
            return Err(self.unexpected(due));
        }
        self.at.set(self.at.get() + 1);
        Ok(())
    }

    #[inline]
    pub(in crate::value) fn open(&self, bracket: u8, due: &str) -> Result<(), DecodeError> {
        self.expect(bracket, due)?;
        self.level.set(self.level.get() + 1);
        Ok(())
    }

    #[inline]
    pub(in crate::value) fn close(&self, bracket: u8) -> Result<(), DecodeError> {
        self.expect(bracket, "the end of the value")?;
        self.level.set(self.level.get() - 1);
        Ok(())
    }

    /// A place to come back to with [`Self::rewind`].
    pub(in crate::value) fn mark(&self) -> (usize, usize) {
        (self.at.get(), self.level.get())
    }

    pub(in crate::value) fn rewind(&self, (at, level): (usize, usize)) {
        self.at.set(at);
        self.level.set(level);
    }

    /// Whether the unread text begins with `text`.
    pub(in crate::value) fn continues_with(&self, text: &[u8]) -> bool {
        self.rest().starts_with(text)
    }

    /// The next five bytes, white space included.
    pub(in crate::value) fn next_five(&self) -> Option<[u8; 5]> {
        self.rest().first_chunk().copied()
    }

    /// Goes on behind bytes that were looked at.
    pub(in crate::value) fn pass(&self, bytes: usize) {
        self.at.set(self.at.get() + bytes);
    }

    /// Goes on behind bytes that were looked at, the first of which is a bracket.
    pub(in crate::value) fn pass_open(&self, bytes: usize) {
        self.pass(bytes);
        self.level.set(self.level.get() + 1);
    }

    /// The name of a member, up to behind its colon; borrowed unless it has escapes.
    #[inline]
    pub(in crate::value) fn name(&self) -> Result<Cow<'a, str>, DecodeError> {
        if let Some(name) = self.dense_name() {
            return Ok(Cow::Borrowed(name));
        }
        let name = self.string()?;
        self.expect(b':', "`:`")?;
        Ok(name)
    }

    /// Most names have no escapes, and no white space around them.
    #[inline]
    fn dense_name(&self) -> Option<&'a str> {
        let rest = self.rest().strip_prefix(b"\"")?;
        let length = ordinary(rest);
        if *rest.get(length..)?.first_chunk()? != *b"\":" {
            return None;
        }
        let start = self.at.get() + 1;
        self.pass(length + 3);
        self.text.get(start..start + length)
    }

    #[inline]
    fn rest(&self) -> &'a [u8] {
        &self.text.as_bytes()[self.at.get()..]
    }

    /// A string; borrowed unless it has escapes.
    #[inline]
    pub(in crate::value) fn string(&self) -> Result<Cow<'a, str>, DecodeError> {
        self.expect(b'"', "a string")?;
        let start = self.at.get();
        let end = start + ordinary(self.rest());
        self.at.set(end);
        match self.text.as_bytes().get(end) {
            Some(b'"') => {
                self.at.set(end + 1);
                Ok(Cow::Borrowed(&self.text[start..end]))
            }
            Some(b'\\') => self.escaped_string(start).map(Cow::Owned),
            _ => Err(self.unexpected("the end of the string")),
        }
    }

    /// The rest of a string that has escapes, from its first backslash on.
    fn escaped_string(&self, start: usize) -> Result<String, DecodeError> {
        let mut string = self.text[start..self.at.get()].to_owned();
        while let Some(character) = self.escape()? {
            string.push(character);
            let from = self.at.get();
            let end = from + ordinary(self.rest());
            string.push_str(&self.text[from..end]);
            self.at.set(end);
        }
        Ok(string)
    }

    /// The escape at the position, or the string's end.
    fn escape(&self) -> Result<Option<char>, DecodeError> {
        let at = self.at.get();
        match self.text.as_bytes().get(at) {
            Some(b'"') => {
                self.at.set(at + 1);
                Ok(None)
            }
            Some(b'\\') => {
                let (character, length) =
                    unescape(&self.text.as_bytes()[at + 1..]).ok_or_else(|| self.unexpected("an escape sequence"))?;
                self.at.set(at + 1 + length);
                Ok(Some(character))
            }
            _ => Err(self.unexpected("the end of the string")),
        }
    }

    /// The exact text of a number.
    pub(in crate::value) fn number(&self) -> Result<&'a str, DecodeError> {
        self.peek();
        let length = number_length(self.rest()).ok_or_else(|| self.unexpected("a number"))?;
        let start = self.at.get();
        self.at.set(start + length);
        Ok(&self.text[start..start + length])
    }

    /// `true` or `false`.
    pub(in crate::value) fn boolean(&self) -> Result<bool, DecodeError> {
        match self.peek() {
            Some(b't') => self.literal("true").map(|()| true),
            _ => self.literal("false").map(|()| false),
        }
    }

    /// `null` and its like.
    pub(in crate::value) fn literal(&self, word: &str) -> Result<(), DecodeError> {
        self.peek();
        if !self.continues_with(word.as_bytes()) {
            return Err(self.unexpected(&format!("`{word}`")));
        }
        self.at.set(self.at.get() + word.len());
        Ok(())
    }

    /// Reads past one value, checking its grammar.
    pub(in crate::value) fn skip_value(&self) -> Result<(), DecodeError> {
        self.skip_nested(0)
    }

    fn skip_nested(&self, depth: usize) -> Result<(), DecodeError> {
        match self.peek() {
            Some(b'"') => self.skip_string(),
            Some(b'{') => self.skip_members(depth + 1, b'}'),
            Some(b'[') => self.skip_members(depth + 1, b']'),
            Some(b't' | b'f') => self.boolean().map(drop),
            Some(b'n') => self.literal("null"),
            Some(b'-' | b'0'..=b'9') => self.number().map(drop),
            _ => Err(self.unexpected("a value")),
        }
    }

    fn skip_members(&self, depth: usize, end: u8) -> Result<(), DecodeError> {
        if depth > MAX_SKIPPED {
            return Err(self.format.malformed(format!("more than {MAX_SKIPPED} brackets inside each other")));
        }
        self.at.set(self.at.get() + 1);
        if self.peek() == Some(end) {
            self.at.set(self.at.get() + 1);
            return Ok(());
        }
        loop {
            if end == b'}' {
                self.peek();
                self.skip_string()?;
                self.expect(b':', "`:`")?;
            }
            self.skip_nested(depth)?;
            if self.peek() == Some(end) {
                self.at.set(self.at.get() + 1);
                return Ok(());
            }
            self.expect(b',', "`,`")?;
        }
    }

    /// Reads past a string without making one.
    fn skip_string(&self) -> Result<(), DecodeError> {
        self.expect(b'"', "a string")?;
        self.at.set(self.at.get() + ordinary(self.rest()));
        while self.escape()?.is_some() {
            self.at.set(self.at.get() + ordinary(self.rest()));
        }
        Ok(())
    }

    /// Leaves the member whose payload begins at `start`, a [`mark`](Self::mark), and that was not read, or not to its end, so that the
    /// next one can be read at `level`.
    #[inline]
    pub(in crate::value) fn settle(&self, level: usize, start: (usize, usize)) -> Result<(), DecodeError> {
        // Most were read to their end.
        if self.level.get() == level && self.at.get() != start.0 { Ok(()) } else { self.leave(level, start) }
    }

    /// Goes back and skips all of it: to count brackets from where the reading has stopped would pass over whatever stands between them, the
    /// rows that follow among it.
    #[inline(never)]
    fn leave(&self, level: usize, start: (usize, usize)) -> Result<(), DecodeError> {
        self.rewind(start);
        self.skip_value()?;
        while self.level.get() > level {
            // That of its tag.
            self.close(b'}')?;
        }
        Ok(())
    }

    /// Nothing but white space may follow the outermost value.
    pub(in crate::value) fn finish(&self) -> Result<(), DecodeError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.unexpected("the end of the text")),
        }
    }

    /// What stands at the position, where `due` should.
    #[cold]
    pub(in crate::value) fn unexpected(&self, due: &str) -> DecodeError {
        let at = self.at.get();
        let found = match self.text.get(at..).and_then(|rest| rest.chars().next()) {
            Some(character) => format!("{character:?} at byte {at}"),
            None => "the end of the text".to_owned(),
        };
        self.format.malformed(format!("{found} in place of {due}"))
    }
}

impl Format {
    pub(in crate::value) fn malformed(self, found: String) -> DecodeError {
        let expected = match self {
            Self::Dynamo => "DynamoDB JSON",
            Self::Plain => "JSON",
        };
        DecodeError::new(expected, Found::Malformed(found))
    }
}

/// The length of the JSON number that the text begins with.
fn number_length(text: &[u8]) -> Option<usize> {
    let sign = usize::from(text.first() == Some(&b'-'));
    let whole = digits(&text[sign..])?;
    if whole > 1 && text[sign] == b'0' {
        return None;
    }
    let mut length = sign + whole;
    if text.get(length) == Some(&b'.') {
        length += 1 + digits(&text[length + 1..])?;
    }
    if matches!(text.get(length), Some(b'e' | b'E')) {
        let signed = usize::from(matches!(text.get(length + 1), Some(b'+' | b'-')));
        length += 1 + signed + digits(&text[length + 1 + signed..])?;
    }
    Some(length)
}

/// The number of leading digits; `None` for none.
fn digits(text: &[u8]) -> Option<usize> {
    let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (count > 0).then_some(count)
}
