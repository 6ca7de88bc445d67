use std::borrow::Cow;

use super::component::Slot;
use super::{Part, Pattern};
use crate::error::{KeyError, KeyProblem};

/// Reads the texts of the placeholders back from a key, with their [numbers](super::Placeholder::number).
///
/// The exact inverse of [`render`](super::render()): it fails for every string that no values render to (another
/// literal, an empty or unpadded component, a bad escape), and padding and escapes are taken off. What it gives is text; that
/// it reads as the field's type, and that an unpadded number is written as it would be rendered (`7`, not `07`), is for
/// the caller to check.
///
/// # Errors
/// [`KeyProblem::NoMatch`], naming the key attribute `attr` and the key, unless the pattern has a sensitive field.
///
/// ```
/// use dynamo_core::key::{Part, Pattern, Placeholder, parse};
///
/// const RUN: Placeholder = Placeholder { field: "run", number: 3, width: Some(4), sensitive: false };
/// const PATTERN: Pattern =
///     Pattern { text: "RUN#{run:04}", parts: &[Part::Literal("RUN#"), Part::Placeholder(RUN)], escape: false };
///
/// assert_eq!(parse(&PATTERN, "SK", "RUN#0012")?, [(3, "12".into())]);
/// let refused = parse(&PATTERN, "SK", "RUN#12").unwrap_err();
/// assert_eq!(refused.to_string(), r##"key `SK` = "RUN#12": not of the pattern "RUN#{run:04}""##);
/// # Ok::<(), dynamo_core::error::KeyError>(())
/// ```
pub fn parse<'k>(pattern: &Pattern, attr: &'static str, key: &'k str) -> Result<Vec<(usize, Cow<'k, str>)>, KeyError> {
    let mut texts = Vec::with_capacity(pattern.parts.len().div_ceil(2));
    walk(pattern, key, &mut |number, text| texts.push((number, text)))
        .map(|()| texts)
        .ok_or_else(|| no_match(pattern, attr, key))
}

/// Whether a key is one of the pattern's: some values render to it.
///
/// ```
/// use dynamo_core::key::{Part, Pattern, is_match};
///
/// const PROFILE: Pattern = Pattern { text: "PROFILE", parts: &[Part::Literal("PROFILE")], escape: false };
/// assert!(is_match(&PROFILE, "PROFILE"));
/// assert!(!is_match(&PROFILE, "profile"));
/// ```
#[must_use]
pub fn is_match(pattern: &Pattern, key: &str) -> bool {
    walk(pattern, key, &mut |_, _| ()).is_some()
}

fn walk<'k>(pattern: &Pattern, key: &'k str, each: &mut dyn FnMut(usize, Cow<'k, str>)) -> Option<()> {
    let mut rest = key;
    for (index, part) in pattern.parts.iter().enumerate() {
        match part {
            Part::Literal(text) => rest = rest.strip_prefix(text)?,
            Part::Placeholder(placeholder) => {
                let slot = Slot::new(pattern, index, placeholder);
                let (raw, after) = rest.split_at(slot.end(rest)?);
                each(placeholder.number, slot.decode(raw)?);
                rest = after;
            }
        }
    }
    rest.is_empty().then_some(())
}

fn no_match(pattern: &Pattern, attr: &'static str, key: &str) -> KeyError {
    let is_sensitive = |part: &Part| matches!(part, Part::Placeholder(placeholder) if placeholder.sensitive);
    let shown = (!pattern.parts.iter().any(is_sensitive)).then(|| key.to_owned());
    KeyError::new(attr, shown, KeyProblem::NoMatch { pattern: pattern.text })
}
