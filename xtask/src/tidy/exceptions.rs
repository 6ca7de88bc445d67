//! The places where a rule does not hold, each with its reason.

use super::Violation;

/// A rule that may be broken in a file.
pub(super) struct Exception {
    pub(super) rule: &'static str,
    pub(super) file: &'static str,
    /// Why; for the reader of this list.
    #[allow(dead_code, reason = "read by people")]
    pub(super) reason: &'static str,
}

/// Empty, and meant to stay short.
pub(super) const EXCEPTIONS: &[Exception] = &[];

/// Takes out what is excepted; an exception that excepts nothing is a violation itself.
pub(super) fn apply(exceptions: &[Exception], found: Vec<Violation>) -> Vec<Violation> {
    let excepts = |exception: &Exception, violation: &Violation| {
        exception.rule == violation.rule && exception.file == violation.file
    };
    let stale = exceptions.iter().filter(|exception| !found.iter().any(|violation| excepts(exception, violation)));
    let stale: Vec<Violation> = stale
        .map(|exception| Violation::new(exception.rule, exception.file, 1, "the exception for this file is not needed"))
        .collect();
    let left = found.into_iter().filter(|violation| !exceptions.iter().any(|exception| excepts(exception, violation)));
    left.chain(stale).collect()
}

#[cfg(test)]
mod tests {
    use super::{Exception, Violation, apply};

    #[test]
    fn an_exception_hides_its_rule_in_its_file_only() {
        let found = || vec![Violation::new("size", "a.rs", 1, "x"), Violation::new("size", "b.rs", 1, "x")];
        let left = apply(&[Exception { rule: "size", file: "a.rs", reason: "" }], found());
        assert_eq!(left, [Violation::new("size", "b.rs", 1, "x")]);
    }

    #[test]
    fn a_stale_exception_is_red() {
        assert_eq!(apply(&[Exception { rule: "size", file: "a.rs", reason: "" }], Vec::new()).len(), 1);
    }
}
