//! Sensitive members of documents, and everything that could print them.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Debug;

use dynamo_core::prelude::*;
use dynamo_core::table::{HasSort, IntoSort, Row as _};
use dynamo_core::value::{Entries, ItemWriter, WriteFields as _};

use crate::plain::{item, map, n, s};

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
struct Card {
    holder: String,
    #[dynamo(sensitive)]
    number: String,
    #[dynamo(sensitive)]
    limit: f64,
    inner: Vec<Card>,
}

#[derive(Debug, Clone, PartialEq, DynamoValue)]
struct Cards(Vec<Card>);

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "accounts")]
#[gsi(by_token, pk = owner, sk = token)]
struct Account {
    #[pk]
    id: String,
    owner: String,
    #[dynamo(sensitive)]
    token: String,
    name: String,
    card: Card,
    maybe: Option<Card>,
    cards: Vec<Card>,
    more: Cards,
    named: BTreeMap<String, Card>,
    pair: (u8, Card),
    #[dynamo(sensitive)]
    scores: BTreeMap<String, f64>,
    #[dynamo(sensitive)]
    words: HashSet<String>,
    #[dynamo(sensitive)]
    count: u64,
    wrapped: Sensitive<String>,
    wraps: Vec<Sensitive<String>>,
    total: u64,
}

fn card() -> Card {
    let inner = Card { holder: "shown".into(), number: "SECRET0".into(), limit: 77_777.0, inner: Vec::new() };
    Card { holder: "shown".into(), number: "SECRET1".into(), limit: 77_777.0, inner: vec![inner] }
}

fn account() -> Account {
    Account {
        id: "a".into(),
        owner: "o".into(),
        token: "SECRET2".into(),
        name: "n".into(),
        card: card(),
        maybe: Some(card()),
        cards: vec![card()],
        more: Cards(vec![card()]),
        named: [("k".to_owned(), card())].into(),
        pair: (1, card()),
        scores: [("SECRET3".to_owned(), 1.0)].into(),
        words: ["SECRET4".to_owned()].into(),
        count: 77_777,
        wrapped: "SECRET5".to_owned().into(),
        wraps: vec!["SECRET6".to_owned().into()],
        total: 5,
    }
}

/// Shows what is not sensitive, and nothing that is.
fn hides(shown: &impl Debug, visible: &str) {
    let shown = format!("{shown:?}");
    assert!(!shown.contains("SECRET") && !shown.contains("77777"), "{shown}");
    assert!(shown.contains(visible), "{visible} in {shown}");
}

fn update<A: dynamo_core::expr::Actions<dynamo_core::expr::Update<Account>> + Debug>(
    actions: impl Fn(&AccountFields<dynamo_core::expr::Update<Account>>) -> A,
) {
    use dynamo_core::table::DynamoTable as _;
    hides(&actions(&Account::fields()), "Action");
    hides(&Db::offline().update(Account::key("a")).set(actions).request().unwrap(), "accounts");
}

fn condition(
    condition: impl Fn(&AccountFields<dynamo_core::expr::Check<Account>>) -> Cond<dynamo_core::expr::Check<Account>>,
) {
    use dynamo_core::table::DynamoTable as _;
    hides(&condition(&Account::fields()), "");
    hides(&Db::offline().delete(Account::key("a")).only_if(condition).request().unwrap(), "accounts");
}

#[test]
fn whole_items() {
    hides(&Db::offline().put(&account()).request().unwrap(), "shown");
    hides(&Db::offline().batch_write().put(&account()).request().unwrap(), "shown");
    let mut writer = ItemWriter::default();
    account().write(&mut writer);
    hides(&writer, "wraps");
}

#[test]
fn actions() {
    update(|a| a.card().set(card()));
    update(|a| a.card().number().set("SECRET"));
    update(|a| a.card().inner().at(0).number().set("SECRET"));
    update(|a| a.maybe().set_opt(Some(card())));
    update(|a| a.cards().append([card()]));
    update(|a| a.more().append([card()]));
    update(|a| a.cards().at(0).number().set("SECRET"));
    update(|a| a.named().key("k").number().set("SECRET"));
    update(|a| a.pair().set((1, card())));
    update(|a| a.words().insert(["SECRET"]));
    update(|a| a.words().delete(["SECRET"]));
    update(|a| a.scores().key("SECRET").set(77_777.0));
    update(|a| a.scores().remove_key("SECRET"));
    update(|a| a.total().set(a.count() + 77_777u64));
    update(|a| a.count().set_if_absent(77_777u64));
    update(|a| a.wrapped().set("SECRET"));
    update(|a| a.wraps().set(vec![Sensitive("SECRET".to_owned())]));
    let shown =
        format!("{:?}", Db::offline().update(&account()).set(|a| a.cards().append([card()])).request().unwrap());
    assert!(shown.contains("shown"), "{shown}");
}

#[test]
fn conditions() {
    condition(|a| a.card().eq(card()));
    condition(|a| a.card().number().one_of(["SECRET"]) | !a.card().limit().between(77_777.0, 77_777.0));
    condition(|a| a.cards().contains(card()));
    condition(|a| a.more().contains(card()));
    condition(|a| a.words().contains("SECRET"));
    condition(|a| a.scores().key("SECRET").exists());
    condition(|a| a.scores().key("SECRET").gt(77_777.0) & a.name().eq("shown"));
    condition(|a| a.token().begins_with("SECRET"));
    condition(|a| a.wraps().at(0).eq("SECRET"));
    // A size tells of the value too.
    condition(|a| a.token().size().eq(77_777));
    use dynamo_core::table::DynamoTable as _;
    let fields = Account::fields::<dynamo_core::expr::Check<Account>>();
    hides(&(fields.name().eq("visible") & fields.token().eq("SECRET")), "visible");
}

