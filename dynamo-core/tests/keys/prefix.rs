//! Beginnings of keys, and ranges inside them, against every key of a small world.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::error::{KeyError, KeyProblem};
use dynamo_core::key::{Pattern, Prefix, SortRange, is_match};

use crate::random::Random;
use crate::sample::{escaping, literal_after, parsed, pattern, placeholders, raw, rendered};

fn text(text: impl Into<String>) -> AttributeValue {
    AttributeValue::S(text.into())
}

/// Keys of one pattern with their values, and strings that are close to them.
struct World {
    pattern: Pattern,
    /// The values that each placeholder may have.
    values: Vec<Vec<String>>,
    keys: Vec<(AttributeValue, Vec<String>)>,
}

const TEXTS: [&str; 15] =
    ["1", "12", "12!", "123", "13", "a", "a b", "ab", "a~", "a#", "a$b", "%", "é", "\u{10FFFF}", "\u{10FFFF}a"];
const NUMBERS: [&str; 9] = ["0", "1", "2", "9", "10", "11", "50", "98", "99"];

impl World {
    fn new(pattern: Pattern) -> Self {
        let values: Vec<Vec<String>> = placeholders(&pattern)
            .iter()
            .map(|p| if p.width.is_some() { &NUMBERS[..] } else { &TEXTS[..] })
            .map(|texts| texts.iter().map(|text| (*text).to_owned()).collect())
            .collect();
        let mut keys = Vec::new();
        for texts in product(&values) {
            if let Ok(key) = rendered(&pattern, &texts) {
                keys.push((text(key), texts));
            }
        }
        let mut world = Self { pattern, values, keys };
        world.add_neighbours();
        world
    }

    /// Strings that differ from a key in one character; those of the pattern join it.
    fn add_neighbours(&mut self) {
        let mut random = Random::new(3);
        for _ in 0..200 {
            let AttributeValue::S(key) = &self.keys[random.below(self.keys.len())].0 else { continue };
            let mut chars: Vec<char> = key.chars().collect();
            chars.truncate(1 + random.below(chars.len()));
            let last = chars.len() - 1;
            chars[last] = char::from_u32(chars[last] as u32 + 1).unwrap_or('b');
            let changed: String = chars.into_iter().collect();
            if let Some(texts) = parsed(&self.pattern, &changed) {
                self.keys.push((text(changed), texts));
            }
        }
    }

    /// Every beginning of values that keys of this world have, of a length, thinned out.
    fn beginnings(&self, length: usize) -> Vec<(Prefix, Vec<String>)> {
        let all = product(&self.values[..length]);
        let known = |texts: Vec<String>| {
            let prefix = texts.iter().try_fold(Prefix::new(&self.pattern), |prefix, text| prefix.known(text));
            prefix.ok().map(|prefix| (prefix, texts))
        };
        let step = 1 + all.len() / 12;
        all.into_iter().filter_map(known).step_by(step).collect()
    }

    /// The key of the range must be exactly those with the beginning whose next value is wanted.
    fn check(&self, range: &SortRange, known: &[String], what: &str, wanted: &dyn Fn(&str) -> bool) {
        for (key, texts) in &self.keys {
            let expected = texts.starts_with(known) && texts.get(known.len()).is_none_or(|text| wanted(text));
            assert_eq!(range.contains(key), expected, "{} {known:?} {what}: {range:?}, {key:?}", self.pattern.text);
        }
    }

    /// A value as ranges compare it: with the literal that ends it.
    fn ended(&self, number: usize, text: &str) -> String {
        raw(&self.pattern, number, text) + literal_after(&self.pattern, number)
    }
}

fn product(values: &[Vec<String>]) -> Vec<Vec<String>> {
    values.iter().fold(vec![Vec::new()], |tuples, texts| {
        let extended = |tuple: &Vec<String>, text: &String| {
            let mut tuple = tuple.clone();
            tuple.push(text.clone());
            tuple
        };
        tuples.iter().flat_map(|tuple| texts.iter().map(move |text| extended(tuple, text))).collect()
    })
}

fn worlds() -> Vec<World> {
    let refusing = [
        "S#{a}#R#{b}",
        "S#{a}#R#{n:2}",
        "{a}#{b}",
        "{a}:{n:2}",
        "{a}|{b}#",
        "{a}",
        "{n:2}",
        "{n:2}#{a}",
        "S#{n:2}#E",
        "x{a}→{b}",
        "\u{10FFFF}{a}!\u{10FFFF}{b}",
        "{a}\u{10FFFF}{b}",
        "{a} {b}",
    ];
    let escaped = ["S#{a}#{b}", "{a}${n:2}", "{a}"];
    refusing.into_iter().map(pattern).chain(escaped.into_iter().map(escaping)).map(World::new).collect()
}

type Check = dyn Fn(&World, usize, &Prefix, &[String]);

