//! Rendering is injective and parsing is its inverse.

use std::collections::HashMap;

use dynamo_core::error::KeyProblem;
use dynamo_core::key::{KeyRole, Part, Pattern, check_length, is_match};

use crate::random::Random;
use crate::sample::{escaping, parsed, pattern, placeholders, raw, rendered, strings, unchecked};

const PAIRS_PER_PATTERN: usize = 6000;

fn patterns() -> Vec<Pattern> {
    let refusing = [
        "S#{a}#R#{b}",
        "S#{a}#R#{b:3}",
        "{a}#{b}",
        "{a}",
        "{a}#",
        "#{a}",
        "S#{a}##{b}#E",
        "{a:2}0{b}",
        "{a}1{b}",
        "{a}→{b}é{c}",
        "T-{a}-{b}",
        "{a:2}-{b:3}",
        "A:{a}|{b}",
        "{a}#R#{b}/{c:2}#x",
        "{a}ab{b}",
    ];
    let escaped = ["S#{a}#R#{b}", "{a}${b}", "{a}#%{b}", "{a}%{b}", "S#{a}#{b:2}#{c}"];
    refusing.into_iter().map(pattern).chain(escaped.into_iter().map(escaping)).collect()
}

/// The characters of the pattern itself, and some that mean something in one.
fn alphabets(pattern: &Pattern) -> (Vec<char>, Vec<char>) {
    let literal = |part: &Part| match part {
        Part::Literal(text) => text.chars().collect(),
        Part::Placeholder(_) => Vec::new(),
    };
    let mut special: Vec<char> = pattern.parts.iter().flat_map(literal).collect();
    special.extend("#%$-".chars());
    (special, "01237xyb".chars().collect())
}

fn draw_text(random: &mut Random, pattern: &Pattern, is_padded: bool) -> String {
    if is_padded && random.percent(85) {
        return random.below(130).to_string();
    }
    let (special, ordinary) = alphabets(pattern);
    let length = if random.percent(4) { 0 } else { 1 + random.below(3) };
    (0..length).map(|_| if random.percent(20) { random.pick(&special) } else { random.pick(&ordinary) }).collect()
}

fn draw(random: &mut Random, pattern: &Pattern) -> Vec<String> {
    placeholders(pattern).iter().map(|p| draw_text(random, pattern, p.width.is_some())).collect()
}

/// Other values that a careless renderer would give the same key.
fn rival(random: &mut Random, pattern: &Pattern, texts: &[String]) -> Vec<String> {
    if random.percent(60)
        && let Some(texts) = cut_elsewhere(random, pattern, &unchecked(pattern, texts))
    {
        return texts;
    }
    let mut texts = texts.to_vec();
    let at = random.below(texts.len());
    texts[at] = match random.below(3) {
        0 => format!("0{}", texts[at]),
        1 => raw(pattern, at, &texts[at]),
        _ => draw_text(random, pattern, false),
    };
    texts
}

/// Cuts a key at any place where the next literal stands.
fn cut_elsewhere(random: &mut Random, pattern: &Pattern, key: &str) -> Option<Vec<String>> {
    let mut texts = Vec::new();
    let mut rest = key;
    let mut open = false;
    for part in pattern.parts {
        match part {
            Part::Literal(text) if open => {
                let places: Vec<usize> = rest.match_indices(text).map(|(at, _)| at).collect();
                if places.is_empty() {
                    return None;
                }
                let at = random.pick(&places);
                texts.push(rest[..at].to_owned());
                rest = &rest[at + text.len()..];
                open = false;
            }
            Part::Literal(text) => rest = rest.strip_prefix(text)?,
            Part::Placeholder(_) => open = true,
        }
    }
    if open {
        texts.push(rest.to_owned());
    }
    Some(texts)
}

/// What the pairs of one pattern showed.
#[derive(Default)]
struct Tally {
    pairs: usize,
    accepted: usize,
    rivals: usize,
}

