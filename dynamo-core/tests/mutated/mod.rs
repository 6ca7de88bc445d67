//! Bytes that were mangled: by chance, and member by member. Always the same, so that a failure can be repeated.
#![allow(dead_code, reason = "no user needs all of it")]

use std::ops::Range;

use dynamo_core::value::{raw_elements, raw_members};

/// A small generator.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// One to three changes by chance.
pub(crate) fn mutate(random: &mut Random, corpus: &[&str]) -> Vec<u8> {
    let mut bytes = random.pick(corpus).as_bytes().to_vec();
    for _ in 0..=random.below(3) {
        let at = random.below(bytes.len());
        match random.below(6) {
            0 => bytes.truncate(at),
            1 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
            2 => bytes.insert(at, b"{}[]\",:\\0-.eEtfn$ \n\x00\xff"[random.below(21)]),
            3 if !bytes.is_empty() => drop(bytes.remove(at)),
            4 => {
                let other = random.pick(corpus).as_bytes();
                let from = random.below(other.len());
                let piece = &other[from..from + random.below(other.len() - from)];
                bytes.splice(at..at, piece.iter().copied());
            }
            _ => {
                let other = random.pick(corpus).as_bytes();
                bytes.truncate(at);
                bytes.extend_from_slice(&other[random.below(other.len())..]);
            }
        }
    }
    bytes
}

/// The text cut off at every byte.
pub(crate) fn truncated(text: &str) -> Vec<Vec<u8>> {
    (0..text.len()).map(|end| text.as_bytes()[..end].to_vec()).collect()
}

/// Larger than a float.
pub(crate) const LARGE: &str = "1e999";

/// Stands in for a value: of each type, too deep, and no text.
fn replacements() -> Vec<Vec<u8>> {
    let values = ["null", "-1", r#""x""#, r#""\ud800""#, "[]", "{}", r#"{"S":"x"}"#];
    let nested = |levels: usize, open: &str, close: &str| (open.repeat(levels) + "1" + &close.repeat(levels)).into();
    let deep = [nested(40, r#"{"L":["#, "]}"), nested(300, "[", "]")];
    values.iter().map(|value| (*value).into()).chain(deep).chain([b"\"\xff\"".to_vec()]).collect()
}

/// Stands in for a number besides.
const NUMBERS: [&str; 4] = ["0.5", "1e300", LARGE, "012"];

/// The JSON with each of its values replaced, one at a time, by every other; that includes all of it.
pub(crate) fn replaced(json: &str) -> Vec<Vec<u8>> {
    let (values, _) = spans(json);
    let others = replacements();
    let numbers: Vec<Vec<u8>> = others.iter().cloned().chain(NUMBERS.map(Vec::from)).collect();
    let each = |span: &Range<usize>| {
        let (before, after) = (&json.as_bytes()[..span.start], &json.as_bytes()[span.end..]);
        let is_number = json.as_bytes()[span.start].is_ascii_digit();
        let others = if is_number { &numbers } else { &others };
        others.iter().map(|value| [before, value, after].concat()).collect::<Vec<_>>()
    };
    values.iter().flat_map(each).collect()
}

/// The JSON with each member of its objects there twice, one at a time: as it is, and as `null` before and behind it.
pub(crate) fn repeated(json: &str) -> Vec<Vec<u8>> {
    let (_, members) = spans(json);
    let each = |(name, span): &(String, Range<usize>)| {
        let (before, value, after) = (&json[..span.start], &json[span.clone()], &json[span.end..]);
        [(value, value), (value, "null"), ("null", value)]
            .map(|(first, second)| format!(r#"{before}{first},"{name}":{second}{after}"#).into_bytes())
    };
    members.iter().flat_map(each).collect()
}

/// Where its values are, and where the values of its objects' members.
type Spans = (Vec<Range<usize>>, Vec<(String, Range<usize>)>);

fn spans(json: &str) -> Spans {
    let mut spans = Spans::default();
    walk(json.as_bytes(), json.as_bytes(), &mut spans);
    spans
}

fn walk(json: &[u8], value: &[u8], spans: &mut Spans) {
    let span = |value: &[u8]| {
        let start = value.as_ptr() as usize - json.as_ptr() as usize;
        start..start + value.len()
    };
    spans.0.push(span(value));
    for element in raw_elements(value).into_iter().flatten() {
        walk(json, element.expect("it is JSON"), spans);
    }
    for member in raw_members(value).into_iter().flatten() {
        let (name, value) = member.expect("it is JSON");
        spans.1.push((name.into_owned(), span(value)));
        walk(json, value, spans);
    }
}
