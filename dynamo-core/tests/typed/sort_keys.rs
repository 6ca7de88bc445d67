//! Conditions on sort keys, as a query sends them.

use dynamo_core::key::SortRange::{self, BeginsWith, Between, Equal, Ge, Gt, Le, Lt, Nothing};
use dynamo_core::prelude::*;
use dynamo_core::table::{HasSort, IntoSort, Source};

use crate::fixtures::{Order, Profile, Status, Story};
use crate::plain::{n, s};

/// The condition on the sort key of a query of the table or index.
fn of<Ix: Source>(partition: dynamo_core::table::Partition<Ix>) -> Vec<SortRange> {
    let keys = Db::offline().query(partition).request().unwrap().keys;
    keys.into_iter().skip(1).map(|key| key.range).collect()
}

fn story<R: IntoSort<Story>>(parts: impl FnOnce(<Story as HasSort>::Sort) -> R, range: SortRange) {
    assert_eq!(of(Story::partition("u").sk(parts)), [range]);
}

fn order<R: IntoSort<Order>>(parts: impl FnOnce(<Order as HasSort>::Sort) -> R, range: SortRange) {
    assert_eq!(of(Order::partition("u").sk(parts)), [range]);
}

#[test]
fn a_kind_is_queried_by_what_its_keys_begin_with() {
    assert_eq!(of(Story::partition("u")), [BeginsWith(s("STORY#"))]);
    assert_eq!(of(Profile::partition("u")), [Equal(s("PROFILE"))]);
    assert_eq!(of(Order::partition("u")), []);
    assert_eq!(of(Story::gsi1().partition("o")), [SortRange::All], "the pattern begins with a field");
}

#[test]
fn plain_sort_keys() {
    order(|s| s.eq("o1"), Equal(s("o1")));
    order(|s| s.lt("o1"), Lt(s("o1")));
    order(|s| s.le("o1"), Le(s("o1")));
    order(|s| s.gt("o1"), Gt(s("o1")));
    order(|s| s.ge("o1"), Ge(s("o1")));
    order(|s| s.between("o1", "o9"), Between(s("o1"), s("o9")));
    order(|s| s.between("o1", "o1"), Between(s("o1"), s("o1")));
    order(|s| s.begins_with("o"), BeginsWith(s("o")));
    assert_eq!(of(Order::by_status().partition(Status::Pending).sk(|s| s.ge("2025"))), [Ge(s("2025"))]);
    // By value: as text, 9 would be greater than 10.
    assert_eq!(of(Order::by_amount().partition("u").sk(|s| s.between(9, 10))), [Between(n(9), n(10))]);
}

#[test]
fn known_values_and_prefixes_of_values() {
    story(|s| s.story_id("12"), BeginsWith(s("STORY#12#RUN#")));
    story(|s| s.story_id_prefix("12"), BeginsWith(s("STORY#12")));
    story(|s| s.story_id("12").run_id(7), Equal(s("STORY#12#RUN#0000000007")));
    story(|s| s, BeginsWith(s("STORY#")));
}

#[test]
fn ranges_stay_inside_what_is_known() {
    let run = |run: &str| s(&format!("STORY#12#RUN#{run}"));
    story(|s| s.story_id("12").run_id_between(1, 9), Between(run("0000000001"), run("0000000009")));
    story(|s| s.story_id("12").run_id_ge(7), Between(run("0000000007"), run("9999999999")));
    story(|s| s.story_id("12").run_id_gt(7), Between(run("0000000008"), run("9999999999")));
    story(|s| s.story_id("12").run_id_le(7), Between(run("0000000000"), run("0000000007")));
    story(|s| s.story_id("12").run_id_lt(7), Between(run("0000000000"), run("0000000006")));
    story(|s| s.story_id("12").run_id_lt(0), Nothing);
    story(|s| s.story_id_between("1", "2"), Between(s("STORY#1#RUN#"), s("STORY#2#RUN$")));
    story(|s| s.story_id_ge("2"), Between(s("STORY#2#RUN#"), s("STORY$")));
}

#[test]
fn index_patterns() {
    assert_eq!(of(Story::gsi1().partition("o").sk(|s| s.created_at_ge("2025"))), [Ge(s("2025"))]);
    assert_eq!(of(Story::gsi1().partition("o").sk(|s| s.created_at_prefix("2025"))), [BeginsWith(s("2025"))]);
    assert_eq!(of(Story::gsi1().partition("o").sk(|s| s.created_at("2025"))), [Equal(s("2025"))]);
}
