use super::component::{Delimiters, char_at};
use super::{Part, Pattern, Placeholder};

/// Whether some string is a key of both patterns.
///
/// The derive asserts for the entities of an enum that it is not so, in a constant. The answer follows from the patterns
/// alone, exactly: both are read as automata, one character at a time, and a pair of positions that ends both is looked
/// for. Patterns too large for that (256 bytes of literals and digits of widths) count as overlapping.
/// Field types are not known here: two patterns that differ only in that a number stands where the other has a date overlap.
///
/// ```
/// use dynamo_core::key::{Part, Pattern, Placeholder, may_overlap};
///
/// const ID: Placeholder = Placeholder { field: "id", number: 0, width: None, sensitive: false };
/// const RUN: Placeholder = Placeholder { field: "run", number: 1, width: None, sensitive: false };
/// const STORY: Pattern =
///     Pattern { text: "STORY#{id}", parts: &[Part::Literal("STORY#"), Part::Placeholder(ID)], escape: false };
/// const STORY_RUN: Pattern = Pattern {
///     text: "STORY#{id}#{run}",
///     parts: &[Part::Literal("STORY#"), Part::Placeholder(ID), Part::Literal("#"), Part::Placeholder(RUN)],
///     escape: false,
/// };
/// const ANY: Pattern = Pattern { text: "{id}", parts: &[Part::Placeholder(ID)], escape: false };
///
/// // The last placeholder holds no `#`.
/// const _: () = assert!(!may_overlap(&STORY, &STORY_RUN));
/// const _: () = assert!(may_overlap(&STORY, &ANY));
/// ```
#[must_use]
pub const fn may_overlap(a: &Pattern, b: &Pattern) -> bool {
    if positions(a) > MAX_POSITIONS || positions(b) > MAX_POSITIONS {
        return true;
    }
    let mut search = Search::new();
    search.add(a, Position::START, b, Position::START);
    while let Some((in_a, in_b)) = search.take() {
        if in_a.is_end(a) && in_b.is_end(b) {
            return true;
        }
        let mut choice = 0;
        while let Some(symbol) = candidate(a, in_a, b, in_b, choice) {
            if let (Some(next_a), Some(next_b)) = (in_a.after(a, symbol), in_b.after(b, symbol)) {
                search.add(a, next_a, b, next_b);
            }
            choice += 1;
        }
        if search.is_full {
            return true;
        }
    }
    false
}

const MAX_POSITIONS: usize = 256;
const MAX_OPEN: usize = 1024;

/// A placeholder's steps, unless it is padded: there they count its digits.
const EMPTY: usize = 0;
const FILLED: usize = 1;
const PERCENT: usize = 2;
const PERCENT_TWO: usize = 3;
const STEPS: usize = 4;

/// A character to go on with.
#[derive(Clone, Copy)]
enum Symbol {
    Char(char),
    /// Any that neither pattern names: no delimiter, no digit, nothing escaped. All of them lead to the same places.
    Unnamed,
}

/// What has been read of a key: `step` bytes of a literal, or a placeholder's step.
#[derive(Clone, Copy)]
struct Position {
    part: usize,
    step: usize,
}

impl Position {
    const START: Self = Self { part: 0, step: 0 };

    /// Whether the key may end here.
    const fn is_end(self, pattern: &Pattern) -> bool {
        if self.part >= pattern.parts.len() {
            return true;
        }
        match &pattern.parts[self.part] {
            Part::Literal(_) => false,
            Part::Placeholder(placeholder) => self.part + 1 == pattern.parts.len() && is_filled(placeholder, self.step),
        }
    }

    /// Where a character leads; `None` when the pattern has none there.
    ///
    /// There is one way at most: the character that ends a component cannot stand in it.
    const fn after(self, pattern: &Pattern, c: Symbol) -> Option<Self> {
        if self.part >= pattern.parts.len() {
            return None;
        }
        let placeholder = match &pattern.parts[self.part] {
            Part::Literal(text) => return self.after_literal(text, c),
            Part::Placeholder(placeholder) => placeholder,
        };
        if let Some(step) = step(pattern, self, placeholder, c) {
            return Some(Self { part: self.part, step });
        }
        let next = self.part + 1;
        if !is_filled(placeholder, self.step) || next >= pattern.parts.len() {
            return None;
        }
        match &pattern.parts[next] {
            Part::Literal(text) => Self { part: next, step: 0 }.after_literal(text, c),
            Part::Placeholder(_) => None,
        }
    }

    const fn after_literal(self, text: &str, c: Symbol) -> Option<Self> {
        match (c, char_at(text.as_bytes(), self.step)) {
            (Symbol::Char(c), Some(wanted)) if c == wanted => {
                let step = self.step + c.len_utf8();
                let is_over = step >= text.len();
                Some(if is_over { Self { part: self.part + 1, step: 0 } } else { Self { part: self.part, step } })
            }
            _ => None,
        }
    }