/// Runs a check for every beginning and the number of its next placeholder.
fn each_beginning(check: &Check) {
    for world in worlds() {
        for number in 0..world.values.len() {
            for (prefix, known) in world.beginnings(number) {
                check(&world, number, &prefix, &known);
            }
        }
    }
}

#[test]
fn known_values_select_their_keys() {
    each_beginning(&|world, number, prefix, known| {
        world.check(&prefix.clone().range(), known, "known", &|_| true);
        for value in &world.values[number] {
            let Ok(longer) = prefix.clone().known(value) else { continue };
            let is_whole = number + 1 == world.values.len();
            assert_eq!(matches!(longer.clone().range(), SortRange::Equal(_)), is_whole);
            world.check(&longer.range(), known, value, &|text| text == value);
        }
    });
}

#[test]
fn beginnings_of_values_select_their_keys() {
    each_beginning(&|world, number, prefix, known| {
        let is_padded = placeholders(&world.pattern)[number].width.is_some();
        for beginning in &world.values[number] {
            let Ok(range) = prefix.clone().value_prefix(beginning) else { continue };
            let shown = |text: &str| if is_padded { format!("{text:0>2}") } else { text.to_owned() };
            world.check(&range, known, beginning, &|text| shown(text).starts_with(beginning));
        }
    });
}

#[test]
fn ranges_select_the_values_inside() {
    each_beginning(&|world, number, prefix, known| {
        let ended = |text: &str| world.ended(number, text);
        for low in &world.values[number] {
            let Ok(range) = prefix.ge(low) else { continue };
            world.check(&range, known, &format!("ge {low}"), &|text| ended(text) >= ended(low));
            let range = prefix.le(low).unwrap();
            world.check(&range, known, &format!("le {low}"), &|text| ended(text) <= ended(low));
            for high in &world.values[number] {
                check_between(world, number, prefix, known, low, high);
            }
        }
    });
}

fn check_between(world: &World, number: usize, prefix: &Prefix, known: &[String], low: &str, high: &str) {
    let ended = |text: &str| world.ended(number, text);
    let what = format!("between {low} {high}");
    let in_order = ended(low) <= ended(high);
    match prefix.between(low, high) {
        Ok(range) => {
            let (first, last) = if in_order { (low, high) } else { (high, low) };
            assert!(in_order || high.starts_with(low), "{what}");
            world.check(&range, known, &what, &|text| ended(first) <= ended(text) && ended(text) <= ended(last));
            world
                .check(&range, known, &what, &|text| text == low || text == high || range_has(&ended, low, high, text));
        }
        Err(error) if *error.problem() == KeyProblem::EmptyRange => {
            assert!(!in_order && raw(&world.pattern, number, low) > raw(&world.pattern, number, high), "{what}");
        }
        Err(_) => assert!(prefix.clone().known(high).is_err(), "{what}"),
    }
}

/// Strictly between two bounds, in the order of keys.
fn range_has(ended: &dyn Fn(&str) -> String, low: &str, high: &str, text: &str) -> bool {
    let (low, high) = (ended(low), ended(high));
    let (first, last) = if low <= high { (low, high) } else { (high, low) };
    first < ended(text) && ended(text) < last
}

#[test]
fn texts_above_the_delimiter_keep_their_own_order() {
    let own: Vec<String> = ["1", "12", "123", "13", "2", "a", "a1", "ab", "b"].map(str::to_owned).into();
    for pattern in [pattern("S#{a}#R#{b}"), escaping("{a}#{b}"), pattern("{a}!{b}")] {
        for low in &own {
            for high in own.iter().filter(|high| low <= *high) {
                let range = Prefix::new(&pattern).between(low, high).unwrap();
                for value in &own {
                    let key = text(rendered(&pattern, &[value.clone(), "x".to_owned()]).unwrap());
                    assert_eq!(range.contains(&key), low <= value && value <= high, "{low} {value} {high}");
                }
            }
        }
    }
}

#[test]
fn above_and_below_exist_for_padded_numbers() {
    each_beginning(&|world, number, prefix, known| {
        let is_padded = placeholders(&world.pattern)[number].width.is_some();
        for bound in &world.values[number] {
            let (gt, lt) = (prefix.gt(bound), prefix.lt(bound));
            if !is_padded {
                assert_eq!(gt.unwrap_err().problem(), &KeyProblem::NoSuccessor);
                assert_eq!(lt.unwrap_err().problem(), &KeyProblem::NoSuccessor);
                continue;
            }
            let number = |text: &str| text.parse::<u32>().unwrap();
            world.check(&gt.unwrap(), known, &format!("gt {bound}"), &|text| number(text) > number(bound));
            world.check(&lt.unwrap(), known, &format!("lt {bound}"), &|text| number(text) < number(bound));
        }
    });
}

