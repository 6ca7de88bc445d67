//! Rule `imports`: stages of the core know each other only as the table in docs/architecture.md allows.
//!
//! The table is a fenced block `text imports` with lines `stage: other, other`, `-` for none and `*` for all; a second
//! block `text crates` says in the same form which folders may name an external path.

use super::{
    Violation,
    markdown::blocks,
    source::{Source, is_word},
};

/// Where the stages are.
const CORE: &str = "dynamo-core/src/";
/// Files that tie the stages together.
const UNBOUND: [&str; 3] = ["lib", "__private", "prelude"];

/// Who may name whom.
pub(super) struct Table {
    stages: Vec<Row>,
    crates: Vec<Row>,
}

/// A left side and what is allowed to it.
struct Row {
    name: String,
    others: Vec<String>,
}

impl Row {
    fn allows(&self, other: &str) -> bool {
        self.name == other || self.others.iter().any(|known| known == "*" || known == other)
    }
}

impl Table {
    pub(super) fn parse(page: &str, text: &str, found: &mut Vec<Violation>) -> Self {
        let table = Self { stages: rows(text, "text imports"), crates: rows(text, "text crates") };
        if table.stages.is_empty() {
            found.push(Violation::new("imports", page, 1, "there is no block `text imports`"));
        }
        for other in table.stages.iter().flat_map(|row| &row.others) {
            if other != "*" && table.stage(other).is_none() {
                found.push(Violation::new("imports", page, 1, format!("`{other}` has no line of its own")));
            }
        }
        table
    }

    fn stage(&self, name: &str) -> Option<&Row> {
        self.stages.iter().find(|row| row.name == name)
    }

    pub(super) fn check(&self, source: &Source, found: &mut Vec<Violation>) {
        let Some(path) = source.path.strip_prefix(CORE) else {
            return;
        };
        self.check_crates(path, source, found);
        let stage = path.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        if UNBOUND.contains(&stage) {
            return;
        }
        let Some(row) = self.stage(stage) else {
            let message = format!("stage `{stage}` has no line in the import table");
            found.push(Violation::new("imports", &source.path, 1, message));
            return;
        };
        for (at, name) in crate_paths(source, depth(path)) {
            let message = match self.stage(&name) {
                Some(_) if row.allows(&name) => continue,
                Some(_) => format!("`{stage}` may not know `{name}`"),
                None => format!("`{name}` is no stage: import it from the stage that declares it"),
            };
            found.push(Violation::new("imports", &source.path, source.line(at), message));
        }
    }

    fn check_crates(&self, path: &str, source: &Source, found: &mut Vec<Violation>) {
        for row in &self.crates {
            if row.others.iter().any(|folder| path.starts_with(folder.as_str())) {
                continue;
            }
            for at in source.words(&row.name) {
                let message = format!("only {} may name `{}`", row.others.join(" and "), row.name);
                found.push(Violation::new("imports", &source.path, source.line(at), message));
            }
        }
    }
}

fn rows(text: &str, info: &str) -> Vec<Row> {
    let block = blocks(text).into_iter().find(|block| block.info == info);
    let lines = block.map(|block| block.lines).unwrap_or_default();
    let rows = lines.iter().filter_map(|line| {
        let (name, others) = line.rsplit_once(": ")?;
        let others = others.split(',').map(str::trim).filter(|other| *other != "-").map(str::to_owned).collect();
        Some(Row { name: name.trim().to_owned(), others })
    });
    rows.collect()
}

/// How many `super::` lead from a file to the root of the crate.
fn depth(path: &str) -> usize {
    let parts = path.split('/').count();
    if path.ends_with("/mod.rs") { parts - 1 } else { parts }
}

/// The first names behind `crate::`, and behind `super::` chains that reach the root, groups included.
fn crate_paths(source: &Source, depth: usize) -> Vec<(usize, String)> {
    let root = "super::".repeat(depth);
    let mut paths = Vec::new();
    for prefix in ["crate::", root.as_str()] {
        for (at, _) in source.code.match_indices(prefix) {
            let before = source.code.as_bytes().get(at.wrapping_sub(1)).copied().unwrap_or(b' ');
            if before != b'$' && before != b':' && !is_word(before) {
                let rest = source.code[at + prefix.len()..].trim_start();
                paths.extend(first_names(rest).into_iter().map(|name| (at, name)));
            }
        }
    }
    paths
}

/// `a` of `a::b`; `a` and `c` of `{a::{b}, c}`.
fn first_names(rest: &str) -> Vec<String> {
    let Some(group) = rest.strip_prefix('{') else {
        return word(rest).into_iter().collect();
    };
    let (mut depth, mut start, mut names) = (0usize, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                names.extend(word(group[start..at].trim_start()));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.extend(word(group[start..at].trim_start()));
                start = at + 1;
            }
            _ => {}
        }
    }
    names
}

fn word(text: &str) -> Option<String> {
    let word: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!word.is_empty() && word != "super" && word != "self").then_some(word)
}

#[cfg(test)]
mod tests {
    use super::{Source, Table};

    const PAGE: &str = "```text imports\nerror: -\nvalue: error\nbackend: *\n```\n```text crates\nsql: backend\n```\n";

    fn red(path: &str, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        let table = Table::parse("page.md", PAGE, &mut found);
        table.check(&Source::new(path, text), &mut found);
        found.into_iter().map(|violation| violation.message).collect()
    }

    #[test]
    fn what_the_table_allows_is_fine() {
        let text = "use crate::{error::{Error, Kind}, value::Number};\nfn f() -> crate::error::Error { $crate::x }";
        assert!(red("dynamo-core/src/value/number.rs", text).is_empty());
        assert!(red("dynamo-core/src/lib.rs", "pub use crate::anything::X;").is_empty());
        assert!(red("dynamo-core/src/backend/aws.rs", "use crate::value::X; use sql::Y;").is_empty());
        assert!(red("dynamo-derive/src/lib.rs", "use crate::parse::X;").is_empty());
    }

    #[test]
    fn an_import_against_the_flow_is_red() {
        let message = "`error` may not know `value`";
        assert_eq!(red("dynamo-core/src/error/mod.rs", "use crate::value::Number;"), [message]);
        assert_eq!(red("dynamo-core/src/error/kind.rs", "use crate::{error::A, value::{B, C}};"), [message]);
        assert_eq!(red("dynamo-core/src/error/kind.rs", "use super::super::value::B;"), [message]);
        assert_eq!(red("dynamo-core/src/error.rs", "fn f(n: super::value::N) {}"), [message]);
    }

    #[test]
    fn a_path_without_a_stage_and_a_stage_without_a_line_are_red() {
        let red_root = red("dynamo-core/src/value.rs", "use crate::Item;");
        assert_eq!(red_root, ["`Item` is no stage: import it from the stage that declares it"]);
        assert_eq!(red("dynamo-core/src/extra.rs", ""), ["stage `extra` has no line in the import table"]);
    }

    #[test]
    fn an_external_path_outside_its_folders_is_red() {
        assert_eq!(red("dynamo-core/src/value.rs", "use sql::X;"), ["only backend may name `sql`"]);
    }

    #[test]
    fn a_page_without_the_table_is_red() {
        let mut found = Vec::new();
        Table::parse("page.md", "# nothing\n", &mut found);
        assert_eq!(found.len(), 1);
    }
}