#[test]
fn different_values_never_give_one_key() {
    let mut random = Random::new(1);
    let mut total = Tally::default();
    for pattern in patterns() {
        let mut owners = HashMap::new();
        let tally = draw_pairs(&mut random, &pattern, &mut owners);
        assert!(tally.accepted * 10 > tally.pairs, "{}: {} accepted", pattern.text, tally.accepted);
        total.pairs += tally.pairs;
        total.accepted += tally.accepted;
        total.rivals += tally.rivals;
    }
    let share = total.accepted * 100 / total.pairs;
    println!(
        "{} pairs, {share} % with both accepted, {} with one unchecked key for two values",
        total.pairs, total.rivals
    );
    assert!(total.pairs >= 100_000);
    assert!(share >= 20, "only {share} % of the pairs say anything");
    assert!(total.rivals >= 5_000, "only {} pairs could have collided", total.rivals);
}

fn draw_pairs(random: &mut Random, pattern: &Pattern, owners: &mut HashMap<String, Vec<String>>) -> Tally {
    let mut tally = Tally::default();
    for _ in 0..PAIRS_PER_PATTERN {
        let first = draw(random, pattern);
        let second = if random.percent(50) { rival(random, pattern, &first) } else { draw(random, pattern) };
        let keys = (rendered(pattern, &first).ok(), rendered(pattern, &second).ok());
        if let (Some(one), Some(other)) = &keys {
            assert_eq!(one == other, first == second, "{}: {first:?} and {second:?}", pattern.text);
            tally.accepted += 1;
        }
        tally.pairs += 1;
        tally.rivals += usize::from(first != second && unchecked(pattern, &first) == unchecked(pattern, &second));
        for (key, texts) in [(keys.0, first), (keys.1, second)] {
            let Some(key) = key else { continue };
            assert_eq!(key, unchecked(pattern, &texts));
            assert_eq!(parsed(pattern, &key).as_ref(), Some(&texts), "{}: {key:?}", pattern.text);
            assert!(is_match(pattern, &key));
            let owner = owners.entry(key).or_insert_with(|| texts.clone());
            assert_eq!(*owner, texts, "{}: one key for two", pattern.text);
        }
    }
    tally
}

#[test]
fn what_parses_renders_back() {
    let mut random = Random::new(2);
    let mut read = 0;
    for pattern in patterns() {
        let (special, ordinary) = alphabets(&pattern);
        for _ in 0..4000 {
            let texts = draw(&mut random, &pattern);
            let mut key: Vec<char> = unchecked(&pattern, &texts).chars().collect();
            for _ in 0..random.below(3) {
                let c = if random.percent(50) { random.pick(&special) } else { random.pick(&ordinary) };
                match (random.below(3), random.below(key.len() + 1)) {
                    (0, at) => key.insert(at, c),
                    (1, at) if at < key.len() => key[at] = c,
                    (2, at) if at < key.len() => drop(key.remove(at)),
                    _ => {}
                }
            }
            let key: String = key.into_iter().collect();
            let parsed = parsed(&pattern, &key);
            assert_eq!(is_match(&pattern, &key), parsed.is_some());
            if let Some(texts) = parsed {
                assert_eq!(rendered(&pattern, &texts).as_ref(), Ok(&key), "{}: {texts:?}", pattern.text);
                read += 1;
            }
        }
    }
    println!("{read} strings parsed");
    assert!(read >= 15_000);
}

#[test]
fn no_string_is_refused_that_some_values_render_to() {
    for pattern in [pattern("{a}#{b}"), pattern("#{a:2}1"), escaping("{a}#{b}"), escaping("{a}%"), pattern("{a}01{b}")]
    {
        let alphabet = ['#', '%', '0', '1', '2', '3'];
        let texts = strings(&alphabet, 3);
        let is_one = placeholders(&pattern).len() == 1;
        let mut keys = HashMap::new();
        for first in &texts {
            for second in if is_one { &texts[..1] } else { &texts[..] } {
                let values = [first.clone(), second.clone()];
                let Ok(key) = rendered(&pattern, &values[..if is_one { 1 } else { 2 }]) else { continue };
                assert!(keys.insert(key, values).is_none());
            }
        }
        for key in strings(&alphabet, 5) {
            assert!(is_match(&pattern, &key) || !keys.contains_key(&key), "{}: {key:?}", pattern.text);
        }
        assert!(keys.len() > 5, "{}", pattern.text);
    }
}

