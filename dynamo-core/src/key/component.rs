//! A placeholder's text as it stands in a key: escaped or padded, and free of what delimits it.
//!
//! The exclusions make a component end where the first delimiter stands, which is why [`super::parse`] can be the exact
//! inverse of [`super::render`]. They hold for the text *as rendered*: a delimiter `0` ends a padded `007` too early.

use std::borrow::Cow;

use super::{Part, Pattern, Placeholder};
use crate::error::{KeyError, KeyProblem};

/// The characters that a placeholder's rendered text may not hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Delimiters {
    /// The first character of the literal that follows.
    pub(super) after: Option<char>,
    /// For the last placeholder: the last character of the literal before it. Without it `STORY#{id}` could be given the
    /// id `12#RUN#7` and pass for a key of `STORY#{id}#RUN#{run}`.
    pub(super) before: Option<char>,
}

impl Delimiters {
    /// Those of the placeholder `parts[index]`.
    pub(super) const fn of(parts: &[Part], index: usize) -> Self {
        Self {
            after: if index + 1 < parts.len() { first_char(&parts[index + 1]) } else { None },
            before: if index > 0 && is_last_placeholder(parts, index) { last_char(&parts[index - 1]) } else { None },
        }
    }

    /// Whether `c` is one of them.
    pub(super) const fn exclude(&self, c: char) -> bool {
        matches!(self.after, Some(after) if after == c) || matches!(self.before, Some(before) if before == c)
    }
}

const fn is_last_placeholder(parts: &[Part], index: usize) -> bool {
    let mut later = index + 1;
    while later < parts.len() {
        if matches!(parts[later], Part::Placeholder(_)) {
            return false;
        }
        later += 1;
    }
    true
}

const fn first_char(part: &Part) -> Option<char> {
    match part {
        Part::Literal(text) => char_at(text.as_bytes(), 0),
        Part::Placeholder(_) => None,
    }
}

const fn last_char(part: &Part) -> Option<char> {
    let Part::Literal(text) = part else { return None };
    let bytes = text.as_bytes();
    let mut start = bytes.len();
    while start > 0 {
        start -= 1;
        if bytes[start] & 0xC0 != 0x80 {
            return char_at(bytes, start);
        }
    }
    None
}

/// The character that starts at `start` of UTF-8 text (`str::chars` cannot be called in a constant).
pub(super) const fn char_at(bytes: &[u8], start: usize) -> Option<char> {
    if start >= bytes.len() {
        return None;
    }
    let (mut code, more) = match bytes[start] {
        lead @ 0..0x80 => (lead as u32, 0),
        lead @ 0x80..0xE0 => ((lead & 0x1F) as u32, 1),
        lead @ 0xE0..0xF0 => ((lead & 0x0F) as u32, 2),
        lead @ 0xF0..=0xFF => ((lead & 0x07) as u32, 3),
    };
    let mut at = start + 1;
    while at <= start + more && at < bytes.len() {
        code = (code << 6) | (bytes[at] & 0x3F) as u32;
        at += 1;
    }
    char::from_u32(code)
}

/// A placeholder where it stands in its pattern.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    pattern: Pattern,
    /// Its place in the pattern's parts.
    pub(super) index: usize,
    pub(super) placeholder: Placeholder,
    delimiters: Delimiters,
}

impl Slot {
    /// The placeholder `pattern.parts[index]`.
    pub(super) fn new(pattern: &Pattern, index: usize, placeholder: &Placeholder) -> Self {
        let delimiters = Delimiters::of(pattern.parts, index);
        Self { pattern: *pattern, index, placeholder: *placeholder, delimiters }
    }

