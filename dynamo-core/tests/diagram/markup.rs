//! A reader of markup, as strict as XML's: what it does not know fails the test.

use std::collections::{BTreeMap, BTreeSet};

/// What is in a page, in its order.
pub(crate) struct Page {
    elements: Vec<Element>,
}

struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    /// The texts in it, those of elements inside included.
    text: String,
}

/// HTML does not close it.
const VOID: [&str; 1] = ["meta"];

impl Page {
    pub(crate) fn parse(source: &str) -> Self {
        let mut page = Self { elements: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        let mut rest = source.strip_prefix("<!doctype html>").unwrap_or(source);
        while let Some(at) = rest.find('<') {
            page.add_text(&open, &rest[..at]);
            let end = rest[at..].find('>').unwrap() + at;
            let tag = &rest[at + 1..end];
            rest = &rest[end + 1..];
            if let Some(name) = tag.strip_prefix('/') {
                let last = open.pop().unwrap_or_else(|| panic!("nothing is open before </{name}>"));
                assert_eq!(page.elements[last].name, name, "closed in another order");
                continue;
            }
            let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
            let element = element(tag);
            let stays_open = !closed && !VOID.contains(&&*element.name);
            page.elements.push(element);
            if stays_open {
                open.push(page.elements.len() - 1);
            }
        }
        assert!(rest.trim().is_empty() && open.is_empty(), "something is left open");
        page
    }

    fn add_text(&mut self, open: &[usize], text: &str) {
        assert!(!text.contains('>') || open.last().is_some_and(|at| self.elements[*at].name == "style"), "{text}");
        let text = unescaped(text);
        for at in open {
            self.elements[*at].text.push_str(&text);
        }
    }

    /// The kinds of elements, each once.
    pub(crate) fn elements(&self) -> Vec<&str> {
        let mut names: Vec<_> = self.elements.iter().map(|element| &*element.name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The names of attributes, each once.
    pub(crate) fn attributes(&self) -> Vec<&str> {
        let names: BTreeSet<_> = self.elements.iter().flat_map(|element| element.attributes.keys()).collect();
        names.into_iter().map(String::as_str).collect()
    }

    /// All style sheets.
    pub(crate) fn style(&self) -> String {
        self.elements.iter().filter(|element| element.name == "style").map(|element| &*element.text).collect()
    }

    pub(crate) fn has(&self, attribute: &str, value: &str) -> bool {
        // What cannot be shown is replaced.
        let comparable =
            |text: &str| text.replace(|c: char| c.is_control() || matches!(c, '\u{fffd}' | '\u{202e}'), "?");
        let is_it = |found: &String| comparable(found) == comparable(value);
        self.elements.iter().any(|element| element.attributes.get(attribute).is_some_and(is_it))
    }

    /// Every text, in a line of its own.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.elements.iter().filter(|element| element.name == "text").map(|element| element.text.clone()).collect()
    }

    /// Every text stands in its box, with room to its right, and every box in the drawing.
    pub(crate) fn check_boxes(&self) {
        let svg = &self.elements[0];
        let (width, height) = (svg.number("width"), svg.number("height"));
        assert_eq!(svg.attributes["viewBox"], format!("0 0 {width} {height}"));
        let mut around = (0, 0, width, height);
        for element in &self.elements {
            match (&*element.name, element.attributes.get("class").map_or("", String::as_str)) {
                ("rect", "dm-paper") => {}
                ("rect", class) => {
                    let (x, y) = (element.number("x"), element.number("y"));
                    let (right, bottom) = (x + element.number("width"), y + element.number("height"));
                    assert!(right <= width && bottom <= height, "{class} is outside");
                    around = (x, y, right, bottom);
                }
                ("text", class) => {
                    let (x, y) = (element.number("x"), element.number("y"));
                    let size = element.width(class);
                    let from = if class.contains("dm-end") { x - size } else { x };
                    let (left, top, right, bottom) = around;
                    let inside = left <= from && from + size <= right && top < y && y < bottom;
                    assert!(inside, "{:?} is at {x}, {y}, {size} wide, and its box is {around:?}", element.text);
                }
                _ => {}
            }
        }
    }
}

impl Element {
    fn number(&self, attribute: &str) -> i64 {
        self.attributes[attribute].parse().unwrap()
    }

    /// How wide its text is, in a fixed-width font whose characters are 0.602 of its size.
    fn width(&self, class: &str) -> i64 {
        let size = match class {
            "dm-table" => 19,
            "dm-title" => 16,
            class if class.contains("dm-mark") => 13,
            _ => 13,
        };
        let columns: i64 = self.text.chars().map(|c| if u32::from(c) < 0x1100 { 1 } else { 2 }).sum();
        (columns * size * 602 + 999) / 1000
    }
}

fn element(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    assert!(name.chars().all(|c| c.is_ascii_alphanumeric()), "<{name}>");
    let mut attributes = BTreeMap::new();
    while !rest.trim().is_empty() {
        let (name, value) = rest.trim_start().split_once("=\"").unwrap_or_else(|| panic!("attributes: {rest}"));
        let (value, after) = value.split_once('"').unwrap();
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "attribute {name}");
        assert!(!value.contains('<') && !name.starts_with("on"), "attribute {name}");
        assert!(attributes.insert(name.to_owned(), unescaped(value)).is_none(), "{name} twice");
        rest = after;
    }
    Element { name: name.to_owned(), attributes, text: String::new() }
}

fn unescaped(text: &str) -> String {
    let known = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'")];
    let text = known.iter().fold(text.to_owned(), |text, (code, character)| text.replace(code, character));
    text.replace("&amp;", "&")
}
