//! The drawing: a panel for each table, with the kinds on its left and the indexes on its right.

use std::fmt::Write;

use super::card::{Card, LEAD, Line, Style, wrap};
use super::escape::markup;
use super::{Diagram, DrawnTable};

/// All lengths are in pixels. A character of the fonts asked for is 0.6 of their size wide; a little more is taken for it.
const WIDTH: usize = 1280;
const MARGIN: usize = 16;
const PADDING: usize = 24;
const CARD: usize = 552;
const GAP: usize = 24;
const INSET: usize = 18;
const LINE: usize = 20;
const TITLE: usize = 22;
const TABLE: usize = 26;
/// The characters of a table's name that a line holds.
const TABLE_COLUMNS: usize = 92;
const HEADING: usize = 30;
const CHARACTER: usize = 8;
/// From the top of a box to the baseline of its title.
const TITLE_TOP: usize = 34;
/// From a title to the first line.
const TITLE_GAP: usize = 6;
const COLOURS: usize = 6;

/// The style: two sets of colours, and nothing from anywhere else. Its names begin with `dm-`, since a page shares them.
const STYLE: &str = include_str!("style.css");

pub(super) fn drawing(diagram: &Diagram) -> String {
    let mut canvas = Canvas::default();
    let mut y = MARGIN;
    for table in &diagram.tables {
        y += canvas.panel(table, y) + MARGIN;
    }
    let height = y.max(2 * MARGIN);
    let label = diagram.tables.iter().map(|table| table.name.as_str()).collect::<Vec<_>>().join(", ");
    let label = markup(&format!("tables: {label}"));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"dm\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" \
         height=\"{height}\" role=\"img\" aria-label=\"{label}\">\n<style>\n{STYLE}</style>\n\
         <rect class=\"dm-paper\" width=\"{WIDTH}\" height=\"{height}\"/>\n{}</svg>\n",
        canvas.0
    )
}

/// What is drawn so far.
#[derive(Default)]
struct Canvas(String);

/// A box, and where its upper left corner is.
struct Placed {
    card: Card,
    x: usize,
    y: usize,
}

impl Canvas {
    fn add(&mut self, element: impl std::fmt::Display) {
        // Writing to a text cannot fail.
        let _ = writeln!(self.0, "{element}");
    }

    /// Draws a table, and says how high its panel is.
    fn panel(&mut self, table: &DrawnTable, top: usize) -> usize {
        let (names, heads) = (wrap(&table.name, TABLE_COLUMNS), heads(table));
        let below = top + 38 + TABLE * (names.len() - 1);
        let first = below + 26 + LINE * heads.len();
        let (entities, indexes, bottom) = placed(table, first);
        let height = bottom + PADDING - top;
        let width = WIDTH - 2 * MARGIN;
        self.add(format_args!(
            "<g data-table=\"{}\">\n<rect class=\"dm-panel\" x=\"{MARGIN}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"14\"/>",
            markup(&table.name)
        ));
        let x = MARGIN + PADDING;
        self.text("dm-mark dm-word", x, top + 37, "TABLE");
        self.add("<g class=\"dm-name\">");
        for (at, line) in names.iter().enumerate() {
            self.text("dm-table", x + 64, top + 38 + TABLE * at, line);
        }
        self.add("</g>");
        for (at, line) in heads.iter().enumerate() {
            self.text("dm-plain", x, below + 24 + LINE * at, line);
        }
        for (at, placed) in entities.iter().chain(&indexes).enumerate() {
            let colour = at.checked_sub(entities.len()).map(|index| index % COLOURS);
            self.card(placed, colour);
        }
        self.edges(table, &entities, &indexes);
        self.add("</g>");
        height
    }

    /// From each kind to its part of an index.
    fn edges(&mut self, table: &DrawnTable, entities: &[Placed], indexes: &[Placed]) {
        let mut leaving = vec![0; entities.len()];
        for (number, (index, to)) in table.indexes.iter().zip(indexes).enumerate() {
            let colour = number % COLOURS;
            for entry in &index.entries {
                let from = &entities[entry.entity];
                let (x, y) = (from.x + CARD, from.y + TITLE_TOP - 5 + 9 * leaving[entry.entity]);
                leaving[entry.entity] += 1;
                let (end_x, end_y) = (to.x, to.y + entry_y(&to.card, entry.entity));
                let (near, far) = (x + 44, end_x - 44);
                self.add(format_args!(
                    "<path class=\"dm-edge dm-c{colour}\" d=\"M{x} {y}C{near} {y} {far} {end_y} {end_x} {end_y}\"/>\n\
                     <circle class=\"dm-dot dm-c{colour}\" cx=\"{x}\" cy=\"{y}\" r=\"3.5\"/>\n\
                     <circle class=\"dm-dot dm-c{colour}\" cx=\"{end_x}\" cy=\"{end_y}\" r=\"3.5\"/>"
                ));
            }
        }
    }

