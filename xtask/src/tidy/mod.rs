//! `cargo xtask tidy`: the layout rules of docs/architecture.md.
//!
//! One file per rule; a rule takes texts and gives back violations, so that its tests need no files.

mod attributes;
mod cases;
mod examples;
mod exceptions;
mod excerpts;
mod features;
mod imports;
mod links;
mod markdown;
mod names;
mod panics;
mod size;
mod source;

use std::{fmt, path::Path};

use crate::{
    Failure,
    repository::{files, read, root},
};
pub(crate) use markdown::blocks;
use source::Source;

/// The packages whose sources obey the rules on library code.
const LIBRARIES: [&str; 2] = ["dynamo-core/src", "dynamo-derive/src"];
/// Where the import table is.
const ARCHITECTURE: &str = "docs/architecture.md";

/// A rule that is broken somewhere.
#[derive(Debug, PartialEq)]
struct Violation {
    rule: &'static str,
    file: String,
    line: usize,
    message: String,
}

impl Violation {
    fn new(rule: &'static str, file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { rule, file: file.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {} [{}]", self.file, self.line, self.message, self.rule)
    }
}

pub(crate) fn run() -> Result<(), Failure> {
    let root = root();
    let found = exceptions::apply(exceptions::EXCEPTIONS, violations(&root)?);
    for violation in &found {
        println!("{violation}");
    }
    match found.len() {
        0 => {
            println!("tidy: every rule holds");
            Ok(())
        }
        count => Err(format!("tidy: {count} violations")),
    }
}

/// Every violation of every rule, before exceptions.
fn violations(root: &Path) -> Result<Vec<Violation>, Failure> {
    let mut found = Vec::new();
    let architecture = read(&root.join(ARCHITECTURE))?;
    let table = imports::Table::parse(ARCHITECTURE, &architecture, &mut found);
    for library in LIBRARIES {
        for source in sources(root, library)? {
            size::check(&source, &mut found);
            panics::check(&source, &mut found);
            names::check_globs(&source, &mut found);
            table.check(&source, &mut found);
        }
    }
    for path in files(root, "rs")? {
        names::check_module(&relative(root, &path), &mut found);
    }
    for path in files(root, "md")? {
        let (name, text) = (relative(root, &path), read(&path)?);
        links::check(root, &name, &text, &mut found);
        excerpts::check(root, &name, &text, &mut found);
    }
    attributes::check(root, &mut found)?;
    cases::check(root, &mut found)?;
    features::check(root, &mut found)?;
    examples::check(root, &mut found)?;
    Ok(found)
}

fn sources(root: &Path, folder: &str) -> Result<Vec<Source>, Failure> {
    let paths = files(&root.join(folder), "rs")?;
    paths.iter().map(|path| Ok(Source::new(&relative(root, path), &read(path)?))).collect()
}

/// The path from the root, with slashes, as it is printed.
fn relative(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
