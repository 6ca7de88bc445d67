//! The little of Markdown that the rules need: lines, fenced blocks, headings.

/// A fenced block.
pub(crate) struct Block<'a> {
    /// The line of the opening fence, from 1.
    pub(crate) line: usize,
    /// The words behind the opening fence: `rust`, `text imports`.
    pub(crate) info: &'a str,
    /// The lines between the fences.
    pub(crate) lines: Vec<&'a str>,
    /// The line of text before the opening fence that is not empty.
    pub(crate) before: &'a str,
}

/// All fenced blocks.
pub(crate) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let (mut open, mut before) = (false, "");
    for (number, line) in text.lines().enumerate() {
        match (line.trim_start().strip_prefix("```"), open) {
            (Some(info), false) => {
                blocks.push(Block { line: number + 1, info: info.trim(), lines: Vec::new(), before });
                open = true;
            }
            (Some(_), true) => open = false,
            (None, true) => blocks.last_mut().into_iter().for_each(|block| block.lines.push(line)),
            (None, false) if !line.trim().is_empty() => before = line.trim(),
            (None, false) => {}
        }
    }
    blocks
}

/// Lines outside fenced blocks, with their numbers from 1.
pub(super) fn prose(text: &str) -> Vec<(usize, &str)> {
    let mut open = false;
    let outside = text.lines().enumerate().filter(|(_, line)| {
        let fence = line.trim_start().starts_with("```");
        open ^= fence;
        !open && !fence
    });
    outside.map(|(number, line)| (number + 1, line)).collect()
}

/// The anchors of all headings, as code hosts make them.
pub(super) fn anchors(text: &str) -> Vec<String> {
    let headings = prose(text).into_iter().filter_map(|(_, line)| line.strip_prefix('#'));
    headings.map(|heading| anchor(heading.trim_start_matches('#').trim())).collect()
}

fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::{anchors, blocks, prose};

    const TEXT: &str = "# A `b` c\n\ntext\n```rust x\nlet a;\n# no heading\n```\n## Two words\n";

    #[test]
    fn blocks_prose_and_anchors() {
        let found = blocks(TEXT);
        assert_eq!((found[0].line, found[0].info, found[0].before), (4, "rust x", "text"));
        assert_eq!(found[0].lines, ["let a;", "# no heading"]);
        assert_eq!(prose(TEXT).last(), Some(&(8, "## Two words")));
        assert_eq!(anchors(TEXT), ["a-b-c", "two-words"]);
    }
}