    fn card(&mut self, Placed { card, x, y }: &Placed, colour: Option<usize>) {
        let (height, class) = (height(card), card.class);
        let colour = colour.map_or("dm-kind".to_owned(), |colour| format!("dm-c{colour}"));
        self.add(format_args!(
            "<g class=\"dm-{class} {colour}\" data-{class}=\"{2}\">\n\
             <rect class=\"dm-card\" x=\"{x}\" y=\"{y}\" width=\"{CARD}\" height=\"{height}\" rx=\"9\"/>\n\
             <path class=\"dm-stripe\" d=\"M{x} {0}a9 9 0 0 1 9 -9h{1}a9 9 0 0 1 9 9z\"/>",
            y + 9,
            CARD - 18,
            markup(&card.name),
        ));
        let left = x + INSET;
        self.text("dm-mark dm-end", x + CARD - INSET, y + TITLE_TOP, card.mark);
        self.add("<g class=\"dm-name\">");
        for (at, line) in card.title.iter().enumerate() {
            self.text("dm-title", left, y + TITLE_TOP + TITLE * at, line);
        }
        self.add("</g>");
        let mut line_y = y + lines_top(card);
        for line in &card.lines {
            line_y += step(line);
            self.line(line, left, line_y);
        }
        self.add("</g>");
    }

    fn line(&mut self, line: &Line, left: usize, y: usize) {
        let x = left + CHARACTER * line.indent;
        match line.style {
            Style::Heading => self.text("dm-heading", left, y, &line.text),
            Style::Plain => self.text("dm-plain", x, y, &line.text),
            Style::Call => self.text("dm-call", x, y, &line.text),
            Style::Key => {
                let class = if line.indent >= LEAD { "dm-key" } else { "dm-key dm-asked" };
                if !line.lead.is_empty() {
                    self.text("dm-plain", left, y, line.lead);
                }
                self.add(format_args!(
                    "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>",
                    with_placeholders(line)
                ));
            }
        }
    }

    fn text(&mut self, class: &str, x: usize, y: usize, text: &str) {
        self.add(format_args!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>", markup(text)));
    }
}

/// What is said of a table above its boxes.
fn heads(table: &DrawnTable) -> Vec<String> {
    let shared = table.shared_partitions();
    let lines = shared.iter().map(|(pattern, names)| format!("{} share partitions {pattern}", names.join(", ")));
    // The panel is as wide as two boxes.
    lines.flat_map(|line| wrap(&line, 2 * 70)).collect()
}

/// Where everything of a panel is, and where it ends.
fn placed(table: &DrawnTable, top: usize) -> (Vec<Placed>, Vec<Placed>, usize) {
    let mut columns = [Column { x: MARGIN + PADDING, y: top }, Column { x: WIDTH - MARGIN - PADDING - CARD, y: top }];
    let mut entities = Vec::new();
    for entity in &table.entities {
        // Without indexes there is room on both sides.
        let side = usize::from(table.indexes.is_empty() && columns[1].y < columns[0].y);
        entities.push(columns[side].place(Card::of_entity(entity)));
    }
    let indexes = table.indexes.iter().map(|index| columns[1].place(Card::of_index(table, index))).collect();
    let bottom = columns[0].y.max(columns[1].y) - GAP;
    (entities, indexes, bottom)
}

/// A column that is filled from the top.
struct Column {
    x: usize,
    y: usize,
}

impl Column {
    fn place(&mut self, card: Card) -> Placed {
        let placed = Placed { x: self.x, y: self.y, card };
        self.y += height(&placed.card) + GAP;
        placed
    }
}

fn height(card: &Card) -> usize {
    lines_top(card) + card.lines.iter().map(step).sum::<usize>() + INSET
}

/// How far below its upper edge a box's first line begins.
fn lines_top(card: &Card) -> usize {
    TITLE_TOP + TITLE * (card.title.len() - 1) + TITLE_GAP
}

/// How far below the line before a line is.
fn step(line: &Line) -> usize {
    if line.style == Style::Heading { HEADING } else { LINE }
}

/// How far below its upper edge a box has the part of a kind.
fn entry_y(card: &Card, entity: usize) -> usize {
    let lines = card.lines.iter().position(|line| line.entry == Some(entity)).map_or(0, |at| at + 1);
    lines_top(card) + card.lines[..lines].iter().map(step).sum::<usize>() - 4
}

/// A line with its placeholders set off.
fn with_placeholders(line: &Line) -> String {
    let (mut markup_text, mut rest, mut inside) = (String::new(), line.text.as_str(), line.in_placeholder);
    while !rest.is_empty() {
        let end = if inside { rest.find('}').map(|at| at + 1) } else { rest.find('{') };
        let (part, after) = rest.split_at(end.unwrap_or(rest.len()));
        match inside {
            true => markup_text.push_str(&format!("<tspan class=\"dm-place\">{}</tspan>", markup(part))),
            false => markup_text.push_str(&markup(part)),
        }
        (rest, inside) = (after, !inside);
    }
    markup_text
}
