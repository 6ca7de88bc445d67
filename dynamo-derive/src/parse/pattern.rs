//! Pattern literals: `"USER#{owner}"`.

use syn::LitStr;

use crate::messages;
use crate::report::Report;

/// A pattern cut into pieces, its placeholders still by name.
pub(crate) struct RawPattern {
    pub lit: LitStr,
    pub parts: Vec<RawPart>,
}

impl RawPattern {
    /// Whether it has a placeholder of this name.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.parts.iter().any(|part| matches!(part, RawPart::Placeholder { name, .. } if name == word))
    }
}

#[derive(Debug, PartialEq)]
pub(crate) enum RawPart {
    Literal(String),
    Placeholder { name: String, width: Option<usize> },
}

/// The most digits an integer type has (`u128`).
const WIDEST: usize = 39;

/// Reads a pattern; mistakes are reported, and what is left of the pattern is given all the same.
pub(crate) fn pattern(lit: LitStr, report: &mut Report) -> RawPattern {
    let text = lit.value();
    let mut rest = text.as_str();
    let mut parts = Vec::new();
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("{{") || rest.starts_with("}}") {
            literal(&mut parts, &rest[..1]);
            rest = &rest[2..];
        } else if first == '{' {
            rest = braces(&rest[1..], &lit, &mut parts, report);
        } else if first == '}' {
            report.at(&lit, messages::closing_brace(&text));
            rest = &rest[1..];
        } else {
            let end = rest.find(['{', '}']).unwrap_or(rest.len());
            literal(&mut parts, &rest[..end]);
            rest = &rest[end..];
        }
    }
    if text.is_empty() {
        report.at(&lit, messages::empty_pattern());
    }
    RawPattern { lit, parts }
}

fn literal(parts: &mut Vec<RawPart>, text: &str) {
    match parts.last_mut() {
        Some(RawPart::Literal(before)) => before.push_str(text),
        _ => parts.push(RawPart::Literal(text.to_owned())),
    }
}

/// Reads what follows a `{` and gives the rest of the pattern.
fn braces<'a>(after: &'a str, lit: &LitStr, parts: &mut Vec<RawPart>, report: &mut Report) -> &'a str {
    let Some(end) = after.find(['{', '}']).filter(|at| after[*at..].starts_with('}')) else {
        report.at(lit, messages::opening_brace(&lit.value()));
        return after;
    };
    let inner = &after[..end];
    let (name, format) = match inner.split_once(':') {
        Some((name, format)) => (name, Some(format)),
        None => (inner, None),
    };
    if name.is_empty() {
        report.at(lit, messages::empty_placeholder(&lit.value()));
    } else {
        let width = format.and_then(|format| width(name, format, lit, report));
        let name = name.trim_start_matches("r#").to_owned();
        parts.push(RawPart::Placeholder { name, width });
    }
    &after[end + 1..]
}

/// `010` is 10: the only format there is.
fn width(name: &str, format: &str, lit: &LitStr, report: &mut Report) -> Option<usize> {
    let digits = format
        .strip_prefix('0')
        .filter(|digits| !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit()))
        .and_then(|digits| digits.parse::<usize>().ok());
    match digits {
        Some(width) if width > WIDEST => {
            report.at(lit, messages::width_too_large(name, width, WIDEST));
            None
        }
        None => {
            report.at(lit, messages::bad_format(name, format));
            None
        }
        width => width,
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;
    use syn::LitStr;

    use super::{RawPart, pattern};
    use crate::report::Report;

    fn parts(text: &str) -> Vec<RawPart> {
        let mut report = Report::new();
        let raw = pattern(LitStr::new(text, Span::call_site()), &mut report);
        assert!(report.into_errors().is_empty());
        raw.parts
    }

    fn placeholder(name: &str, width: Option<usize>) -> RawPart {
        RawPart::Placeholder { name: name.to_owned(), width }
    }

    #[test]
    fn cuts_into_literals_and_placeholders() {
        assert_eq!(
            parts("STORY#{story_id}#RUN#{run_id:010}"),
            [
                RawPart::Literal("STORY#".into()),
                placeholder("story_id", None),
                RawPart::Literal("#RUN#".into()),
                placeholder("run_id", Some(10)),
            ]
        );
        assert_eq!(parts("PROFILE"), [RawPart::Literal("PROFILE".into())]);
        assert_eq!(parts("{r#type}"), [placeholder("type", None)]);
    }

    #[test]
    fn doubled_braces_are_literal() {
        assert_eq!(
            parts("{{{a}}}é"),
            [RawPart::Literal("{".into()), placeholder("a", None), RawPart::Literal("}é".into()),]
        );
    }
}
