//! Names are anybody's texts: what they could be taken for is written so that it stands for itself.

/// For the text and the attribute values of HTML and SVG. Control characters, which neither may hold, become visible.
pub(super) fn markup(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // Also those that turn the order of a line around.
            c if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {
                escaped.push('\u{fffd}');
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// For a quoted label of Mermaid, whose own escapes are `#35;`.
pub(super) fn mermaid(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            'a'..='z'
            | 'A'..='Z'
            | '0'..='9'
            | ' '
            | '_'
            | '-'
            | '.'
            | ','
            | ':'
            | '='
            | '/'
            | '('
            | ')'
            | '{'
            | '}'
            | '|' => {
                escaped.push(character);
            }
            c if c.is_control() => escaped.push('\u{fffd}'),
            c => escaped.push_str(&format!("#{};", u32::from(c))),
        }
    }
    escaped
}
