//! Rule `attributes`: every word of the derive has a page of the fixed form, and every page a word.

use std::path::Path;

use super::{
    Violation,
    markdown::{blocks, prose},
    relative,
};
use crate::{
    Failure,
    repository::{files, read},
};

const SYMBOLS: &str = "dynamo-derive/src/symbol.rs";
const PAGES: &str = "docs/attributes";
/// The table of contents of the folder.
const CONTENTS: &str = "README";
/// Words that are a part of another attribute, and the page they are on.
const PARTS: [(&str, &str); 9] = [
    ("all", "gsi"),
    ("dynamo", CONTENTS),
    ("include", "gsi"),
    ("key", "rename_fn"),
    ("keys_only", "gsi"),
    ("name", "gsi"),
    ("other", "entities"),
    ("partition", "rename_fn"),
    ("upgrade", "schema_version"),
];
/// The headings of a page, in this order.
const SKELETON: [&str; 5] = ["Applies to", "Forms", "Generates", "Errors", "Example"];

pub(super) fn check(root: &Path, found: &mut Vec<Violation>) -> Result<(), Failure> {
    let Ok(symbols) = read(&root.join(SYMBOLS)) else {
        found.push(Violation::new("attributes", SYMBOLS, 1, "the list of attribute words does not exist"));
        return Ok(());
    };
    let mut pages = Vec::new();
    for path in files(&root.join(PAGES), "md")? {
        let name = relative(root, &path);
        let word = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        if word != CONTENTS {
            check_skeleton(&name, &read(&path)?, found);
            pages.push(word);
        }
    }
    let page = |word: &str| read(&root.join(format!("{PAGES}/{word}.md"))).unwrap_or_default();
    check_words(&words(&symbols), &pages, page, found);
    Ok(())
}

/// The words, with their lines: `NAME = "word",` in the list of symbols.
fn words(symbols: &str) -> Vec<(usize, &str)> {
    let lines = symbols.lines().enumerate().filter_map(|(number, line)| {
        let (name, word) = line.trim().strip_suffix("\",")?.split_once(" = \"")?;
        let constant = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
        constant.then_some((number + 1, word))
    });
    lines.collect()
}

/// `page` gives the text of a page; `pages` are the words that have one.
fn check_words(words: &[(usize, &str)], pages: &[String], page: impl Fn(&str) -> String, found: &mut Vec<Violation>) {
    for (line, word) in words {
        let part_of = PARTS.iter().find(|(part, _)| part == word).map(|(_, whole)| *whole);
        let message = match part_of {
            Some(whole) if page(whole).contains(word) => continue,
            Some(whole) => format!("the page {PAGES}/{whole}.md does not name `{word}`"),
            None if pages.iter().any(|page| page == word) => continue,
            None => format!("the attribute word `{word}` has no page {PAGES}/{word}.md"),
        };
        found.push(Violation::new("attributes", SYMBOLS, *line, message));
    }
    if words.is_empty() {
        found.push(Violation::new("attributes", SYMBOLS, 1, "there is no line `NAME = \"word\",`"));
    }
    for page in pages {
        if !words.iter().any(|(_, word)| word == page) {
            let message = format!("there is no attribute word `{page}` in {SYMBOLS}");
            found.push(Violation::new("attributes", &format!("{PAGES}/{page}.md"), 1, message));
        }
    }
}

fn check_skeleton(page: &str, text: &str, found: &mut Vec<Violation>) {
    let prose = prose(text);
    let headings: Vec<&str> = prose.iter().filter_map(|(_, line)| line.strip_prefix("## ")).map(str::trim).collect();
    if headings != SKELETON {
        let message = format!("the headings are {headings:?}, not {SKELETON:?}");
        found.push(Violation::new("attributes", page, 1, message));
    }
    // Blocks of other languages would not be compiled.
    if !blocks(text).iter().any(|block| block.info == "rust") {
        found.push(Violation::new("attributes", page, 1, "there is no example in Rust"));
    }
}

#[cfg(test)]
mod tests {
    use super::{check_skeleton, check_words, words};

    const SYMBOLS: &str = "symbols! {\n    PK = \"pk\",\n    ALL = \"all\",\n}\nlet x = \"y\";\n";

    fn red(pages: &[&str], gsi: &str) -> usize {
        let mut found = Vec::new();
        let pages: Vec<String> = pages.iter().map(|page| (*page).to_owned()).collect();
        check_words(&words(SYMBOLS), &pages, |_| gsi.to_owned(), &mut found);
        found.len()
    }

    #[test]
    fn a_word_without_a_page_and_a_page_without_a_word_are_red() {
        assert_eq!(words(SYMBOLS), [(2, "pk"), (3, "all")]);
        assert_eq!(red(&["pk"], "- `all`"), 0);
        assert_eq!(red(&[], "- `all`"), 1);
        assert_eq!(red(&["pk", "sk"], "- `all`"), 1);
        assert_eq!(red(&["pk"], "nothing"), 1);
    }

    #[test]
    fn a_page_without_the_skeleton_is_red() {
        let mut found = Vec::new();
        check_skeleton(
            "a",
            "# a\n## Applies to\n## Forms\n## Generates\n## Errors\n## Example\n```rust\n```\n",
            &mut found,
        );
        assert!(found.is_empty());
        check_skeleton("a", "# a\n## Forms\n## Applies to\n## Generates\n## Errors\n## Example\n", &mut found);
        assert_eq!(found.len(), 2, "neither the order nor an example");
    }
}
