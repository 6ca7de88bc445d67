//! Rule `links`: a relative link in a page leads somewhere.

use std::{fs, path::Path};

use super::{
    Violation,
    markdown::{anchors, prose},
};

pub(super) fn check(root: &Path, page: &str, text: &str, found: &mut Vec<Violation>) {
    for (line, prose) in prose(text) {
        for link in links(prose) {
            if let Some(message) = dead(root, page, text, &link) {
                found.push(Violation::new("links", page, line, message));
            }
        }
    }
}

/// The targets of `[text](target)` on a line, outside code.
pub(super) fn links(line: &str) -> Vec<String> {
    let outside: String = line.split('`').step_by(2).collect::<Vec<_>>().join("``");
    let targets = outside.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.map(|target| target.trim().to_owned()).collect()
}

/// What is wrong with a link on a page.
pub(super) fn dead(root: &Path, page: &str, text: &str, link: &str) -> Option<String> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (file, anchor) = link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
    let target = match file {
        "" => root.join(page),
        file => root.join(page).parent()?.join(file),
    };
    if !file.is_empty() && !target.exists() {
        return Some(format!("`{link}` leads nowhere"));
    }
    let other = if file.is_empty() { Some(text.to_owned()) } else { fs::read_to_string(&target).ok() };
    let known = anchors(&other.unwrap_or_default());
    let missing = anchor.filter(|anchor| file_is_page(file) && !known.iter().any(|known| known == anchor))?;
    Some(format!("`{link}`: there is no heading `#{missing}`"))
}

fn file_is_page(file: &str) -> bool {
    file.is_empty() || Path::new(file).extension().is_some_and(|end| end == "md")
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::repository::root;

    fn red(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        check(&root(), "docs/sample.md", text, &mut found);
        found.into_iter().map(|violation| violation.message).collect()
    }

    #[test]
    fn links_that_lead_somewhere_are_fine() {
        let fine = "# One\n[a](../Cargo.toml) [b](https://x.y/z) [c](#one) `[d](nowhere)`\n```\n[e](nowhere)\n```\n";
        assert!(red(fine).is_empty(), "{:?}", red(fine));
    }

    #[test]
    fn a_dead_link_and_a_dead_anchor_are_red() {
        let red = red("# One\n[a](nowhere.md), [b](#two), [c](../Cargo.toml)\n");
        assert_eq!(red, ["`nowhere.md` leads nowhere", "`#two`: there is no heading `#two`"]);
    }
}