    /// The literal that follows; empty at the pattern's end.
    pub(super) fn literal_after(&self) -> &'static str {
        match self.pattern.parts.get(self.index + 1) {
            Some(Part::Literal(text)) => text,
            _ => "",
        }
    }

    /// The value's text as it stands in the key.
    pub(super) fn encode<'t>(&self, text: Cow<'t, str>) -> Result<Cow<'t, str>, KeyError> {
        self.not_empty(&text)?;
        let changed = match self.placeholder.width {
            Some(width) => Some(self.padded(&text, width)?),
            None => self.escaped(&text),
        };
        self.undelimited(changed.as_deref().unwrap_or(&text), &text)?;
        Ok(changed.map_or(text, Cow::Owned))
    }

    /// The beginning of a value's text as it stands in the key; of a padded number, the beginning of its digits.
    pub(super) fn encode_prefix<'t>(&self, text: &'t str) -> Result<Cow<'t, str>, KeyError> {
        self.not_empty(text)?;
        if let Some(width) = self.placeholder.width {
            self.digits(text, width)?;
        }
        let raw = self.escaped(text).map_or(Cow::Borrowed(text), Cow::Owned);
        self.undelimited(&raw, text)?;
        Ok(raw)
    }

    /// The inverse of [`encode`](Self::encode): `None` for what it never gives.
    pub(super) fn decode<'k>(&self, raw: &'k str) -> Option<Cow<'k, str>> {
        if raw.is_empty() || raw.contains(|c| self.delimiters.exclude(c)) {
            return None;
        }
        match self.placeholder.width {
            Some(width) => unpadded(raw, width).map(Cow::Borrowed),
            None if self.pattern.escape => unescaped(raw),
            None => Some(Cow::Borrowed(raw)),
        }
    }

    /// Where the component that `rest` begins with ends.
    pub(super) fn end(&self, rest: &str) -> Option<usize> {
        match self.delimiters.after {
            Some(delimiter) => rest.find(delimiter),
            None => Some(rest.len()),
        }
    }

    /// An error of this placeholder; the value is left out when it is sensitive.
    pub(super) fn refused(&self, text: &str, problem: KeyProblem) -> KeyError {
        let shown = (!self.placeholder.sensitive).then(|| text.to_owned());
        KeyError::new(self.placeholder.field, shown, problem)
    }

    fn not_empty(&self, text: &str) -> Result<(), KeyError> {
        if text.is_empty() {
            return Err(self.refused(text, KeyProblem::Empty));
        }
        Ok(())
    }

    fn undelimited(&self, raw: &str, text: &str) -> Result<(), KeyError> {
        match raw.chars().find(|c| self.delimiters.exclude(*c)) {
            Some(character) => {
                let problem = KeyProblem::Delimiter { character, pattern: self.pattern.text };
                Err(self.refused(text, problem))
            }
            None => Ok(()),
        }
    }

    fn digits(&self, text: &str, width: usize) -> Result<(), KeyError> {
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(self.refused(text, KeyProblem::NotDigits));
        }
        if text.len() > width {
            return Err(self.refused(text, KeyProblem::TooWide { width }));
        }
        Ok(())
    }

    fn padded(&self, text: &str, width: usize) -> Result<String, KeyError> {
        // `07` and `7` would be one key.
        if text.len() > 1 && text.starts_with('0') {
            return Err(self.refused(text, KeyProblem::NotDigits));
        }
        self.digits(text, width)?;
        Ok(format!("{text:0>width$}"))
    }

    /// `None` when the text stays as it is.
    fn escaped(&self, text: &str) -> Option<String> {
        let changes = self.pattern.escape && text.contains(|c| matches!(c, '#'..='%'));
        changes.then(|| escaped(text))
    }
}

/// Replaces `#`, `$` and `%`, and nothing else, by `%23`, `%24` and `%25`.
///
/// Order is kept because the three are neighbours: every character below them still sorts below the `%` they now begin
/// with, every one above still sorts above it, and among themselves `3`, `4`, `5` decide. (Escaping `#` and `%` alone would
/// move `#` above `$`.) No code is the beginning of another, so that beginnings of texts stay beginnings.
fn escaped(text: &str) -> String {
    let mut raw = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '#' => raw.push_str("%23"),
            '$' => raw.push_str("%24"),
            '%' => raw.push_str("%25"),
            other => raw.push(other),
        }
    }
    raw
}

fn unescaped(raw: &str) -> Option<Cow<'_, str>> {
    if raw.contains(['#', '$']) {
        return None;
    }
    if !raw.contains('%') {
        return Some(Cow::Borrowed(raw));
    }
    let mut pieces = raw.split('%');
    let mut text = String::with_capacity(raw.len());
    text.push_str(pieces.next()?);
    for piece in pieces {
        let (c, rest) = match piece.get(..2)? {
            "23" => ('#', &piece[2..]),
            "24" => ('$', &piece[2..]),
            "25" => ('%', &piece[2..]),
            _ => return None,
        };
        text.push(c);
        text.push_str(rest);
    }
    Some(Cow::Owned(text))
}

fn unpadded(raw: &str, width: usize) -> Option<&str> {
    if raw.len() != width || !raw.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let digits = raw.trim_start_matches('0');
    Some(if digits.is_empty() { &raw[raw.len() - 1..] } else { digits })
}
