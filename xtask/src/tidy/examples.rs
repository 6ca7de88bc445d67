//! Rule `examples`: what users can name has an example in its documentation: types, traits and functions of the library, and the methods of `Db`.
//!
//! Methods of other types are shown by the example of their type. What cannot have one is in [`NONE`] with the reason.

use std::{collections::BTreeMap, path::Path};

use super::{
    Violation,
    source::{Source, closing_brace, is_word},
    sources,
};
use crate::Failure;

const LIBRARY: &str = "dynamo-core/src";
/// The type that has an example for each of its methods.
const HANDLE: &str = "Db";
/// What needs no example of its own, by its path or that of its module, and why.
const NONE: [(&str, &[&str]); 3] = [
    (
        "only generated code names it",
        &[
            "expr::any::set_field",
            "expr::path::field",
            "expr::path::field_or",
            "expr::path::member",
            "expr::path::member_or",
            "schema::attribute::FieldShape",
            "schema::attribute::Special",
            "schema::attribute::attributes",
            "schema::attribute_name",
            "schema::checks",
            "schema::distinct",
            "schema::placeholder",
            "table::entities::no_such_kind",
            "table::index::reads",
            "table::key_columns",
            "table::key_values",
            "table::number",
            "table::row",
            "table::sort::SortParts",
            "table::streamed::entity_image",
            "table::streamed::is_entity_key",
            "value::attribute::Given",
            "value::columns",
            "value::derived",
            "value::json::sink",
            "value::slot",
            "value::style",
            "value::writer",
        ],
    ),
    (
        "a marker, or a sealed trait that only messages of the compiler name; ui cases show them",
        &[
            "expr::operand::Comparable",
            "expr::removes",
            "expr::scope::Allows",
            "expr::scope::AllowsFixed",
            "expr::scope::AllowsKey",
            "expr::scope::Computes",
            "expr::scope::Filters",
            "expr::scope::Holds",
            "expr::scope::Updates",
            "expr::selection::SelectScope",
            "operation::exactly_once::Transacts",
            "operation::outcome::OnItem",
            "operation::run::Write",
            "operation::target::Decides",
            "operation::upgrade_all::Upgrades",
            "operation::wanted::Wanted",
            "table::index::ConsistentReads",
            "table::index::HasIndex",
            "table::index::ReadAs",
            "table::lock",
            "table::sort::Prefixes",
            "table::sort::Ranges",
            "value::attribute::Element",
            "value::key_kind",
            "value::kind",
            "value::removable",
            "value::types::set",
        ],
    ),
    (
        "a state of a builder or a path, which stands in its type only: the builder shows it",
        &[
            "expr::operand::Assigned",
            "expr::operand::Values",
            "expr::scope::Defaulted",
            "expr::scope::Keyed",
            "expr::scope::Maybe",
            "operation::answers",
            "operation::read",
            "operation::returned",
            "operation::row",
            "operation::sight",
            "operation::target::ByKey",
            "operation::target::Decided",
            "operation::wanted::AskedList",
            "operation::wanted::Found",
            "operation::wanted::HowRead",
            "operation::wanted::List",
            "operation::wanted::One",
            "table::schema_versioned::Steps",
            "table::schema_versioned::Unsaid",
        ],
    ),
];

/// Something that users can name.
struct Named {
    /// The path of its module and its name: `expr::path::Path`.
    path: String,
    file: String,
    line: usize,
    has_example: bool,
}

pub(super) fn check(root: &Path, found: &mut Vec<Violation>) -> Result<(), Failure> {
    let named = named(&sources(root, LIBRARY)?);
    check_all(&named, found);
    for none in exempt().filter(|none| !named.iter().any(|item| is_in(none, &item.path))) {
        let message = format!("`{none}` is an exception, and nothing is called so");
        found.push(Violation::new("examples", "xtask/src/tidy/examples.rs", 1, message));
    }
    Ok(())
}

fn check_all(named: &[Named], found: &mut Vec<Violation>) {
    for item in named.iter().filter(|item| !item.has_example && !exempt().any(|none| is_in(none, &item.path))) {
        let message = format!("`{}` has no example in its documentation", item.path);
        found.push(Violation::new("examples", &item.file, item.line, message));
    }
}

/// All that users can name.
fn named(library: &[Source]) -> Vec<Named> {
    let modules: Modules<'_> = library.iter().map(|source| (module(&source.path), source)).collect();
    let mut all = Vec::new();
    for (module, source) in &modules {
        for (at, name) in items(source, 0) {
            if is_reachable(&modules, module, name) {
                all.push(Named::new(source, at, join(module, name)));
            }
        }
        for (at, name) in methods(source) {
            all.push(Named::new(source, at, format!("{HANDLE}::{name}")));
        }
    }
    all.sort_by(|one, other| one.path.cmp(&other.path));
    all
}

fn exempt() -> impl Iterator<Item = &'static str> {
    NONE.iter().flat_map(|(_, paths)| *paths).copied()
}