#[test]
fn nothing_lies_beyond_the_ends() {
    let run = Prefix::new(&pattern("RUN#{n:3}"));
    assert_eq!(run.gt("999"), Ok(SortRange::Nothing));
    assert_eq!(run.lt("0"), Ok(SortRange::Nothing));
    assert_eq!(run.gt("998"), Ok(SortRange::Between(text("RUN#999"), text("RUN#999"))));
    assert_eq!(run.lt("1"), Ok(SortRange::Between(text("RUN#000"), text("RUN#000"))));
    assert_eq!(run.gt("1000").unwrap_err().problem(), &KeyProblem::TooWide { width: 3 });
    // The neighbour holds the delimiter, and is only a bound.
    assert_eq!(Prefix::new(&pattern("1{n:1}")).gt("0"), Ok(SortRange::Between(text("11"), text("19"))));
}

#[test]
fn ranges_read_as_a_person_would_write_them() {
    let story = Prefix::new(&pattern("STORY#{id}#RUN#{n:3}"));
    assert_eq!(story.clone().range(), SortRange::BeginsWith(text("STORY#")));
    assert_eq!(story.ge("12"), Ok(SortRange::Between(text("STORY#12#RUN#"), text("STORY$"))));
    assert_eq!(story.le("12"), Ok(SortRange::Between(text("STORY#"), text("STORY#12#RUN$"))));
    let run = story.known("12").unwrap();
    assert_eq!(run.ge("7"), Ok(SortRange::Between(text("STORY#12#RUN#007"), text("STORY#12#RUN#999"))));
    let date = Prefix::new(&pattern("{date}"));
    assert_eq!(date.clone().range(), SortRange::All);
    assert_eq!(date.ge("2026"), Ok(SortRange::Ge(text("2026"))));
    assert_eq!(date.le("2026"), Ok(SortRange::Le(text("2026"))));
    assert_eq!(Prefix::new(&pattern("PROFILE")).range(), SortRange::Equal(text("PROFILE")));
}

#[test]
fn a_range_ends_before_other_kinds_and_after_all_of_its_own() {
    for world in worlds() {
        for (prefix, known) in world.beginnings(world.values.len() - 1) {
            for low in world.values.last().into_iter().flatten() {
                let Ok(SortRange::Between(_, AttributeValue::S(end))) = prefix.ge(low) else { continue };
                let is_own = end.starts_with(prefix.text());
                assert!(is_own || !is_match(&world.pattern, &end), "{} {known:?}: {end:?}", world.pattern.text);
            }
        }
    }
}

#[test]
fn twelve_is_not_the_beginning_of_one_hundred_and_twenty_three() {
    let keys = ["STORY#12#RUN#1", "STORY#123#RUN#1", "STORY#12#RUN#2", "STORY#1#RUN#1", "STORX#12#RUN#1"];
    let selected = |range: Result<SortRange, KeyError>| {
        let range = range.unwrap();
        keys.into_iter().filter(|key| range.contains(&text(*key))).collect::<Vec<_>>()
    };
    let story = Prefix::new(&pattern("STORY#{id}#RUN#{run}"));
    assert_eq!(selected(story.clone().known("12").map(Prefix::range)), [keys[0], keys[2]]);
    assert_eq!(selected(story.clone().value_prefix("12")), [keys[0], keys[1], keys[2]]);
    assert_eq!(selected(story.between("12", "12")), [keys[0], keys[2]]);
    assert_eq!(selected(Prefix::new(&pattern("STORY#{id}:RUN")).known("12").map(Prefix::range)), [""; 0]);
}

#[test]
fn bounds_are_checked_like_values() {
    let story = Prefix::new(&pattern("STORY#{id}#RUN#{n:3}"));
    let problem = |range: Result<SortRange, KeyError>| range.unwrap_err().problem().clone();
    assert_eq!(problem(story.ge("")), KeyProblem::Empty);
    assert_eq!(problem(story.clone().value_prefix("")), KeyProblem::Empty);
    assert!(matches!(problem(story.le("a#")), KeyProblem::Delimiter { character: '#', .. }));
    assert!(matches!(problem(story.clone().value_prefix("a#")), KeyProblem::Delimiter { character: '#', .. }));
    assert_eq!(problem(story.between("b", "a")), KeyProblem::EmptyRange);
    let run = story.known("1").unwrap();
    assert_eq!(problem(run.between("10", "9")), KeyProblem::EmptyRange);
    assert!(run.between("9", "10").is_ok());
    assert_eq!(problem(run.clone().value_prefix("0001")), KeyProblem::TooWide { width: 3 });
    assert_eq!(problem(run.clone().value_prefix("x")), KeyProblem::NotDigits);
    let whole = run.known("1").unwrap();
    assert!(whole.is_complete());
    assert!(matches!(problem(whole.ge("1")), KeyProblem::Surplus { .. }));
    let long = Prefix::new(&pattern("{a}")).ge(&"x".repeat(1025)).unwrap();
    assert_eq!(long.check_length("SK").unwrap_err().problem(), &KeyProblem::TooLong { bytes: 1025, limit: 1024 });
}
