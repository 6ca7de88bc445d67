use std::borrow::Cow;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use super::component::Slot;
use super::{Part, Pattern, SortRange};
use crate::error::{KeyError, KeyProblem};

/// The beginning of a pattern's keys: the values of its first placeholders, each ended by the literal that follows it.
///
/// Built from the left by [`known`](Self::known); ended by [`range`](Self::range), or by a condition on the next
/// placeholder: the beginning of its value, or a range of values.
///
/// # The order of a range
/// A range follows the order in which DynamoDB keeps keys, which is also the order of a query's rows: byte by byte, a
/// component together with the literal after it. For padded numbers, UUIDs and date-times, and for the last component of a
/// pattern without a literal after it, this is the order of the values themselves.
///
/// For a text with a literal after it, it is the order of values too, unless one value begins with the other and goes on
/// with a character that sorts below the delimiter: with `#` these are the space, `!`, `"` and control characters, with
/// `:` also the digits, with `|` the digits and letters. There, `12!#` stands before `12#`, and `123:` before `12:`; no
/// single range of keys could follow the values instead. A value equal to a bound is always inside.
///
/// A range that ends with a text prefix ends at the next string after all that begin with it (`STORY$` for `STORY#`), since
/// `BETWEEN` needs an upper bound that exists. That one string is never a key of the pattern.
///
/// ```
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::key::{Part, Pattern, Placeholder, Prefix, SortRange};
///
/// const STORY: Placeholder = Placeholder { field: "story", number: 0, width: None, sensitive: false };
/// const RUN: Placeholder = Placeholder { field: "run", number: 1, width: Some(3), sensitive: false };
/// const PATTERN: Pattern = Pattern {
///     text: "STORY#{story}#RUN#{run:03}",
///     parts: &[Part::Literal("STORY#"), Part::Placeholder(STORY), Part::Literal("#RUN#"), Part::Placeholder(RUN)],
///     escape: false,
/// };
/// let text = |text: &str| AttributeValue::S(text.into());
///
/// let story = Prefix::new(&PATTERN).known("12")?;
/// assert_eq!(story.clone().range(), SortRange::BeginsWith(text("STORY#12#RUN#")));
/// assert_eq!(
///     story.clone().between("1", "9")?,
///     SortRange::Between(text("STORY#12#RUN#001"), text("STORY#12#RUN#009")),
/// );
/// assert_eq!(story.clone().gt("999")?, SortRange::Nothing);
/// assert_eq!(story.known("7")?.range(), SortRange::Equal(text("STORY#12#RUN#007")));
/// assert_eq!(Prefix::new(&PATTERN).value_prefix("12")?, SortRange::BeginsWith(text("STORY#12")));
/// # Ok::<(), dynamo_core::error::KeyError>(())
/// ```
#[derive(Clone)]
pub struct Prefix {
    pattern: Pattern,
    text: String,
    /// The part of the next placeholder; behind the last part when all values are known.
    next: usize,
}

impl Prefix {
    /// No value is known: the literal that the pattern begins with.
    #[must_use]
    pub fn new(pattern: &Pattern) -> Self {
        let mut prefix = Self { pattern: *pattern, text: String::new(), next: 0 };
        prefix.push_literal();
        prefix
    }

    /// Adds the value of the next placeholder.
    ///
    /// # Errors
    /// As [`render`](super::render()) refuses it; [`KeyProblem::Surplus`] when all are known.
    pub fn known(mut self, value: &str) -> Result<Self, KeyError> {
        let raw = self.slot()?.encode(Cow::Borrowed(value))?;
        self.text.push_str(&raw);
        self.next += 1;
        self.push_literal();
        Ok(self)
    }

