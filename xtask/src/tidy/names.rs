//! Rule `names`: no drawers for odds and ends, no globs over the parent.

use super::{Violation, source::Source};

const DRAWERS: [&str; 6] = ["util", "utils", "helper", "helpers", "common", "misc"];

/// The file's own module name and those of the folders above it.
pub(super) fn check_module(path: &str, found: &mut Vec<Violation>) {
    for part in path.split('/') {
        let name = part.strip_suffix(".rs").unwrap_or(part);
        if DRAWERS.contains(&name) {
            let message = format!("a module called `{name}` says nothing about what is in it");
            found.push(Violation::new("names", path, 1, message));
        }
    }
}

/// `use super::*` and inline modules with such a name, outside tests.
pub(super) fn check_globs(source: &Source, found: &mut Vec<Violation>) {
    for (at, _) in source.code.match_indices("super::*") {
        let message = "`use super::*` hides what a module needs: name it";
        found.push(Violation::new("names", &source.path, source.line(at), message));
    }
    for at in source.words("mod") {
        let name = source.code[at + 3..].trim_start();
        let name = name.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        if DRAWERS.contains(&name) {
            let message = format!("a module called `{name}` says nothing about what is in it");
            found.push(Violation::new("names", &source.path, source.line(at), message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Source, check_globs, check_module};

    #[test]
    fn a_drawer_is_red() {
        let mut found = Vec::new();
        check_module("dynamo-core/src/expr/operand.rs", &mut found);
        assert!(found.is_empty());
        check_module("dynamo-core/src/utils.rs", &mut found);
        check_module("dynamo-core/src/common/mod.rs", &mut found);
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn a_glob_over_the_parent_is_red_outside_tests() {
        let mut found = Vec::new();
        check_globs(&Source::new("a.rs", "#[cfg(test)]\nmod tests {\n    use super::*;\n}\n"), &mut found);
        assert!(found.is_empty());
        check_globs(&Source::new("a.rs", "// x\nuse super::*;\nmod misc {}\n"), &mut found);
        assert_eq!(found.iter().map(|violation| violation.line).collect::<Vec<_>>(), [2, 3]);
    }
}
