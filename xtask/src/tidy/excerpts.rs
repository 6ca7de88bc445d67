//! Rule `excerpts`: a block that claims to be a file, or a part of it, is.
//!
//! `<!-- file: path -->` before a block: it is the whole file. `<!-- part of: path -->`: its lines stand together there.

use std::path::Path;

use super::{
    Violation,
    markdown::{Block, blocks},
};
use crate::repository::read;

pub(super) fn check(root: &Path, page: &str, text: &str, found: &mut Vec<Violation>) {
    for block in blocks(text) {
        let Some((whole, path)) = claim(&block) else {
            continue;
        };
        let message = match read(&root.join(path)) {
            Ok(file) => differs(&block, whole, &file).then(|| format!("this block is not what `{path}` holds")),
            Err(_) => Some(format!("`{path}`, which this block shows, does not exist")),
        };
        found.extend(message.map(|message| Violation::new("excerpts", page, block.line, message)));
    }
}

/// Whether the whole file is claimed, and which.
fn claim<'a>(block: &Block<'a>) -> Option<(bool, &'a str)> {
    let comment = block.before.strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    let whole = comment.strip_prefix("file:").map(|path| (true, path.trim()));
    whole.or_else(|| comment.strip_prefix("part of:").map(|path| (false, path.trim())))
}

fn differs(block: &Block<'_>, whole: bool, file: &str) -> bool {
    let trim = |line: &&str| line.trim_end().to_owned();
    let shown: Vec<String> = block.lines.iter().map(trim).collect();
    let held: Vec<String> = file.lines().collect::<Vec<_>>().iter().map(trim).collect();
    if whole { shown != held } else { !held.windows(shown.len().max(1)).any(|window| window == shown) }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::repository::root;

    fn red(text: &str) -> usize {
        let mut found = Vec::new();
        check(&root(), "docs/sample.md", text, &mut found);
        found.len()
    }

    #[test]
    fn blocks_are_compared_with_what_they_name() {
        let ignored = std::fs::read_to_string(root().join(".gitignore")).expect("the repository has one");
        assert_eq!(red(&format!("<!-- file: .gitignore -->\n```text\n{ignored}```\n")), 0);
        assert_eq!(red("<!-- file: .gitignore -->\n```text\nother\n```\n"), 1);
        assert_eq!(red("<!-- part of: xtask/Cargo.toml -->\n```toml\n[lints]\nworkspace = true\n```\n"), 0);
        assert_eq!(red("<!-- part of: xtask/Cargo.toml -->\n```toml\n[lints]\nworkspace = false\n```\n"), 1);
        assert_eq!(red("<!-- file: nowhere.rs -->\n```rust\n```\n"), 1);
        assert_eq!(red("```rust\nanything\n```\n"), 0);
    }
}
