//! What stands in the boxes of the drawing, line by line.

use super::{Access, DrawnEntity, DrawnIndex, DrawnKey, DrawnTable};

/// The characters that a line of a box holds. Wide ones count twice.
const COLUMNS: usize = 64;
/// Those of a heading, which is larger and leaves room for the box's mark.
const TITLE_COLUMNS: usize = 44;
/// How far continued and subordinate lines are moved in.
pub(super) const INDENT: usize = 2;
/// The room for what stands before a key.
pub(super) const LEAD: usize = 11;

/// A box.
pub(super) struct Card {
    /// What it is, for the style: `entity`.
    pub(super) class: &'static str,
    /// Its name, whole.
    pub(super) name: String,
    /// The word in its corner.
    pub(super) mark: &'static str,
    /// Its heading, in as many lines as it takes.
    pub(super) title: Vec<String>,
    pub(super) lines: Vec<Line>,
}

/// A line of a box.
pub(super) struct Line {
    pub(super) style: Style,
    /// What stands before a key: whether it is the partition key or the sort key.
    pub(super) lead: &'static str,
    pub(super) indent: usize,
    pub(super) text: String,
    /// Whether it begins inside of a placeholder that the line before has opened.
    pub(super) in_placeholder: bool,
    /// The kind whose part of an index begins here.
    pub(super) entry: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// A word above what follows.
    Heading,
    /// How a key is made, or what it has to be: placeholders stand out.
    Key,
    /// Rust.
    Call,
    /// The rest.
    Plain,
}

impl Card {
    fn new(class: &'static str, mark: &'static str, name: &str) -> Self {
        Self { class, name: name.to_owned(), mark, title: wrap(name, TITLE_COLUMNS), lines: Vec::new() }
    }

    pub(super) fn of_entity(entity: &DrawnEntity) -> Self {
        let mut card = Self::new("entity", "KIND", &entity.name);
        card.keys(std::slice::from_ref(&entity.pk), entity.sk.as_slice());
        card.heading("holds", None);
        let optional = |optional| if optional { "?" } else { "" };
        let attributes = entity.attributes.iter();
        // A name and its type stay in one line.
        let attributes = attributes.map(|one| format!("{}\u{a0}{}{}", one.name, one.stored, optional(one.optional)));
        card.push(Style::Plain, 0, &attributes.collect::<Vec<_>>().join(", "));
        for remark in &entity.remarks {
            card.push(Style::Plain, 0, remark);
        }
        card.reads(&entity.reads);
        card
    }

    pub(super) fn of_index(table: &DrawnTable, index: &DrawnIndex) -> Self {
        let mut card = Self::new("index", if index.local { "LSI" } else { "GSI" }, &index.name);
        for entry in &index.entries {
            let entity = &table.entities[entry.entity].name;
            card.heading(&format!("of {entity}"), Some(entry.entity));
            card.keys(&entry.pk, &entry.sk);
            card.push(Style::Plain, 0, &format!("holds {}", entry.holds()));
            card.reads(&entry.reads);
        }
        card
    }

    fn heading(&mut self, text: &str, entry: Option<usize>) {
        let first = self.lines.len();
        self.push(Style::Heading, 0, text);
        if let Some(line) = self.lines.get_mut(first) {
            line.entry = entry;
        }
    }

    fn keys(&mut self, pk: &[DrawnKey], sk: &[DrawnKey]) {
        for (role, keys) in [("partition", pk), ("sort", sk)] {
            for (number, key) in keys.iter().enumerate() {
                let lead = if number == 0 { role } else { "" };
                let at = self.lines.len();
                self.push(Style::Key, LEAD, &format!("{}  {}", key.text(), key.key_type.word()));
                self.lines[at].lead = lead;
            }
        }
    }

    fn reads(&mut self, reads: &[Access]) {
        self.heading("read by", None);
        for access in reads {
            self.call(&format!("{}({})", access.reads.operation(), access.call));
            self.push(Style::Key, INDENT, &access.keys);
        }
    }

    /// In one line, or in two where the sort key is narrowed, as `cargo fmt` would have it.
    fn call(&mut self, text: &str) {
        let narrowed = text.find(".sk(").filter(|_| text.chars().map(columns_of).sum::<usize>() > COLUMNS - 2 * INDENT);
        let (partition, narrowed) = text.split_at(narrowed.unwrap_or(text.len()));
        self.push(Style::Call, 0, partition);
        if !narrowed.is_empty() {
            self.push(Style::Call, 2 * INDENT, narrowed);
        }
    }

    /// A text in as many lines as it takes.
    fn push(&mut self, style: Style, indent: usize, text: &str) {
        let mut in_placeholder = false;
        for (at, text) in wrap(text, COLUMNS - indent.max(INDENT) - INDENT).into_iter().enumerate() {
            let indent = if at == 0 { indent } else { indent + INDENT };
            let opened = text.chars().rev().find(|c| matches!(c, '{' | '}'));
            let goes_on = opened.map_or(in_placeholder, |last| last == '{');
            self.lines.push(Line { style, lead: "", indent, text, in_placeholder, entry: None });
            in_placeholder = goes_on;
        }
    }
}

/// Cuts a text into lines: behind the last character of a line that separates words, else wherever the line is full.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let (mut lines, mut line, mut width) = (Vec::new(), String::new(), 0);
    for character in text.chars() {
        if width + columns_of(character) > columns {
            let rest = line.split_off(end_of_words(&line));
            lines.push(std::mem::replace(&mut line, rest));
            width = line.chars().map(columns_of).sum();
        }
        line.push(character);
        width += columns_of(character);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Where a full line is cut: in its second half, or at its end.
fn end_of_words(line: &str) -> usize {
    let separates = |c: char| matches!(c, ' ' | ',' | '.' | '#' | '-' | '/' | ':');
    let end = line.char_indices().rev().find(|(_, c)| separates(*c)).map(|(at, c)| at + c.len_utf8());
    end.filter(|end| *end > line.len() / 2).unwrap_or(line.len())
}

/// From U+1100 on there are scripts whose characters are as wide as two.
fn columns_of(character: char) -> usize {
    if u32::from(character) < 0x1100 { 1 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_are_cut_behind_words_or_anywhere() {
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("abcde", 5), ["abcde"]);
        assert_eq!(wrap("abc def", 5), ["abc ", "def"]);
        assert_eq!(wrap("abcdefghijk", 5), ["abcde", "fghij", "k"]);
        assert_eq!(wrap("STORY#{id}#RUN#{run}", 12), ["STORY#{id}#", "RUN#{run}"]);
        assert_eq!(wrap("日本語", 4), ["日本", "語"]);
        // A separator near the beginning would leave a line almost empty.
        assert_eq!(wrap("a bcdefghijk", 8), ["a bcdefg", "hijk"]);
    }
}
