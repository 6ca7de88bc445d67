//! Typed keys whose values are made of the pattern's own delimiters and digits: no two share a key, and each reads back.

use std::collections::HashMap;

use dynamo_core::prelude::*;
use dynamo_core::table::KeyParts;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::plain::item;

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("STORY#{story_id}#RUN#{run_id:010}")]
struct Story {
    owner: String,
    story_id: String,
    run_id: u32,
}

/// Unpadded numbers, other delimiters, a field in both keys.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "app")]
#[pk("{site}|{number}")]
#[sk("R{site}:{run}/{name}")]
struct Run {
    site: String,
    number: i16,
    run: u8,
    name: String,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "app", key_escape = "percent")]
#[pk("T#{tag}")]
#[sk("{a}#{b}${c:03}")]
struct Tag {
    tag: String,
    a: String,
    b: String,
    c: u8,
}

/// Makes keys of random parts; gives how many of them were accepted.
fn check<T: Table, P: Clone + PartialEq + std::fmt::Debug>(
    parts: impl Strategy<Value = P>,
    key: impl Fn(P) -> Key<T>,
    parsed: impl Fn(KeyParts<T>) -> P,
) -> usize {
    const CASES: usize = 10_000;
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut seen: HashMap<(String, String), P> = HashMap::new();
    let mut accepted = 0;
    for _ in 0..CASES {
        let given = parts.new_tree(&mut runner).unwrap().current();
        let made = key(given.clone());
        let (Ok(pk), Ok(Some(sk))) = (made.pk(), made.sk()) else { continue };
        accepted += 1;
        let texts = (pk.as_s().unwrap().clone(), sk.as_s().unwrap().clone());
        assert!(T::is_match(&texts.0, &texts.1), "{texts:?}");
        let back = parsed(T::parse_key(&item([("PK", pk.clone()), ("SK", sk.clone())])).unwrap());
        assert_eq!(back, given, "{texts:?}");
        if let Some(other) = seen.insert(texts, given.clone()) {
            assert_eq!(other, given, "two items have one key");
        }
    }
    println!("{}: {accepted} of {CASES} accepted", T::SCHEMA.entity);
    assert!(accepted * 5 >= CASES, "only {accepted} of {CASES} keys were accepted");
    accepted
}

#[test]
fn stories() {
    let parts = ("[#US1]{1,2}", "[#RUNSTO1]{1,3}", proptest::num::u32::ANY);
    check::<Story, _>(parts, |(owner, story_id, run_id)| Story::key(owner, story_id, run_id), |parts| parts);
}

#[test]
fn runs() {
    let parts = ("[|:R1-]{1,2}", -12i16..12, 0u8..=110, "[01/:R]{1,2}");
    check::<Run, _>(parts, |(site, number, run, name)| Run::key(site, number, run, name), |parts| parts);
}

#[test]
fn tags() {
    let text = || "[#$%235]{0,3}";
    let parts = (text(), text(), text(), proptest::num::u8::ANY);
    check::<Tag, _>(parts, |(tag, a, b, c)| Tag::key(tag, a, b, c), |parts| parts);
}

#[test]
fn texts_that_are_no_keys_are_never_parsed_as_one() {
    let mut runner = TestRunner::deterministic();
    let texts = ("[USER#a]{4,8}", "(R[:|1a-]{0,2}:[0-9]{0,3}/[01a]{0,2}|STORY#[#R1]{0,3}#RUN#[0-9]{9,11})");
    let mut matched = 0;
    for _ in 0..10_000 {
        let (pk, sk) = texts.new_tree(&mut runner).unwrap().current();
        for pk in [pk, "USER#a".to_owned(), "1|1".to_owned()] {
            let stored = item([("PK", crate::plain::s(&pk)), ("SK", crate::plain::s(&sk))]);
            // Whatever is parsed renders to what it was parsed from.
            if let Ok((owner, story, run)) = Story::parse_key(&stored) {
                assert_eq!(shown(&Story::key(owner, story, run)), (pk.clone(), sk.clone()));
                matched += 1;
            }
            if let Ok((site, number, run, name)) = Run::parse_key(&stored) {
                assert_eq!(shown(&Run::key(site, number, run, name)), (pk.clone(), sk.clone()));
                matched += 1;
            }
        }
    }
    println!("{matched} texts were keys");
    assert!(matched > 100, "only {matched} texts were keys");
}

fn shown<T: Table>(key: &Key<T>) -> (String, String) {
    (key.pk().unwrap().as_s().unwrap().clone(), key.sk().unwrap().unwrap().as_s().unwrap().clone())
}
