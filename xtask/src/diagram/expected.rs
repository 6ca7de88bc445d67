//! What has to be on the page, read from the example's source: not from what the library has made of it.

/// Kinds and indexes, by the names they are drawn with.
pub(super) fn labels(source: &str) -> Vec<(&'static str, String)> {
    let mut found: Vec<(&'static str, String)> = Vec::new();
    for line in source.lines() {
        let label = match line {
            line if line.starts_with("struct ") => {
                line.split([' ', '{']).nth(1).map(|name| ("entity", name.to_owned()))
            }
            line if line.starts_with("#[gsi(") || line.starts_with("#[lsi(") => Some(("index", index(&line[6..]))),
            _ => None,
        };
        // Kinds share an index.
        found.extend(label.filter(|label| !found.contains(label)));
    }
    found
}

/// The name that an index is given, or else its accessor.
fn index(declaration: &str) -> String {
    let accessor = declaration.split([',', ')']).next().unwrap_or_default();
    let named = declaration.split_once("name = \"").and_then(|(_, rest)| rest.split('"').next());
    named.unwrap_or(accessor).to_owned()
}

#[cfg(test)]
mod tests {
    use super::labels;

    #[test]
    fn kinds_and_indexes_each_once() {
        let source = "#[derive(A)]\n#[gsi(gsi1, pk = \"x\", all)]\nstruct A {\n}\n#[gsi(gsi1, pk = b)]\n#[lsi(by_c, name = \"lsi-c\", sk = c)]\nstruct B {\n    x: String,\n}\n";
        let owned = |of, name: &str| (of, name.to_owned());
        assert_eq!(
            labels(source),
            [owned("index", "gsi1"), owned("entity", "A"), owned("index", "lsi-c"), owned("entity", "B")]
        );
    }
}
