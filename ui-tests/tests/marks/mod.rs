//! `//~ ERROR text` in a case against the errors of its `.stderr`.
//!
//! A mark stands on the line that fails, or below it with a `^` for each line up. The error's first line holds the
//! text. Each mark has one error and each error one mark.

use std::fmt;

/// A shorter text would fit too many messages.
const SHORTEST: usize = 15;

/// What a case expects.
#[derive(Debug, PartialEq)]
struct Mark {
    line: usize,
    text: String,
}

/// What the compiler said.
#[derive(Debug, PartialEq)]
struct Report {
    /// `None` when it points to another file, or nowhere.
    line: Option<usize>,
    message: String,
}

/// A difference between the two.
#[derive(Debug, PartialEq)]
pub(crate) enum Complaint {
    /// The case marks nothing.
    Unmarked,
    /// Not `//~ ERROR text`, or above the first line.
    Malformed(usize),
    /// The text is too short to tell one message from another.
    Short(usize, String),
    /// No error of that text on that line.
    Missing(usize, String),
    /// An error that no mark expects.
    Unexpected(Option<usize>, String),
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unmarked => f.write_str("has no `//~ ERROR`"),
            Self::Malformed(line) => write!(f, "{line}: a mark is `//~ ERROR text`"),
            Self::Short(line, text) => {
                write!(f, "{line}: `{text}` is shorter than {SHORTEST} characters")
            }
            Self::Missing(line, text) => write!(f, "{line}: no error with `{text}`"),
            Self::Unexpected(Some(line), message) => write!(f, "{line}: nothing marks `{message}`"),
            Self::Unexpected(None, message) => write!(f, "an error outside the case: `{message}`"),
        }
    }
}

/// All differences; none when the case is right.
pub(crate) fn compare(source: &str, stderr: &str) -> Vec<Complaint> {
    let (marks, mut complaints) = marks(source);
    if marks.is_empty() && complaints.is_empty() {
        complaints.push(Complaint::Unmarked);
    }
    let mut reports = reports(stderr);
    for mark in marks {
        let fits = |report: &Report| report.line == Some(mark.line) && report.message.contains(&mark.text);
        match reports.iter().position(fits) {
            Some(at) => drop(reports.remove(at)),
            None => complaints.push(Complaint::Missing(mark.line, mark.text)),
        }
    }
    complaints.extend(reports.into_iter().map(|report| Complaint::Unexpected(report.line, report.message)));
    complaints
}

fn marks(source: &str) -> (Vec<Mark>, Vec<Complaint>) {
    let (mut marks, mut complaints) = (Vec::new(), Vec::new());
    for (at, line) in source.lines().enumerate() {
        let Some((_, mark)) = line.split_once("//~") else {
            continue;
        };
        let text = mark.trim_start_matches('^');
        let up = mark.len() - text.len();
        match (text.trim_start().strip_prefix("ERROR "), at.checked_sub(up)) {
            (Some(text), Some(target)) if text.trim().chars().count() >= SHORTEST => {
                marks.push(Mark { line: target + 1, text: text.trim().to_owned() });
            }
            (Some(text), Some(_)) => complaints.push(Complaint::Short(at + 1, text.trim().to_owned())),
            _ => complaints.push(Complaint::Malformed(at + 1)),
        }
    }
    (marks, complaints)
}

fn reports(stderr: &str) -> Vec<Report> {
    let mut reports: Vec<Report> = Vec::new();
    let mut located = true;
    for line in stderr.lines() {
        if let Some(message) = error(line) {
            reports.push(Report { line: None, message: message.to_owned() });
            located = false;
        } else if line.starts_with("warning") {
            located = true;
        } else if let Some(place) = line.trim_start().strip_prefix("--> ")
            && !located
        {
            located = true;
            if let Some(report) = reports.last_mut() {
                report.line = in_case(place);
            }
        }
    }
    reports.retain(|report| !is_summary(&report.message));
    reports
}

