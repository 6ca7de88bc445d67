//! Rule `size`: files under 400 lines, functions under 70.

use super::{
    Violation,
    source::{Source, body_or_end, closing_brace, is_word},
};

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 70;

pub(super) fn check(source: &Source, found: &mut Vec<Violation>) {
    let lines = source.text.lines().count();
    if lines >= FILE_LINES {
        let message = format!("{lines} lines: a file stays under {FILE_LINES}, split it by concept");
        found.push(Violation::new("size", &source.path, lines, message));
    }
    for at in source.words("fn") {
        if let Some((name, lines)) = function(source, at)
            && lines >= FUNCTION_LINES
        {
            let message = format!("`{name}` has {lines} lines: a function stays under {FUNCTION_LINES}");
            found.push(Violation::new("size", &source.path, source.line(at), message));
        }
    }
}

/// Name and number of lines of the function whose `fn` is at `at`; `None` for types and declarations.
fn function(source: &Source, at: usize) -> Option<(String, usize)> {
    let code = source.code.as_bytes();
    let name: String = source.code[at + 2..].trim_start().chars().take_while(|c| is_word(*c as u8)).collect();
    if name.is_empty() {
        return None;
    }
    let open = body_or_end(code, at)?;
    if code[open] != b'{' {
        return None;
    }
    let close = closing_brace(code, open);
    Some((name, source.line(close) - source.line(at) + 1))
}

#[cfg(test)]
mod tests {
    use super::{Source, check};

    fn red(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        check(&Source::new("dynamo-core/src/a.rs", text), &mut found);
        found.into_iter().map(|violation| violation.message).collect()
    }

    #[test]
    fn a_long_file_is_red() {
        assert!(red(&"// x\n".repeat(399)).is_empty());
        assert!(red(&"// x\n".repeat(400))[0].starts_with("400 lines"));
    }

    #[test]
    fn a_long_function_is_red_and_named() {
        let function = |lines: usize| {
            let body = "    let s = \"}\";\n".repeat(lines - 2);
            format!("fn short() {{}}\nfn pointer(f: fn(u8) -> [u8; 2]) {{\n{body}}}\nfn after() {{}}\n")
        };
        assert!(red(&function(69)).is_empty());
        assert!(red(&function(70))[0].starts_with("`pointer` has 70 lines"));
    }
}
