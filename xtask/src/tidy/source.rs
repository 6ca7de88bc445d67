//! Rust text as the rules see it: comments, literals and tests are blanked out, positions stay.

/// A source file.
pub(super) struct Source {
    /// From the root of the repository, with slashes.
    pub(super) path: String,
    /// As it is on disk.
    pub(super) text: String,
    /// The same length, with comments, the insides of literals and `#[cfg(test)]` items replaced by spaces.
    pub(super) code: String,
}

impl Source {
    pub(super) fn new(path: &str, text: &str) -> Self {
        let mut code = blank_literals(text);
        blank_tests(&mut code);
        let code = if is_test_file(path) { blanked(&code, 0, code.len()) } else { code };
        let code = String::from_utf8_lossy(&code).into_owned();
        Self { path: path.to_owned(), text: text.to_owned(), code }
    }

    /// The line (from 1) of a byte position in `code`.
    pub(super) fn line(&self, at: usize) -> usize {
        1 + self.code.as_bytes().iter().take(at).filter(|&&byte| byte == b'\n').count()
    }

    /// The positions of `word` in the code where it is a whole word.
    pub(super) fn words<'a>(&'a self, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        let bytes = self.code.as_bytes();
        self.code.match_indices(word).map(|(at, _)| at).filter(move |&at| {
            let before = at.checked_sub(1).and_then(|before| bytes.get(before));
            let after = bytes.get(at + word.len());
            !before.is_some_and(|&byte| is_word(byte)) && !after.is_some_and(|&byte| is_word(byte))
        })
    }
}

/// A letter, digit or underscore.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn is_test_file(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

/// The position of the brace that closes the one at `open`.
pub(super) fn closing_brace(code: &[u8], open: usize) -> usize {
    let mut depth = 0usize;
    for (at, byte) in code.iter().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth <= 1 => return at,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

/// The first `{` or `;` from `from` on that is outside parentheses and brackets.
pub(super) fn body_or_end(code: &[u8], from: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in code.iter().enumerate().skip(from) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            b'{' | b';' if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

fn blanked(code: &[u8], from: usize, to: usize) -> Vec<u8> {
    let mut code = code.to_vec();
    blank(&mut code, from, to);
    code
}

fn blank(code: &mut [u8], from: usize, to: usize) {
    for byte in code.iter_mut().take(to).skip(from) {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

fn blank_tests(code: &mut [u8]) {
    const WHOLE_FILE: &[u8] = b"#![cfg(test)]";
    const ITEM: &[u8] = b"#[cfg(test)]";
    if find(code, WHOLE_FILE, 0).is_some() {
        blank(code, 0, code.len());
    }
    let mut from = 0;
    while let Some(start) = find(code, ITEM, from) {
        from = match body_or_end(code, start + ITEM.len()) {
            Some(open) if code.get(open) == Some(&b'{') => closing_brace(code, open) + 1,
            Some(end) => end + 1,
            None => code.len(),
        };
        blank(code, start, from);
    }
}

fn find(code: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let rest = code.get(from..)?;
    rest.windows(what.len()).position(|window| window == what).map(|at| from + at)
}

/// Replaces comments and the insides of text and character literals by spaces.
fn blank_literals(text: &str) -> Vec<u8> {
    let source = text.as_bytes();
    let mut code = source.to_vec();
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        let starts_word = at == 0 || !is_word(source[at - 1]) || matches!(source[at - 1], b'b' | b'c');
        let (blank_to, next) = match rest[0] {
            b'/' if rest.starts_with(b"//") => both(at + line_comment(rest)),
            b'/' if rest.starts_with(b"/*") => both(at + block_comment(rest)),
            b'"' => quoted(at, text_literal(rest)),
            b'r' if starts_word => match raw_literal(rest) {
                Some(length) => both(at + length),
                None => (at, at + 1),
            },
            b'\'' => match character_literal(rest) {
                Some(length) => quoted(at, length),
                None => (at, at + 1),
            },
            _ => (at, at + 1),
        };
        let start = if matches!(rest[0], b'"' | b'\'') { at + 1 } else { at };
        blank(&mut code, start, blank_to);
        at = next;
    }
    code
}

fn both(end: usize) -> (usize, usize) {
    (end, end)
}

/// The closing quote stays.
fn quoted(at: usize, length: usize) -> (usize, usize) {
    (at + length.saturating_sub(1), at + length)
}

fn line_comment(rest: &[u8]) -> usize {
    rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len())
}

fn block_comment(rest: &[u8]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

fn text_literal(rest: &[u8]) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// `r"…"`, `r#"…"#`; `None` for raw identifiers and words that begin with `r`.
fn raw_literal(rest: &[u8]) -> Option<usize> {
    let hashes = rest[1..].iter().take_while(|&&byte| byte == b'#').count();
    if rest.get(1 + hashes) != Some(&b'"') {
        return None;
    }
    let mut end = vec![b'"'];
    end.extend(std::iter::repeat_n(b'#', hashes));
    let body = 2 + hashes;
    Some(find(rest, &end, body).map_or(rest.len(), |at| at + end.len()))
}

/// `'x'` or `'\n'`; `None` for lifetimes.
fn character_literal(rest: &[u8]) -> Option<usize> {
    if rest.get(1) == Some(&b'\\') {
        let end = rest.iter().skip(3).position(|&byte| byte == b'\'')?;
        return Some(end + 4);
    }
    let width = match rest.get(1)? {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    };
    (rest.get(1 + width) == Some(&b'\'')).then_some(width + 2)
}

#[cfg(test)]
mod tests {
    use super::Source;

    fn code(text: &str) -> String {
        Source::new("dynamo-core/src/a.rs", text).code
    }

    #[test]
    fn comments_and_literals_are_blank_and_positions_stay() {
        let text = "let a = \"x } {\"; // }\nlet b = r#\"\"}\"#; /* } /* } */ } */ let c = '}';";
        let code = code(text);
        assert_eq!(code.len(), text.len());
        assert!(!code.contains('}') && !code.contains('{'), "{code}");
        assert!(code.contains("let c ="));
    }

    #[test]
    fn lifetimes_and_raw_identifiers_are_code() {
        let text = "fn f<'a>(r#type: &'a str) -> char { '\\'' }";
        assert!(code(text).contains("fn f<'a>(r#type: &'a str) -> char { "));
        assert!(code("let x = 'é'; y()").ends_with("y()"));
    }

    #[test]
    fn tests_are_blank() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { x.unwrap() } }\n#[cfg(test)]\nuse x::y;\nfn c() {}";
        let code = code(text);
        assert!(code.contains("fn a") && code.contains("fn c"));
        assert!(!code.contains("fn b") && !code.contains("x::y"));
        assert!(!Source::new("dynamo-core/src/key/tests.rs", "fn a() {}").code.contains("fn"));
    }
}