#[test]
fn sort_keys_and_projections() {
    let sort = Account::by_token().partition("o").sk(|s| s.between("SECRET1", "SECRET2"));
    hides(&Db::offline().query(sort).request().unwrap(), "token");
    let condition = AccountByTokenIndex::sort().begins_with("SECRET");
    hides(&IntoSort::<AccountByTokenIndex>::into_sort(condition), "BeginsWith");
    let refused = AccountByTokenIndex::sort().between("SECRET2", "SECRET1");
    hides(&refused, "token");
    let selected = Db::offline().get(Account::key("a")).select(|a| a.scores().key("SECRET"));
    hides(&selected.request().unwrap(), "scores");
}

/// The text of an error names the attribute, and no value nor the name of a member that is one.
fn error(result: Result<impl Debug>, text: &str) {
    let error = result.unwrap_err();
    hides(&error, "");
    assert_eq!(error.to_string(), text);
}

#[test]
fn encode_errors() {
    let db = Db::offline();
    let wide = Card { limit: f64::NAN, ..card() };
    let text = |path: &str| format!("`{path}`: DynamoDB has no NaN and no infinities (table `accounts`)");
    error(db.put(&Account { card: wide.clone(), ..account() }).request(), &text("card.limit"));
    error(db.put(&Account { cards: vec![wide.clone()], ..account() }).request(), &text("cards[0].limit"));
    let scores: BTreeMap<_, _> = [("SECRET".to_owned(), f64::NAN)].into();
    error(db.put(&Account { scores: scores.clone(), ..account() }).request(), &text("scores"));
    error(db.update(Account::key("a")).set(|a| a.scores().key("SECRET").set(f64::NAN)).request(), &text("scores"));
    error(db.update(Account::key("a")).set(|a| a.scores().set(scores.clone())).request(), &text("scores"));
    error(db.update(Account::key("a")).set(|a| a.cards().append([wide.clone()])).request(), &text("cards[0].limit"));
    let huge = "`card.limit`: <redacted> is outside DynamoDB's numbers (1E-130 to 9.9E125) (table `accounts`)";
    error(db.update(Account::key("a")).set(|a| a.card().limit().set(7.7777e200)).request(), huge);
    error(db.delete(Account::key("a")).only_if(|a| a.card().limit().eq(7.7777e200)).request(), huge);
    let twice = "`scores` and `scores` are changed by one update; say it once (table `accounts`)";
    let both = db.update(Account::key("a")).set(|a| {
        (
            a.scores().set(scores.clone().into_iter().filter(|_| false).collect::<BTreeMap<_, _>>()),
            a.scores().remove_key("SECRET"),
        )
    });
    error(both.request(), twice);
}

#[derive(Debug, PartialEq, Projection)]
#[projection(Account)]
struct Counted {
    count: u64,
    card: Card,
}

#[test]
fn decode_errors_of_parts() {
    use dynamo_core::expr::Selection;
    use dynamo_core::table::DynamoTable as _;
    let fields = Account::fields::<dynamo_core::expr::Select<Account>>();
    let stored = item([
        ("count", n("-77777")),
        ("card", map([("holder", s("x")), ("number", n(77_777)), ("limit", s("SECRET"))])),
        ("scores", map([("SECRET", s("x"))])),
    ]);
    let texts = [
        (
            fields.count().pick(&stored).unwrap_err(),
            "attribute `count`: expected a number (N) that fits `u64`, found <redacted>",
        ),
        (fields.scores().pick(&stored).unwrap_err(), "attribute `scores`: expected a number (N), found S"),
        (
            fields.scores().key("SECRET").pick(&stored).unwrap_err(),
            "attribute `scores`: expected a number (N), found S",
        ),
        (fields.card().limit().pick(&stored).unwrap_err(), "attribute `card.limit`: expected a number (N), found S"),
        (Counted::read(&mut Entries::from_item(&stored)).unwrap_err(), ""),
    ];
    for (error, text) in texts {
        hides(&error, "");
        assert!(text.is_empty() || error.to_string() == text, "{error}");
    }
    let negative = item([("count", n("-77777"))]);
    let error = Counted::read(&mut Entries::from_item(&negative)).unwrap_err();
    assert_eq!(error.to_string(), "attribute `count`: expected a number (N) that fits `u64`, found <redacted>");
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "shared")]
#[pk("A#{a}")]
#[sk("A")]
struct Open {
    a: String,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "shared")]
#[pk("B#{b}")]
#[sk("B")]
struct Closed {
    b: Sensitive<String>,
}

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum Shared {
    Open(Open),
    Closed(Closed),
}

#[test]
fn keys_of_no_kind_are_hidden_if_any_kind_hides_them() {
    let stored = item([("PK", s("B#SECRET")), ("SK", s("C"))]);
    let error = Shared::from_item(stored).unwrap_err();
    hides(&error, "");
    assert_eq!(error.key(), Some("PK=<redacted>, SK=\"C\""));
}

#[test]
fn a_placeholder_of_a_sensitive_type_is_hidden() {
    let key = Closed::key(Sensitive("SECRET".to_owned()));
    assert_eq!(format!("{key:?}"), "ClosedKey { pk: <redacted>, sk: \"B\" }");
    let text = "key `b`: a key cannot be empty (table `shared`)";
    error(Db::offline().get(Closed::key(Sensitive(String::new()))).request(), text);
    let long = Closed::key(Sensitive("SECRET".repeat(1000)));
    hides(&long, "error");
    let broken = Closed::key(Sensitive("SECRET#".to_owned()));
    hides(&broken.pk().unwrap_err(), "b");
    hides(&broken.sk().unwrap_err(), "b");
}
