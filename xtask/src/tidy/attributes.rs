//! Rule `attributes`: every word of the derive has a page of the fixed form, and every page a word.

use std::path::Path;

use super::{Violation, markdown::prose, relative};
use crate::{
    Failure,
    repository::{files, read},
};

const SYMBOLS: &str = "dynamo-derive/src/symbol.rs";
const PAGES: &str = "docs/attributes";
/// The table of contents of the folder.
const CONTENTS: &str = "README";
/// The headings of a page, in this order.
const SKELETON: [&str; 5] = ["Applies to", "Forms", "Generates", "Errors", "Example"];

pub(super) fn check(root: &Path, found: &mut Vec<Violation>) -> Result<(), Failure> {
    let Ok(symbols) = read(&root.join(SYMBOLS)) else {
        found.push(Violation::new(
            "attributes",
            SYMBOLS,
            1,
            "the list of attribute words does not exist",
        ));
        return Ok(());
    };
    let mut pages = Vec::new();
    for path in files(&root.join(PAGES), "md")? {
        let name = relative(root, &path);
        let word = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default()
            .to_owned();
        if word != CONTENTS {
            check_skeleton(&name, &read(&path)?, found);
            pages.push(word);
        }
    }
    check_words(&words(&symbols), &pages, found);
    Ok(())
}

/// The words of `pub(crate) const NAME: &str = "word";`, with their lines.
fn words(symbols: &str) -> Vec<(usize, &str)> {
    let constants = symbols.lines().enumerate().filter(|(_, line)| {
        let line = line.trim_start();
        !line.starts_with("//") && line.contains("const ") && line.contains("str = \"")
    });
    constants
        .filter_map(|(number, line)| line.split('"').nth(1).map(|word| (number + 1, word)))
        .collect()
}

fn check_words(words: &[(usize, &str)], pages: &[String], found: &mut Vec<Violation>) {
    for (line, word) in words {
        if !pages.iter().any(|page| page == word) {
            let message = format!("the attribute word `{word}` has no page {PAGES}/{word}.md");
            found.push(Violation::new("attributes", SYMBOLS, *line, message));
        }
    }
    for page in pages {
        if !words.iter().any(|(_, word)| word == page) {
            let message = format!("there is no attribute word `{page}` in {SYMBOLS}");
            found.push(Violation::new(
                "attributes",
                &format!("{PAGES}/{page}.md"),
                1,
                message,
            ));
        }
    }
}

fn check_skeleton(page: &str, text: &str, found: &mut Vec<Violation>) {
    let prose = prose(text);
    let headings: Vec<&str> = prose
        .iter()
        .filter_map(|(_, line)| line.strip_prefix("## "))
        .map(str::trim)
        .collect();
    if headings != SKELETON {
        let message = format!("the headings are {headings:?}, not {SKELETON:?}");
        found.push(Violation::new("attributes", page, 1, message));
    }
}

#[cfg(test)]
mod tests {
    use super::{check_skeleton, check_words, words};

    const SYMBOLS: &str = "// const OLD: &str = \"old\";\npub(crate) const PK: &str = \"pk\";\n";

    #[test]
    fn a_word_without_a_page_and_a_page_without_a_word_are_red() {
        let words = words(SYMBOLS);
        assert_eq!(words, [(2, "pk")]);
        let mut found = Vec::new();
        check_words(&words, &["pk".to_owned()], &mut found);
        assert!(found.is_empty());
        check_words(&words, &["sk".to_owned()], &mut found);
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn a_page_without_the_skeleton_is_red() {
        let mut found = Vec::new();
        check_skeleton(
            "a",
            "# a\n## Applies to\n## Forms\n## Generates\n## Errors\n## Example\n",
            &mut found,
        );
        assert!(found.is_empty());
        check_skeleton(
            "a",
            "# a\n## Forms\n## Applies to\n## Generates\n## Errors\n## Example\n",
            &mut found,
        );
        assert_eq!(found.len(), 1);
    }
}