    /// The beginning of a key that is known so far.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether every placeholder is known, so that the text is a whole key.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.next >= self.pattern.parts.len()
    }

    /// The keys with the known values: one key when all are known, also for a pattern without placeholders.
    #[must_use]
    pub fn range(self) -> SortRange {
        if self.is_complete() {
            SortRange::Equal(AttributeValue::S(self.text))
        } else if self.text.is_empty() {
            SortRange::All
        } else {
            SortRange::BeginsWith(AttributeValue::S(self.text))
        }
    }

    /// The keys whose next value begins with the text; for a padded number, whose padded digits begin with it.
    ///
    /// # Errors
    /// As [`known`](Self::known).
    pub fn value_prefix(mut self, beginning: &str) -> Result<SortRange, KeyError> {
        let raw = self.slot()?.encode_prefix(beginning)?;
        self.text.push_str(&raw);
        Ok(SortRange::BeginsWith(AttributeValue::S(self.text)))
    }

    /// The keys whose next value is `low` or comes after it.
    ///
    /// # Errors
    /// As [`known`](Self::known).
    pub fn ge(&self, low: &str) -> Result<SortRange, KeyError> {
        let slot = self.slot()?;
        let low = slot.encode(Cow::Borrowed(low))?;
        Ok(self.inside(&slot, Some(&low), None))
    }

    /// The keys whose next value is `high` or comes before it.
    ///
    /// # Errors
    /// As [`known`](Self::known).
    pub fn le(&self, high: &str) -> Result<SortRange, KeyError> {
        let slot = self.slot()?;
        let high = slot.encode(Cow::Borrowed(high))?;
        Ok(self.inside(&slot, None, Some(&high)))
    }

    /// The keys whose next value lies between the two, both included.
    ///
    /// # Errors
    /// As [`known`](Self::known); [`KeyProblem::EmptyRange`] when `low` comes after `high`.
    pub fn between(&self, low: &str, high: &str) -> Result<SortRange, KeyError> {
        let slot = self.slot()?;
        let (first, last) = (slot.encode(Cow::Borrowed(low))?, slot.encode(Cow::Borrowed(high))?);
        let ended = |raw: &str| format!("{raw}{}", slot.literal_after());
        if ended(&first) <= ended(&last) {
            Ok(self.inside(&slot, Some(&first), Some(&last)))
        } else if first <= last {
            // `a` comes before `a1`, but `a1:` before `a:`. Both bounds belong to the range.
            Ok(self.inside(&slot, Some(&last), Some(&first)))
        } else {
            Err(slot.refused(low, KeyProblem::EmptyRange))
        }
    }

    /// The keys whose next value, a padded number, is greater.
    ///
    /// # Errors
    /// As [`known`](Self::known); [`KeyProblem::NoSuccessor`] unless the placeholder is padded.
    pub fn gt(&self, low: &str) -> Result<SortRange, KeyError> {
        let (slot, low) = self.padded(low)?;
        Ok(match neighbour(&low, b'9', b'0', |digit| digit + 1) {
            Some(low) => self.inside(&slot, Some(&low), None),
            None => SortRange::Nothing,
        })
    }

    /// The keys whose next value, a padded number, is less.
    ///
    /// # Errors
    /// As [`gt`](Self::gt).
    pub fn lt(&self, high: &str) -> Result<SortRange, KeyError> {
        let (slot, high) = self.padded(high)?;
        Ok(match neighbour(&high, b'0', b'9', |digit| digit - 1) {
            Some(high) => self.inside(&slot, None, Some(&high)),
            None => SortRange::Nothing,
        })
    }

    fn padded(&self, value: &str) -> Result<(Slot, String), KeyError> {
        let slot = self.slot()?;
        if slot.placeholder.width.is_none() {
            return Err(slot.refused(value, KeyProblem::NoSuccessor));
        }
        let raw = slot.encode(Cow::Borrowed(value))?.into_owned();
        Ok((slot, raw))
    }

    /// The keys inside this prefix whose next component lies between the two, both included; `None` is no bound.
    fn inside(&self, slot: &Slot, low: Option<&str>, high: Option<&str>) -> SortRange {
        let low = low.map_or_else(|| self.first_key(slot), |raw| Some(self.first_key_of(slot, raw)));
        let high = high.map_or_else(|| self.last_key(slot), |raw| self.last_key_of(slot, raw));
        match (low.map(AttributeValue::S), high.map(AttributeValue::S)) {
            (Some(low), Some(high)) => SortRange::Between(low, high),
            (Some(low), None) => SortRange::Ge(low),
            (None, Some(high)) => SortRange::Le(high),
            (None, None) => SortRange::All,
        }
    }

    /// At or before every key with this prefix.
    fn first_key(&self, slot: &Slot) -> Option<String> {
        match slot.placeholder.width {
            Some(width) => Some(self.first_key_of(slot, &"0".repeat(width))),
            None => (!self.text.is_empty()).then(|| self.text.clone()),
        }
    }

    /// At or after every key with this prefix.
    fn last_key(&self, slot: &Slot) -> Option<String> {
        match slot.placeholder.width {
            Some(width) => self.last_key_of(slot, &"9".repeat(width)),
            None => after_all(&self.text),
        }
    }

    /// At or before every key with this component, and behind every key with an earlier one.
    fn first_key_of(&self, slot: &Slot, raw: &str) -> String {
        format!("{}{raw}{}", self.text, slot.literal_after())
    }

    /// At or after every key with this component, and before every key with a later one.
    fn last_key_of(&self, slot: &Slot, raw: &str) -> Option<String> {
        let key = self.first_key_of(slot, raw);
        let more_follows = slot.index + 2 < self.pattern.parts.len();
        if more_follows { after_all(&key) } else { Some(key) }
    }

    /// The next placeholder in its place.
    fn slot(&self) -> Result<Slot, KeyError> {
        match self.pattern.parts.get(self.next) {
            Some(Part::Placeholder(placeholder)) => Ok(Slot::new(&self.pattern, self.next, placeholder)),
            _ => {
                let problem = KeyProblem::Surplus { pattern: self.pattern.text };
                Err(KeyError::new(self.pattern.text, None, problem))
            }
        }
    }

    fn push_literal(&mut self) {
        if let Some(Part::Literal(text)) = self.pattern.parts.get(self.next) {
            self.text.push_str(text);
            self.next += 1;
        }
    }
}