/// Whether a path is that of an exception, or inside of it.
fn is_in(none: &str, path: &str) -> bool {
    path.strip_prefix(none).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

impl Named {
    fn new(source: &Source, line: usize, path: String) -> Self {
        let (docs, hidden) = docs(source, line);
        Self { path, file: source.path.clone(), line, has_example: docs.contains("```") || hidden }
    }
}

type Modules<'a> = BTreeMap<Vec<String>, &'a Source>;

/// `dynamo-core/src/expr/mod.rs` is `expr`.
fn module(path: &str) -> Vec<String> {
    let inside = path.split_once("/src/").map_or(path, |(_, inside)| inside);
    let names = inside.trim_end_matches(".rs").split('/').filter(|name| !matches!(*name, "mod" | "lib"));
    names.map(str::to_owned).collect()
}

fn join(module: &[String], name: &str) -> String {
    module.iter().map(String::as_str).chain([name]).collect::<Vec<_>>().join("::")
}

/// The lines and names of types, traits and functions that are public in their module.
fn items(source: &Source, indent: usize) -> Vec<(usize, &str)> {
    let lines = source.code.lines().enumerate();
    lines.filter_map(|(number, line)| Some((number + 1, declared(line, indent)?))).collect()
}

fn declared(line: &str, indent: usize) -> Option<&str> {
    let spaces = line.len() - line.trim_start().len();
    let mut rest = line.trim_start().strip_prefix("pub ").filter(|_| spaces == indent)?;
    while let Some(after) = ["async ", "const "].iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after;
    }
    let rest = ["struct ", "enum ", "trait ", "fn "].iter().find_map(|word| rest.strip_prefix(word))?;
    rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()
}

/// The public methods in `impl Db { … }`.
fn methods(source: &Source) -> Vec<(usize, &str)> {
    let heads = source.code.match_indices(&format!("\nimpl {HANDLE} {{")).map(|(at, _)| at).collect::<Vec<_>>();
    let bodies: Vec<_> = heads
        .iter()
        .map(|&at| {
            let open = source.code.get(at..).and_then(|rest| rest.find('{')).unwrap_or_default() + at;
            (source.line(open), source.line(closing_brace(source.code.as_bytes(), open)))
        })
        .collect();
    let inside = |line: usize| bodies.iter().any(|(from, to)| (*from..=*to).contains(&line));
    items(source, 4).into_iter().filter(|(line, _)| inside(*line)).collect()
}

/// The documentation above a line, and whether it is hidden from readers.
fn docs(source: &Source, line: usize) -> (String, bool) {
    let lines: Vec<&str> = source.text.lines().take(line - 1).map(str::trim).collect();
    let mut above = Vec::new();
    let mut in_attribute = false;
    for text in lines.into_iter().rev() {
        in_attribute |= matches!(text, ")]" | "]");
        if !in_attribute && !text.starts_with("//") && !text.starts_with("#[") {
            break;
        }
        in_attribute &= !text.starts_with("#[");
        above.push(text);
    }
    let docs = above.iter().filter(|text| text.starts_with("///")).copied().collect::<Vec<_>>().join("\n");
    (docs, above.contains(&"#[doc(hidden)]"))
}

/// Whether there is a public way from the root to a name: public modules, or a `pub use` above a private one.
fn is_reachable(modules: &Modules<'_>, module: &[String], name: &str) -> bool {
    let Some((last, parents)) = module.split_last() else { return true };
    let declared =
        |visibility: &str| modules.get(parents).and_then(|parent| line_of(parent, &format!("{visibility}mod {last};")));
    if let Some((parent, line)) = declared("pub ") {
        return !docs(parent, line).1 && is_reachable(modules, parents, name);
    }
    (0..module.len()).rev().map(|depth| &module[..depth]).any(|above| {
        modules.get(above).is_some_and(|source| exports(source, name)) && is_reachable(modules, above, name)
    })
}

fn line_of<'a>(source: &'a Source, text: &str) -> Option<(&'a Source, usize)> {
    let line = source.code.lines().position(|line| line == text)?;
    Some((source, line + 1))
}

/// Whether a module has a `pub use` of that name that is not hidden.
fn exports(source: &Source, name: &str) -> bool {
    const USE: &str = "\npub use ";
    source.code.match_indices(USE).any(|(at, _)| {
        let statement = source.code.get(at + USE.len()..).and_then(|rest| rest.split(';').next()).unwrap_or_default();
        let named = statement.split(|c: char| !u8::try_from(c).is_ok_and(is_word)).any(|word| word == name);
        named && !docs(source, source.line(at + 1)).1
    })
}

#[cfg(test)]
mod tests {
    use super::{Source, check_all, is_in, named};

    const ROOT: &str = "pub mod open;\nmod shut;\n#[doc(hidden)]\npub mod door;\npub use shut::Shown;\n";
    const OPEN: &str = "/// Has one.\n///\n/// ```\n/// let a = 1; // }\n/// ```\n#[derive(\n    Debug\n)]\npub struct Has {}\n\npub(crate) fn inner() {}\npub async fn lacks() {}\n\
        /// ```\n/// ```\npub struct Other;\n#[doc(hidden)]\npub trait Hidden {}\n\nimpl Db {\n    /// None.\n    pub fn get(&self) {}\n}\n\nimpl Other {\n    pub fn set(&self) {}\n}\n";

    fn red() -> Vec<String> {
        let file = |path: &str, text: &str| Source::new(&format!("dynamo-core/src/{path}.rs"), text);
        let shut = "pub struct Shown;\npub struct Unseen;\n";
        let library = [file("lib", ROOT), file("open/mod", OPEN), file("shut", shut), file("door", "pub fn f() {}\n")];
        let mut found = Vec::new();
        check_all(&named(&library), &mut found);
        found.into_iter().map(|violation| violation.message).collect()
    }

    #[test]
    fn what_users_can_name_and_has_no_example_is_red() {
        let none = |path: &str| format!("`{path}` has no example in its documentation");
        assert_eq!(red(), [none("Db::get"), none("open::lacks"), none("shut::Shown")]);
    }

    #[test]
    fn exceptions_are_of_modules_and_names() {
        assert!(is_in("value::kind", "value::kind::Text") && is_in("expr::path::field", "expr::path::field"));
        assert!(!is_in("value::kind", "value::kinds::Text") && !is_in("expr::path::field", "expr::path::field_of"));
    }
}
