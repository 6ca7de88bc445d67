//! Names that would be markup, or would not end.

use dynamo_core::key::{Part, Pattern, Placeholder};
use dynamo_core::schema::diagram::Diagram;
use dynamo_core::schema::{AttributeSchema, IndexSchema, KeyAttribute, KeySource, Projected, Schema, Tag};
use dynamo_core::value::key_kind::KeyType;
use dynamo_core::value::{Inside, Shape, Stored};

use crate::markup::Page;

const SCRIPT: &str = "<script>alert('1')</script>";
const BREAKOUT: &str =
    "\"></text></svg><img src=x onerror=\"alert(1)\"><!-- ]]> --> \u{202e}txet\n\u{0}{}#34;&lt;%%{init}%%;`x`";
/// As many characters as none of DynamoDB's names have.
const LONG: &str = "a_name_that_goes_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_\
     and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_until_it_ends_at_last";
/// Each is twice as wide as a Latin letter, and there is no word to cut at.
const WIDE: &str = "全角文字の名前は二倍の幅がありますから行を半分の長さで折り返さなければなりません本当にそうです全角文字の名前は二倍の幅";

const PLACE: Placeholder = Placeholder { field: LONG, number: 0, width: None, sensitive: false };
const PATTERN: Pattern = Pattern {
    text: "",
    parts: &[Part::Literal(SCRIPT), Part::Placeholder(PLACE), Part::Literal(BREAKOUT)],
    escape: false,
};

const ATTRIBUTE: AttributeSchema = AttributeSchema {
    field: LONG,
    name: SCRIPT,
    shape: Shape::required(Stored::S),
    members: &[],
    sensitive: false,
    optional: true,
    inside: || Inside::Plain,
    default: None,
};

const fn key(name: &'static str) -> KeyAttribute {
    KeyAttribute { name, key_type: KeyType::Text, source: KeySource::Pattern(&PATTERN) }
}

const fn schema(entity: &'static str, table: &'static str, indexes: &'static [IndexSchema]) -> Schema {
    Schema {
        entity,
        table: Some(table),
        attributes: &[ATTRIBUTE],
        pk: key(BREAKOUT),
        sk: Some(key(SCRIPT)),
        indexes,
        tag: Some(Tag { attribute: BREAKOUT, value: SCRIPT }),
        ttl: Some(WIDE),
        version: Some(SCRIPT),
        timestamps: &[],
        schema_version: None,
    }
}

const INDEX: IndexSchema = IndexSchema {
    accessor: "x",
    name: BREAKOUT,
    local: false,
    pk: &[key(WIDE)],
    sk: &[key(LONG)],
    projected: Projected::Include(&[SCRIPT, BREAKOUT, LONG]),
};
const LONG_INDEX: IndexSchema = IndexSchema { name: LONG, ..INDEX };

static ONE: Schema = schema(SCRIPT, BREAKOUT, &[INDEX, LONG_INDEX]);
static OTHER: Schema = schema(LONG, BREAKOUT, &[INDEX]);
static THIRD: Schema = schema(WIDE, SCRIPT, &[]);
static LAST: Schema = schema("x", LONG, &[]);

/// Several tables of such names.
pub(crate) fn diagram() -> Diagram {
    Diagram::new([&ONE, &OTHER, &THIRD, &LAST])
}

#[test]
fn names_are_text_and_nothing_else() {
    let diagram = diagram();
    let (svg, html) = (diagram.svg(), diagram.html());
    // Parsing fails where a name has opened or closed anything.
    let (drawing, page) = (Page::parse(&svg), Page::parse(&html));
    let drawn = ["circle", "g", "path", "rect", "style", "svg", "text", "tspan"];
    assert_eq!(drawing.elements(), drawn);
    let around = ["body", "details", "div", "h1", "head", "html", "meta", "p", "pre", "summary", "title"];
    let mut all = [&drawn[..], &around[..]].concat();
    all.sort_unstable();
    assert_eq!(page.elements(), all);
    // And it is all there.
    let whole = drawing.lines().concat();
    assert!(whole.contains(SCRIPT) && whole.contains("<img src=x onerror=\"alert(1)\">"), "{whole}");
    assert!(!svg.contains(['\u{0}', '\u{202e}']));
}

#[test]
fn a_label_of_mermaid_ends_where_it_is_meant_to() {
    for line in diagram().mermaid().lines().skip(1) {
        // Two quotes around each label, none inside; no comment, no directive, no entity but its own.
        assert!(line.matches('"').count().is_multiple_of(2), "{line}");
        for label in line.split('"').skip(1).step_by(2) {
            let label = label.replace("<br/>", "");
            assert!(!label.contains(['<', '>', '"', '`', '%', '&', '\n', '\u{0}']), "{label}");
            let codes = label.split('#').skip(1);
            let is_code = |code: &str| code.split_once(';').is_some_and(|(digits, _)| digits.parse::<u32>().is_ok());
            assert!(codes.clone().all(is_code), "{label}");
        }
    }
}
