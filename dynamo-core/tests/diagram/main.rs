//! Pictures of models: what they say, and that names cannot say anything else.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics has failed")]

mod hostile;
mod markup;
mod model;

use std::path::Path;

use dynamo_core::prelude::*;
use dynamo_core::schema::diagram::{Diagram, Reads};
use dynamo_core::table::DynamoEntities;
use markup::Page;
use model::{Counter, Order, Profile, Story};

fn model() -> Diagram {
    Diagram::of::<(Story, Profile)>().and::<Order>()
}

/// Compares with a file beside this one; what there is instead is left in the build folder.
fn is_golden(name: &str, found: &str) {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagram").join(name);
    if std::fs::read_to_string(&golden).is_ok_and(|golden| golden == found) {
        return;
    }
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&place, found).unwrap();
    panic!("{} is not what is drawn: read {}, and put it there if it is right", golden.display(), place.display());
}

#[test]
fn mermaid_as_it_was_read() {
    is_golden("model.mmd", &model().mermaid());
}

#[test]
fn the_texts_of_the_drawing_as_they_were_read() {
    let svg = model().svg();
    is_golden("model.txt", &Page::parse(&svg).lines().join("\n"));
}

#[test]
fn tables_are_grouped_by_name_and_kinds_are_drawn_once() {
    let diagram =
        Diagram::new(<AppItem as DynamoEntities>::SCHEMAS.iter().copied()).and::<(Order, Story)>().and::<Order>();
    let names = |at: usize| diagram.tables[at].entities.iter().map(|entity| &*entity.name).collect::<Vec<_>>();
    assert_eq!(diagram.tables.iter().map(|table| &*table.name).collect::<Vec<_>>(), ["app", "orders"]);
    assert_eq!((names(0), names(1)), (vec!["Story", "Profile"], vec!["Order"]));
    assert_eq!(
        diagram.tables[0].shared_partitions(),
        [("USER#{owner}".to_owned(), vec!["Story".into(), "Profile".into()])]
    );
    assert_eq!(diagram.tables[1].shared_partitions(), []);
}

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum AppItem {
    Story(Story),
    Profile(Profile),
}

#[test]
fn a_pattern_is_read_by_each_of_its_beginnings() {
    let diagram = Diagram::of::<Story>();
    let reads = diagram.tables[0].entities[0].reads.iter();
    let reads: Vec<_> = reads.map(|access| (access.reads, &*access.call, &*access.keys)).collect();
    assert_eq!(
        reads,
        [
            (
                Reads::One,
                "Story::key(owner, story_id, run_id)",
                "PK = USER#{owner}, SK = STORY#{story_id}#RUN#{run_id:010}"
            ),
            (Reads::Many, "Story::partition(owner)", "PK = USER#{owner}, SK begins with STORY#"),
            (
                Reads::Many,
                "Story::partition(owner).sk(|s| s.story_id(story_id))",
                "PK = USER#{owner}, SK begins with STORY#{story_id}#RUN#"
            ),
        ]
    );
}

/// The calls that are drawn are calls that compile, and ask what is drawn.
#[test]
fn the_calls_are_those_of_the_library() -> Result<()> {
    let db = Db::offline();
    let asked = |explained: dynamo_core::output::Explained| explained.to_string();
    let all = asked(db.query(Story::partition("u1")).explain()?);
    assert!(all.contains("STORY#") && !all.contains("RUN#"), "{all}");
    let runs = asked(db.query(Story::partition("u1").sk(|s| s.story_id("12"))).explain()?);
    assert!(runs.contains("STORY#12#RUN#"), "{runs}");
    db.query(Story::gsi1().partition("o1").sk(|s| s.created_at("2026"))).explain()?;
    db.query(Order::by_tenant().partition("t1", "eu").sk(|s| s.status("paid").created_at("2026"))).explain()?;
    db.query(Order::partition("u1").sk(|s| s.between("o1", "o2"))).explain()?;
    db.query(Order::by_amount().partition("u1").sk(|s| s.between(1, 2))).explain()?;
    Ok(())
}

#[test]
fn keys_of_several_attributes_are_given_from_the_left() {
    let diagram = Diagram::of::<Order>();
    let index = diagram.tables[0].indexes.iter().find(|index| index.name == "by_tenant").unwrap();
    let keys: Vec<_> = index.entries[0].reads.iter().map(|access| &*access.keys).collect();
    assert_eq!(
        keys,
        [
            "tenant = {tenant}, region = {region}",
            "tenant = {tenant}, region = {region}, status = {status}",
            "tenant = {tenant}, region = {region}, status = {status}, created_at = {created_at}",
        ]
    );
}

#[test]
fn a_type_without_sort_key_is_read_by_its_key_alone() {
    let diagram = Diagram::of::<Counter>();
    let calls: Vec<_> = diagram.tables[0].entities[0].reads.iter().map(|access| &*access.call).collect();
    assert_eq!(calls, ["Counter::key(id)"]);
}

#[test]
fn everything_stands_inside_of_its_box() {
    for diagram in [model(), hostile::diagram(), Diagram::of::<Counter>().and::<(Story, Profile)>(), Diagram::default()]
    {
        let svg = diagram.svg();
        let page = Page::parse(&svg);
        page.check_boxes();
        for table in &diagram.tables {
            assert!(page.has("data-table", &table.name), "{}", table.name);
            assert!(table.entities.iter().all(|entity| page.has("data-entity", &entity.name)));
            assert!(table.indexes.iter().all(|index| page.has("data-index", &index.name)));
        }
    }
}

#[test]
fn a_page_needs_nothing_from_elsewhere() {
    for diagram in [model(), hostile::diagram()] {
        let (html, svg) = (diagram.html(), diagram.svg());
        let page = Page::parse(&html);
        // What loads something is an attribute, an element (see `hostile`), or in the style.
        let known = [
            "aria-label",
            "charset",
            "class",
            "content",
            "cx",
            "cy",
            "d",
            "data-entity",
            "data-index",
            "data-table",
            "height",
            "http-equiv",
            "lang",
            "name",
            "r",
            "role",
            "rx",
            "viewBox",
            "width",
            "x",
            "xmlns",
            "y",
        ];
        assert_eq!(page.attributes(), known);
        let style = page.style();
        assert!(style.contains("prefers-color-scheme: dark"));
        assert!(!style.contains("url") && !style.contains("@import") && !style.contains("@font-face"), "{style}");
        assert!(
            html.contains("default-src 'none'") && html.contains(&svg),
            "the page has the drawing, and loads nothing"
        );
    }
}