    /// The one character that a literal wants here.
    const fn wanted(self, pattern: &Pattern) -> Option<char> {
        if self.part >= pattern.parts.len() {
            return None;
        }
        match &pattern.parts[self.part] {
            Part::Literal(text) => char_at(text.as_bytes(), self.step),
            Part::Placeholder(_) => None,
        }
    }
}

/// The step after `c` inside a placeholder; `None` when its text cannot hold `c` there.
const fn step(pattern: &Pattern, at: Position, placeholder: &Placeholder, symbol: Symbol) -> Option<usize> {
    let Symbol::Char(c) = symbol else {
        return if placeholder.width.is_none() && at.step <= FILLED { Some(FILLED) } else { None };
    };
    if Delimiters::of(pattern.parts, at.part).exclude(c) {
        return None;
    }
    match placeholder.width {
        Some(width) => {
            if c.is_ascii_digit() && at.step < width {
                Some(at.step + 1)
            } else {
                None
            }
        }
        None if pattern.escape => escaped_step(at.step, c),
        None => Some(FILLED),
    }
}

const fn escaped_step(step: usize, c: char) -> Option<usize> {
    match (step, c) {
        (EMPTY | FILLED, '%') => Some(PERCENT),
        (EMPTY | FILLED, '#' | '$') => None,
        (EMPTY | FILLED, _) => Some(FILLED),
        (PERCENT, '2') => Some(PERCENT_TWO),
        (PERCENT_TWO, '3'..='5') => Some(FILLED),
        _ => None,
    }
}

/// Whether a placeholder's text may end here.
const fn is_filled(placeholder: &Placeholder, step: usize) -> bool {
    match placeholder.width {
        Some(width) => step == width,
        None => step == FILLED,
    }
}

/// How many positions a pattern has, its end included.
const fn positions(pattern: &Pattern) -> usize {
    number_of(pattern, Position { part: pattern.parts.len(), step: 0 }) + 1
}

/// A position's number, counted from the pattern's beginning.
const fn number_of(pattern: &Pattern, position: Position) -> usize {
    let mut before = 0;
    let mut part = 0;
    while part < position.part {
        before += match &pattern.parts[part] {
            Part::Literal(text) => text.len(),
            Part::Placeholder(Placeholder { width: Some(width), .. }) => *width + 1,
            Part::Placeholder(_) => STEPS,
        };
        part += 1;
    }
    before + position.step
}

/// The characters worth trying from a pair of positions, numbered from 0.
const fn candidate(a: &Pattern, in_a: Position, b: &Pattern, in_b: Position, choice: u8) -> Option<Symbol> {
    if let Some(c) = first_of(in_a.wanted(a), in_b.wanted(b)) {
        return if choice == 0 { Some(Symbol::Char(c)) } else { None };
    }
    match choice {
        0 => Some(Symbol::Unnamed),
        1..=10 => Some(Symbol::Char((b'0' + choice - 1) as char)),
        11 => Some(Symbol::Char('%')),
        12 => Some(delimiter(a, in_a)),
        13 => Some(delimiter(b, in_b)),
        _ => None,
    }
}

const fn first_of(a: Option<char>, b: Option<char>) -> Option<char> {
    if a.is_some() { a } else { b }
}

const fn delimiter(pattern: &Pattern, at: Position) -> Symbol {
    match Delimiters::of(pattern.parts, at.part).after {
        Some(c) => Symbol::Char(c),
        None => Symbol::Unnamed,
    }
}

/// The pairs of positions that some beginning of a key leads to: those seen, and of these the ones to go on from.
struct Search {
    seen: [[u64; MAX_POSITIONS / 64]; MAX_POSITIONS],
    open: [(Position, Position); MAX_OPEN],
    waiting: usize,
    is_full: bool,
}

impl Search {
    const fn new() -> Self {
        Self {
            seen: [[0; MAX_POSITIONS / 64]; MAX_POSITIONS],
            open: [(Position::START, Position::START); MAX_OPEN],
            waiting: 0,
            is_full: false,
        }
    }

    const fn add(&mut self, a: &Pattern, in_a: Position, b: &Pattern, in_b: Position) {
        let (row, column) = (number_of(a, in_a), number_of(b, in_b));
        let (word, bit) = (column / 64, 1 << (column % 64));
        if self.seen[row][word] & bit != 0 {
            return;
        }
        self.seen[row][word] |= bit;
        if self.waiting == MAX_OPEN {
            self.is_full = true;
            return;
        }
        self.open[self.waiting] = (in_a, in_b);
        self.waiting += 1;
    }

    const fn take(&mut self) -> Option<(Position, Position)> {
        if self.waiting == 0 {
            return None;
        }
        self.waiting -= 1;
        Some(self.open[self.waiting])
    }
}
