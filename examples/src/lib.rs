//! Examples of dynamo-core. Every one runs on its own: `cargo run --example quickstart`.
//!
//! The code in the README, in the chapters of docs/guide and on the pages of docs/attributes runs as tests of this package:
//! `cargo test -p dynamo-examples --all-features --doc`.

/// One module for each chapter, so that its code is a doctest; and their names, so that none is forgotten.
macro_rules! chapters {
    ($($chapter:ident)*) => {
        #[cfg(all(doctest, feature = "guide"))]
        mod guide { $(
            #[doc = include_str!(concat!("../../docs/guide/", stringify!($chapter), ".md"))]
            mod $chapter {}
        )* }

        #[cfg(all(doctest, feature = "guide"))]
        #[doc = include_str!("../../README.md")]
        mod readme {}

        #[cfg(test)]
        const CHAPTERS: &[&str] = &[$(stringify!($chapter)),*];
    };
}

chapters! {
    getting_started
    keys
    single_table
    indexes
    conditions
    paging
    batches
    errors
    breaker
    versions
    streams
    testing
    postgres
    moving
    production
    generators
}

/// The same for the pages of attributes, which are called like the words: some of them are no names of modules.
macro_rules! attributes {
    ($($page:literal)*) => {
        $(
            #[cfg(all(doctest, feature = "guide"))]
            #[doc = include_str!(concat!("../../docs/attributes/", $page, ".md"))]
            const _: () = ();
        )*

        #[cfg(test)]
        const ATTRIBUTES: &[&str] = &[$($page),*];
    };
}

attributes! {
    "binary"
    "computed"
    "crate"
    "created_at"
    "default"
    "entities"
    "entity"
    "entity_attr"
    "entity_by"
    "fields"
    "flatten"
    "from"
    "gsi"
    "into"
    "key_escape"
    "list"
    "lsi"
    "max_gsi"
    "narrow"
    "no_prelude"
    "null"
    "number"
    "pk"
    "pk_attr"
    "projection"
    "readonly"
    "rename"
    "rename_all"
    "rename_fn"
    "row"
    "schema_version"
    "sensitive"
    "serde"
    "sk"
    "sk_attr"
    "skip"
    "store"
    "table"
    "try_from"
    "ttl"
    "updated_at"
    "validate"
    "version"
}

#[cfg(all(test, feature = "guide"))]
mod permissions;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    fn repository() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
    }

    /// The names of a folder's pages, sorted, without the one of contents.
    fn pages(folder: &Path) -> Vec<String> {
        let pages = fs::read_dir(folder).expect("the folder is there").flatten().map(|page| page.file_name());
        let mut pages: Vec<_> = pages.filter_map(|page| Some(page.to_str()?.strip_suffix(".md")?.to_owned())).collect();
        pages.retain(|page| page != "README");
        pages.sort_unstable();
        pages
    }

    /// The texts of all cases of ui-tests, which hold what the compiler says.
    fn said() -> String {
        let folders = fs::read_dir(repository().join("ui-tests/fail")).expect("there are cases").flatten();
        let cases = folders.filter_map(|folder| fs::read_dir(folder.path()).ok()).flat_map(Iterator::flatten);
        let texts = cases.map(|case| case.path()).filter(|path| path.extension().is_some_and(|end| end == "stderr"));
        texts.filter_map(|path| fs::read_to_string(path).ok()).collect()
    }

    #[test]
    fn the_compiler_says_what_the_page_for_generators_quotes() {
        let page = fs::read_to_string(repository().join("docs/guide/generators.md")).expect("there is such a page");
        let (_, table) = page.split_once("|---|---|---|\n").expect("a table of wrong forms");
        let said = said();
        let rows = table.lines().take_while(|line| line.starts_with('|'));
        // The bars inside of a cell are escaped.
        let quotes: Vec<_> = rows.filter_map(|row| row.rsplit(" | ").nth(1).map(str::trim)).collect();
        assert!(quotes.len() > 15, "{quotes:?}");
        for quote in quotes {
            assert!(said.contains(quote), "no case of ui-tests says: {quote}");
        }
    }

    #[test]
    fn every_chapter_is_compiled_and_listed() {
        let folder = repository().join("docs/guide");
        let contents = fs::read_to_string(folder.join("README.md")).expect("the guide has a page of contents");
        let listed = super::CHAPTERS.iter().map(|chapter| contents.find(&format!("({chapter}.md)")));
        let places: Vec<_> = listed.collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "contents and chapters differ: {places:?}");
        let pages = pages(&folder);
        let mut chapters = super::CHAPTERS.to_vec();
        chapters.sort_unstable();
        assert_eq!(pages, chapters);
    }

    #[test]
    fn every_page_of_an_attribute_is_compiled() {
        assert_eq!(pages(&repository().join("docs/attributes")), super::ATTRIBUTES);
    }
}
