//! Rule `features`: each row of docs/features.md leads to a page and to a test that are there.

use std::path::Path;

use super::{
    Violation,
    links::{dead, links},
    markdown::prose,
};
use crate::{Failure, repository::read};

const FEATURES: &str = "docs/features.md";
/// Where a test is a file: the case of one mistake, an example, a chapter of which all code runs.
const WHOLE_FILES: [&str; 5] = ["ui-tests/fail/", "ui-tests/pass/", "ui-tests/src/", "examples/", "docs/"];

pub(super) fn check(root: &Path, found: &mut Vec<Violation>) -> Result<(), Failure> {
    let text = read(&root.join(FEATURES))?;
    check_text(root, &text, |path| read(&root.join(path)).ok(), found);
    Ok(())
}

/// `file` gives the text of a file from the root, if there is one.
fn check_text(root: &Path, text: &str, file: impl Fn(&str) -> Option<String>, found: &mut Vec<Violation>) {
    let mut rows = 0;
    for (line, row) in prose(text).into_iter().filter_map(|(line, row)| Some((line, cells(row)?))) {
        rows += 1;
        let mut red = |message: String| found.push(Violation::new("features", FEATURES, line, message));
        let [feature, page, test] = row.as_slice() else {
            red(format!("a row has a feature, a page and a test, and not {} cells", row.len()));
            continue;
        };
        check_page(root, text, feature, page, &mut red);
        check_tests(feature, test, &file, &mut red);
    }
    if rows == 0 {
        found.push(Violation::new("features", FEATURES, 1, "there is no row `| feature | page | test |`"));
    }
}

/// The cells of a table's row that is neither its head nor the line below.
fn cells(line: &str) -> Option<Vec<String>> {
    const ESCAPED: &str = "\\|";
    const MARK: &str = "\u{0}";
    let row = line.trim().strip_prefix('|')?.strip_suffix('|')?.replace(ESCAPED, MARK);
    let cells: Vec<String> = row.split('|').map(|cell| cell.trim().replace(MARK, "|")).collect();
    let is_rule = cells.iter().all(|cell| cell.chars().all(|c| matches!(c, '-' | ':')));
    (!is_rule && cells != ["feature", "page", "test"]).then_some(cells)
}

fn check_page(root: &Path, text: &str, feature: &str, page: &str, red: &mut impl FnMut(String)) {
    let pages = links(page);
    if pages.is_empty() {
        red(format!("`{feature}` has no page"));
    }
    for page in pages {
        if let Some(message) = dead(root, FEATURES, text, &page) {
            red(message);
        }
    }
}

fn check_tests(feature: &str, cell: &str, file: &impl Fn(&str) -> Option<String>, red: &mut impl FnMut(String)) {
    // What stands between marks of code.
    let tests: Vec<&str> = cell.split('`').skip(1).step_by(2).collect();
    if tests.is_empty() {
        red(format!("`{feature}` has no test"));
    }
    for test in tests {
        let (path, name) = test.split_once(": ").map_or((test, None), |(path, name)| (path, Some(name)));
        match (file(path), name) {
            (None, _) => red(format!("the test {path} does not exist")),
            (Some(_), None) if WHOLE_FILES.iter().any(|folder| path.starts_with(folder)) => {}
            (Some(_), None) => red(format!("`{path}`: the name of the test is missing")),
            (Some(text), Some(name)) if holds(&text, name) => {}
            (Some(_), Some(name)) => red(format!("{path} has no test or case `{name}`")),
        }
    }
}

/// Whether a file of tests has a function of that name, a case whose text holds it, or a variant of its cases that is called so.
fn holds(text: &str, name: &str) -> bool {
    let function = [format!("fn {name}("), format!("fn {name}<")].iter().any(|function| text.contains(function));
    let case =
        text.split("Case::new(").skip(1).any(|rest| rest.split('"').nth(1).is_some_and(|case| case.contains(name)));
    function || case || variants(text).any(|variant| variant == name)
}

/// The words inside `variants! { … }`, of which cases are made.
fn variants(text: &str) -> impl Iterator<Item = &str> {
    let bodies = text.split("variants! {").skip(1).filter_map(|rest| {
        let ends = ["\n}", "} }"].iter().filter_map(|end| rest.find(end));
        rest.get(..ends.min()?)
    });
    let lines = bodies.flat_map(str::lines).filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| line.split(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::check_text;
    use crate::repository::root;

    const HEAD: &str = "# Features\n\n## Keys\n\n| feature | page | test |\n|---|---|---|\n";
    const TESTS: &str = "variants! {\n    /// Not this.\n    Put { Twice, Never }\n}\n    Case::new(\"put: at once\", f);\nasync fn f() {}\n";

    fn red(row: &str) -> Vec<String> {
        let mut found = Vec::new();
        let file = |path: &str| ["a/b.rs", "ui-tests/fail/a.rs"].contains(&path).then(|| TESTS.to_owned());
        check_text(&root(), &format!("{HEAD}{row}\n"), file, &mut found);
        found.into_iter().map(|violation| violation.message).collect()
    }

    #[test]
    fn rows_with_a_page_and_a_test_are_fine() {
        for row in [
            "| a \\| b | [keys](#keys) | `a/b.rs: f` |",
            "| a | [here](../README.md), [keys](#keys) | `a/b.rs: at once`, `a/b.rs: Twice` |",
            "| a | [keys](#keys) | `ui-tests/fail/a.rs` |",
        ] {
            assert_eq!(red(row), [""; 0], "{row}");
        }
    }

    #[test]
    fn whatever_a_row_lacks_is_red() {
        for (row, message) in [
            ("", "there is no row `| feature | page | test |`"),
            ("| a | b |", "a row has a feature, a page and a test, and not 2 cells"),
            ("| a | b | `a/b.rs: f` |", "`a` has no page"),
            ("| a | [b](nowhere.md) | `a/b.rs: f` |", "`nowhere.md` leads nowhere"),
            ("| a | [b](#words) | `a/b.rs: f` |", "`#words`: there is no heading `#words`"),
            ("| a | [b](#keys) | |", "`a` has no test"),
            ("| a | [b](#keys) | `c.rs: f` |", "the test c.rs does not exist"),
            ("| a | [b](#keys) | `a/b.rs` |", "`a/b.rs`: the name of the test is missing"),
            ("| a | [b](#keys) | `a/b.rs: g` |", "a/b.rs has no test or case `g`"),
            ("| a | [b](#keys) | `a/b.rs: this` |", "a/b.rs has no test or case `this`"),
        ] {
            assert_eq!(red(row), [message], "{row}");
        }
    }
}
