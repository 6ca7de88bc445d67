//! Whether two patterns have a key in common, against every short string.

use dynamo_core::key::{Part, Pattern, Placeholder, is_match, may_overlap};

use crate::random::Random;
use crate::sample::{escaping, pattern, rendered, strings};

/// Compares the answer with the strings that are keys of both.
fn check(patterns: &[Pattern], alphabet: &[char], longest: usize) -> (usize, usize) {
    let keys: Vec<String> = strings(alphabet, longest);
    let matches: Vec<Vec<bool>> =
        patterns.iter().map(|pattern| keys.iter().map(|key| is_match(pattern, key)).collect()).collect();
    let (mut apart, mut together) = (0, 0);
    for (a, in_a) in patterns.iter().zip(&matches) {
        for (b, in_b) in patterns.iter().zip(&matches) {
            let common = in_a.iter().zip(in_b).position(|(a, b)| *a && *b).map(|at| &keys[at]);
            assert_eq!(
                may_overlap(a, b),
                common.is_some(),
                "{} {} and {} {}: {common:?}",
                a.text,
                a.escape,
                b.text,
                b.escape
            );
            *(if common.is_some() { &mut together } else { &mut apart }) += 1;
        }
    }
    (apart, together)
}

/// Patterns so short that a key of two of them is short too, if there is one.
fn draw_short(random: &mut Random, alphabet: &[char], escape: bool, count: usize) -> Vec<Pattern> {
    let least = |part: &Part| match part {
        Part::Literal(text) => text.len(),
        Part::Placeholder(placeholder) => placeholder.width.unwrap_or(1),
    };
    let drawn = std::iter::repeat_with(|| draw(random, alphabet, escape));
    drawn.filter(|pattern| pattern.parts.iter().map(least).sum::<usize>() <= 4).take(count).collect()
}

/// One to four parts over an alphabet, of any shape that a declaration allows.
fn draw(random: &mut Random, alphabet: &[char], escape: bool) -> Pattern {
    let mut text = String::new();
    let mut parts = Vec::new();
    let mut is_literal = random.percent(60);
    for number in 0..1 + random.below(4) {
        if is_literal {
            let literal: String = (0..1 + random.below(2)).map(|_| random.pick(alphabet)).collect();
            text.push_str(&literal);
            parts.push(Part::Literal(literal.leak()));
        } else {
            let width = random.percent(30).then(|| 1 + random.below(2));
            text.push_str(&width.map_or("{}".to_owned(), |width| format!("{{:{width}}}")));
            parts.push(Part::Placeholder(Placeholder { field: "x", number, width, sensitive: false }));
        }
        is_literal = !is_literal;
    }
    Pattern { text: text.leak(), parts: parts.leak(), escape }
}

#[test]
fn random_patterns_overlap_where_a_string_shows_it() {
    let mut random = Random::new(4);
    let patterns = draw_short(&mut random, &['#', 'a', '0', '1'], false, 60);
    let (apart, together) = check(&patterns, &['#', 'a', '0', '1', '2'], 7);
    println!("{apart} pairs apart, {together} overlap");
    assert!(apart > 500 && together > 500);
}

#[test]
fn escaped_patterns_overlap_where_a_string_shows_it() {
    let mut random = Random::new(5);
    let mut patterns = draw_short(&mut random, &['#', '%', '2', '3'], true, 12);
    patterns.extend(draw_short(&mut random, &['#', '%', '2', '3'], false, 8));
    let (apart, together) = check(&patterns, &['#', '%', '2', '3', '4', 'a'], 7);
    println!("{apart} pairs apart, {together} overlap");
    assert!(apart > 50 && together > 50);
}

#[test]
fn kinds_of_one_partition() {
    let apart = [
        ("STORY#{id}", "STORY#{id}#RUN#{run}"),
        ("STORY#{id}", "STORX#{id}"),
        ("PROFILE", "PROFILE#"),
        ("PROFILE#", "PROFILE#{a}"),
        ("{n:3}", "{m:4}"),
        ("{n:3}", "x{a}"),
        ("A→{a}", "A→{a}→{b}"),
        ("{a}#x", "{a}#y"),
    ];
    for (a, b) in apart {
        assert_told_apart(&pattern(a), &pattern(b));
        assert!(!may_overlap(&pattern(a), &pattern(b)), "{a} and {b}");
        assert!(!may_overlap(&pattern(b), &pattern(a)), "{b} and {a}");
    }
    let together = [
        ("STORY#{id}", "STORY#{name}"),
        ("STORY#{id}", "STORY#{n:4}"),
        ("{a}", "PROFILE"),
        ("{a}", "{b}#{c}"),
        ("{a}-{b}", "{a}#{b}"),
        ("A#{a}:{b}", "A#{a}/{b}"),
        ("{n:3}", "{a}"),
    ];
    for (a, b) in together {
        assert!(may_overlap(&pattern(a), &pattern(b)), "{a} and {b}");
        assert!(may_overlap(&pattern(b), &pattern(a)), "{b} and {a}");
    }
    assert!(!may_overlap(&escaping("A#{a}"), &pattern("A#$")), "an escaped text holds no `$`");
    assert!(may_overlap(&escaping("A#{a}"), &pattern("A#%24")));
}

/// Renders both with values that imitate the other.
fn assert_told_apart(a: &Pattern, b: &Pattern) {
    let values = ["1", "12", "x", "#", "1#", "1#RUN#1", "x→y", "→", "1#x", "123", "1234", "#RUN#", "1#y", "STORY#1"];
    for (one, other) in [(a, b), (b, a)] {
        for first in values {
            for second in values {
                let Ok(key) = rendered(one, &[first.to_owned(), second.to_owned()]) else { continue };
                assert!(is_match(one, &key) && !is_match(other, &key), "{} and {}: {key}", one.text, other.text);
            }
        }
    }
}

#[test]
fn long_patterns_are_answered_in_a_constant() {
    const ID: Part = Part::Placeholder(Placeholder { field: "id", number: 0, width: None, sensitive: false });
    const RUN: Part = Part::Placeholder(Placeholder { field: "run", number: 1, width: Some(39), sensitive: false });
    const LONG: Pattern = Pattern {
        text: "",
        parts: &[Part::Literal("TENANT#"), ID, Part::Literal("#PROJECT#"), ID, Part::Literal("#RUN#"), RUN],
        escape: false,
    };
    const LONGER: Pattern = Pattern {
        text: "",
        parts: &[ID, Part::Literal("!PROJECT#"), ID, Part::Literal("!RUN#"), RUN, Part::Literal("!"), ID],
        escape: true,
    };
    const _: () = assert!(may_overlap(&LONG, &LONG));
    const _: () = assert!(may_overlap(&LONGER, &LONGER));
    const _: () = assert!(!may_overlap(&LONG, &LONGER));
}

#[test]
fn patterns_too_large_to_look_at_count_as_overlapping() {
    let wide = Part::Placeholder(Placeholder { field: "n", number: 0, width: Some(300), sensitive: false });
    let huge = Pattern { text: "", parts: vec![wide].leak(), escape: false };
    assert!(may_overlap(&huge, &pattern("x")));
}