#[test]
fn escaping_keeps_the_order_of_texts() {
    let pattern = escaping("{a}");
    let texts = strings(&['!', '"', '#', '$', '%', '&', '2', '5', 'a', '\u{10FFFF}'], 3);
    let keys: Vec<_> = texts[1..].iter().map(|t| (t, rendered(&pattern, std::slice::from_ref(t)).unwrap())).collect();
    for (one, one_key) in &keys {
        for (other, other_key) in &keys {
            assert_eq!(one.cmp(other), one_key.cmp(other_key), "{one:?} and {other:?}");
            assert_eq!(other.starts_with(one.as_str()), other_key.starts_with(one_key.as_str()));
        }
    }
}

#[test]
fn padding_keeps_the_order_of_numbers() {
    let pattern = pattern("RUN#{n:4}");
    let key = |n: u32| rendered(&pattern, &[n.to_string()]).unwrap();
    assert!((0..9999).all(|n| key(n) < key(n + 1)));
    assert_eq!(key(7), "RUN#0007");
}

fn problem(pattern: &Pattern, texts: &[&str]) -> Option<KeyProblem> {
    let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    rendered(pattern, &texts).err().map(|error| error.problem().clone())
}

#[test]
fn refusals_name_what_is_wrong() {
    let delimiter = |character, pattern| Some(KeyProblem::Delimiter { character, pattern });
    let story = "STORY#{id}-R{run}";
    assert_eq!(problem(&pattern(story), &["", "1"]), Some(KeyProblem::Empty));
    assert_eq!(problem(&pattern(story), &["a-b", "1"]), delimiter('-', story));
    assert_eq!(problem(&pattern(story), &["a#b", "1"]), None, "only the last is closed to the left");
    assert_eq!(problem(&pattern(story), &["a", "1R"]), delimiter('R', story));
    assert_eq!(problem(&pattern("{n}-{m}"), &["-5", "1"]), delimiter('-', "{n}-{m}"));
    assert_eq!(problem(&pattern("{n}#{m}"), &["-5", "-1"]), None);
    assert_eq!(problem(&pattern("{n:3}"), &["1000"]), Some(KeyProblem::TooWide { width: 3 }));
    for text in ["-1", "07", "1.5", "x", "٣"] {
        assert_eq!(problem(&pattern("{n:3}"), &[text]), Some(KeyProblem::NotDigits), "{text}");
    }
    assert_eq!(problem(&pattern("{n:3}0{m}"), &["12", "x"]), delimiter('0', "{n:3}0{m}"), "as rendered: 0120x");
    assert_eq!(problem(&escaping("A#{a}"), &["x#$%"]), None);
}

#[test]
fn what_was_never_rendered_does_not_match() {
    let story = pattern("STORY#{id}#RUN#{run:4}");
    assert!(is_match(&story, "STORY#12#RUN#0007"));
    for key in [
        "",
        "STORY#",
        "STORY##RUN#0007",
        "STORY#12#RUN#",
        "STORY#12#RUN#7",
        "STORY#12#RUN#00007",
        "STORY#12#RUN#000x",
        "STORY#12#RUN#0007#",
        "STORY#12#run#0007",
        "story#12#RUN#0007",
        "STORY#1#2#RUN#0007",
        " STORY#12#RUN#0007",
    ] {
        assert!(!is_match(&story, key), "{key:?}");
    }
    let escaped = escaping("A#{a}");
    assert_eq!(parsed(&escaped, "A#x%23%24%25y"), Some(vec!["x#$%y".to_owned()]));
    for key in ["A#%", "A#%2", "A#%26", "A#%2é", "A#$", "A#%%25", "A#é%2"] {
        assert!(!is_match(&escaped, key), "{key:?}");
    }
}

#[test]
fn lengths_end_at_dynamodbs_limits() {
    assert!(check_length("PK", 2048, KeyRole::Partition).is_ok());
    assert!(check_length("SK", 1024, KeyRole::Sort).is_ok());
    let error = check_length("PK", 2049, KeyRole::Partition).unwrap_err();
    assert_eq!((error.field(), error.problem()), ("PK", &KeyProblem::TooLong { bytes: 2049, limit: 2048 }));
    let error = check_length("SK", 1025, KeyRole::Sort).unwrap_err();
    assert_eq!(error.problem(), &KeyProblem::TooLong { bytes: 1025, limit: 1024 });
}
