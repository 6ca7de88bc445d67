//! Rule `cases`: every message of the derive has a ui case of its name.

use std::path::Path;

use super::Violation;
use crate::{
    Failure,
    repository::{files, read},
};

const MESSAGES: &str = "dynamo-derive/src/messages";
const CASES: &str = "ui-tests/fail";

pub(super) fn check(root: &Path, found: &mut Vec<Violation>) -> Result<(), Failure> {
    let folder = root.join(MESSAGES);
    if !folder.is_dir() {
        found.push(Violation::new("cases", MESSAGES, 1, "the messages of the derive are not here"));
        return Ok(());
    }
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let cases: Vec<String> = files(&root.join(CASES), "rs")?.iter().filter_map(|path| stem(path)).collect();
    for path in files(&folder, "rs")? {
        check_file(&super::relative(root, &path), &read(&path)?, &cases, found);
    }
    Ok(())
}

/// A case is called like its message, with or without a suffix: `two_keys_pk`.
fn check_file(file: &str, text: &str, cases: &[String], found: &mut Vec<Violation>) {
    for (number, line) in text.lines().enumerate() {
        let Some((name, _)) = line.strip_prefix("pub(crate) fn ").and_then(|rest| rest.split_once('(')) else {
            continue;
        };
        let is_case =
            |case: &String| case.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'));
        if !cases.iter().any(is_case) {
            let message = format!("the message `{name}` has no case {CASES}/*/{name}.rs");
            found.push(Violation::new("cases", file, number + 1, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check_file;

    #[test]
    fn a_message_without_a_case_is_red() {
        let text = "pub(crate) fn two_keys(a: &str) -> String {\n}\nfn inner() {}\n";
        let red = |cases: &[&str]| {
            let cases: Vec<String> = cases.iter().map(|case| (*case).to_owned()).collect();
            let mut found = Vec::new();
            check_file("key.rs", text, &cases, &mut found);
            found.len()
        };
        assert_eq!(red(&["two_keys"]), 0);
        assert_eq!(red(&["two_keys_pk"]), 0);
        assert_eq!(red(&["two_keyss", "keys"]), 1);
    }
}