/// The message behind `error: ` or `error[E0277]: `.
fn error(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("error")?;
    match rest.strip_prefix('[') {
        Some(code) => code.split_once("]: ").map(|(_, message)| message),
        None => rest.strip_prefix(": "),
    }
}

/// The line of `fail/group/case.rs:5:10`; `None` outside the cases.
fn in_case(place: &str) -> Option<usize> {
    let (file, rest) = place.split_once(".rs:")?;
    let line = rest.split(':').next()?.parse().ok()?;
    file.starts_with("fail/").then_some(line)
}

fn is_summary(message: &str) -> bool {
    message.starts_with("aborting due to") || message.starts_with("could not compile")
}

#[cfg(test)]
mod tests {
    use super::{Complaint, compare};

    const SOURCE: &str = "\
struct A {
    #[pk] a: String,
    #[pk] b: String, //~ ERROR a table has one partition key
}
";
    const STDERR: &str = "\
error: a table has one partition key, and `a` already is it
 --> fail/keys/two.rs:3:5
  |
3 |     #[pk] b: String, //~ ERROR a table has one partition key
  |     ^^^^^

error: aborting due to 1 previous error
";

    #[test]
    fn a_right_case_passes() {
        assert_eq!(compare(SOURCE, STDERR), []);
    }

    #[test]
    fn carets_point_up() {
        let up = SOURCE.replace(" //~ ERROR", "\n //~^ ERROR");
        assert_eq!(compare(&up, STDERR), []);
        let up = SOURCE.replace(" //~ ERROR", "\n\n //~^^ ERROR");
        assert_eq!(compare(&up, STDERR), []);
    }

    #[test]
    fn a_wrong_text_is_red_on_both_sides() {
        let wrong = SOURCE.replace("one partition", "two partition");
        let complaints = compare(&wrong, STDERR);
        assert!(matches!(complaints.as_slice(), [Complaint::Missing(3, _), Complaint::Unexpected(Some(3), _)]));
    }

    #[test]
    fn a_wrong_line_is_red() {
        let moved = format!("\n{SOURCE}");
        assert_eq!(compare(&moved, STDERR).len(), 2);
    }

    #[test]
    fn a_mark_without_an_error_is_red() {
        let more = SOURCE.replace("struct A {", "struct A { //~ ERROR something else is wrong");
        assert!(matches!(compare(&more, STDERR).as_slice(), [Complaint::Missing(1, _)]));
    }

    #[test]
    fn one_error_does_not_serve_two_marks() {
        let twice = SOURCE.replace("}\n", " //~^ ERROR a table has one partition key\n}\n");
        assert!(matches!(compare(&twice, STDERR).as_slice(), [Complaint::Missing(3, _)]));
    }

    #[test]
    fn an_error_without_a_mark_is_red() {
        let second = "error[E0277]: `A` is not something\n  --> fail/keys/two.rs:1:8\n";
        let complaints = compare(SOURCE, &STDERR.replace("error: aborting", &format!("{second}\nerror: aborting")));
        assert_eq!(complaints, [Complaint::Unexpected(Some(1), "`A` is not something".into())]);
    }

    #[test]
    fn an_error_in_another_file_is_red() {
        let elsewhere = STDERR.replace("fail/keys/two.rs", "$WORKSPACE/dynamo-core/src/lib.rs");
        let complaints = compare(SOURCE, &elsewhere);
        assert!(complaints.iter().any(|complaint| matches!(complaint, Complaint::Unexpected(None, _))));
    }

    #[test]
    fn a_case_without_marks_and_a_malformed_or_short_mark_are_red() {
        assert!(compare("fn main() {}", STDERR).contains(&Complaint::Unmarked));
        assert!(compare("//~ EROR a table has one partition key", "").contains(&Complaint::Malformed(1)));
        assert!(compare("//~^ ERROR a table has one partition key", "").contains(&Complaint::Malformed(1)));
        assert!(matches!(compare("//~ ERROR a table", "").as_slice(), [Complaint::Short(1, _)]));
    }
}