/// The values may be sensitive.
impl fmt::Debug for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prefix").field("pattern", &self.pattern.text).field("next", &self.next).finish_non_exhaustive()
    }
}

/// The least string above every string that begins with `prefix`; `None` when there is none.
///
/// It is no rendering of a pattern whose keys begin so, because the prefix ends with a literal, and this string breaks that
/// literal without leaving its first character anywhere behind the component. Appending U+10FFFF instead would miss
/// components that begin with it, and needs an engine that compares such characters correctly.
fn after_all(prefix: &str) -> Option<String> {
    let mut kept = prefix.to_owned();
    while let Some(last) = kept.pop() {
        if let Some(next) = (last..=char::MAX).nth(1) {
            kept.push(next);
            return Some(kept);
        }
    }
    None
}

/// The next or previous number of the same width; `None` beyond the last.
fn neighbour(digits: &str, carried: u8, becomes: u8, step: fn(u8) -> u8) -> Option<String> {
    let mut digits: Vec<u8> = digits.bytes().collect();
    for digit in digits.iter_mut().rev() {
        if *digit != carried {
            *digit = step(*digit);
            return String::from_utf8(digits).ok();
        }
        *digit = becomes;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_string_after_a_prefix() {
        assert_eq!(after_all("STORY#").as_deref(), Some("STORY$"));
        assert_eq!(after_all("a\u{7F}").as_deref(), Some("a\u{80}"));
        assert_eq!(after_all("a\u{D7FF}").as_deref(), Some("a\u{E000}"));
        assert_eq!(after_all("a\u{10FFFF}\u{10FFFF}").as_deref(), Some("b"));
        assert_eq!(after_all("\u{10FFFF}"), None);
        assert_eq!(after_all(""), None);
    }

    #[test]
    fn neighbours_keep_their_width() {
        let after = |digits| neighbour(digits, b'9', b'0', |digit| digit + 1);
        let before = |digits| neighbour(digits, b'0', b'9', |digit| digit - 1);
        assert_eq!(after("0199").as_deref(), Some("0200"));
        assert_eq!(before("0200").as_deref(), Some("0199"));
        assert_eq!(after("999"), None);
        assert_eq!(before("000"), None);
    }
}
