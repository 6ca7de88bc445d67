//! Patterns written as a declaration writes them, and what the tests know about them independently of the library.

use std::borrow::Cow;

use dynamo_core::error::KeyError;
use dynamo_core::key::{Part, Pattern, Placeholder, parse, render};

/// `"S#{a}#{n:03}"`: placeholders are numbered from the left.
pub(crate) fn pattern(text: &'static str) -> Pattern {
    let mut parts = Vec::new();
    let mut rest = text;
    let mut number = 0;
    while !rest.is_empty() {
        let (literal, after) = rest.split_at(rest.find('{').unwrap_or(rest.len()));
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        rest = after;
        if let Some((inside, after)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            let (field, width) = inside.split_once(':').map_or((inside, None), |(f, w)| (f, w.parse().ok()));
            parts.push(Part::Placeholder(Placeholder { field, number, width, sensitive: false }));
            number += 1;
            rest = after;
        }
    }
    Pattern { text, parts: parts.leak(), escape: false }
}

pub(crate) fn escaping(text: &'static str) -> Pattern {
    Pattern { escape: true, ..pattern(text) }
}

pub(crate) fn placeholders(pattern: &Pattern) -> Vec<Placeholder> {
    let placeholder = |part: &Part| match part {
        Part::Placeholder(placeholder) => Some(*placeholder),
        Part::Literal(_) => None,
    };
    pattern.parts.iter().filter_map(placeholder).collect()
}

/// The literal behind a placeholder.
pub(crate) fn literal_after(pattern: &Pattern, number: usize) -> &'static str {
    let at = pattern.parts.iter().position(|part| matches!(part, Part::Placeholder(p) if p.number == number));
    match at.and_then(|at| pattern.parts.get(at + 1)) {
        Some(Part::Literal(text)) => text,
        _ => "",
    }
}

pub(crate) fn rendered(pattern: &Pattern, texts: &[String]) -> Result<String, KeyError> {
    render(pattern, &|number| Ok(Some(Cow::Borrowed(&*texts[number])))).map(|key| key.expect("every text is given"))
}

pub(crate) fn parsed(pattern: &Pattern, key: &str) -> Option<Vec<String>> {
    let texts = parse(pattern, "SK", key).ok()?;
    assert!(texts.iter().map(|(number, _)| *number).eq(0..texts.len()), "numbers are given back");
    Some(texts.into_iter().map(|(_, text)| text.into_owned()).collect())
}

/// A value as it should stand in a key, refused or not.
pub(crate) fn raw(pattern: &Pattern, number: usize, text: &str) -> String {
    match placeholders(pattern)[number].width {
        Some(width) => format!("{text:0>width$}"),
        None if pattern.escape => text.replace('%', "%25").replace('#', "%23").replace('$', "%24"),
        None => text.to_owned(),
    }
}

/// The key that would be made if nothing were refused.
pub(crate) fn unchecked(pattern: &Pattern, texts: &[String]) -> String {
    let piece = |part: &Part| match part {
        Part::Literal(text) => (*text).to_owned(),
        Part::Placeholder(placeholder) => raw(pattern, placeholder.number, &texts[placeholder.number]),
    };
    pattern.parts.iter().map(piece).collect()
}

/// All strings over an alphabet, up to a length, the empty one first.
pub(crate) fn strings(alphabet: &[char], longest: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut start = 0;
    for _ in 0..longest {
        let end = all.len();
        for at in start..end {
            all.extend(alphabet.iter().map(|c| format!("{}{c}", all[at])).collect::<Vec<_>>());
        }
        start = end;
    }
    all
}
