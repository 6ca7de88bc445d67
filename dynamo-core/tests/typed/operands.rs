//! What can stand in an expression, what is refused, and attributes by name.

use dynamo_core::error::{ErrorKind, Result};
use dynamo_core::expr::{Check, Filter, IntoCondition};
use dynamo_core::prelude::*;
use dynamo_core::request::Comparison::{Eq, Gt};
use dynamo_core::request::{Condition, DocumentPath};
use dynamo_core::value::Number;

use crate::fixtures::{Kinds, KindsFields, Order};
use crate::plain::{at, n, s, value};

type Fields = KindsFields<Check<Kinds>>;

fn check<C: IntoCondition<Check<Kinds>>>(make: impl FnOnce(&Fields) -> C) -> Result<Option<Condition>> {
    Db::offline().delete(Kinds::key("k")).only_if(make).request().map(|request| request.condition)
}

fn refused<C: IntoCondition<Check<Kinds>>>(make: impl FnOnce(&Fields) -> C, text: &str) {
    let error = check(make).unwrap_err();
    assert!(error.is_invalid_request(), "{error:?}");
    assert_eq!(error.to_string(), text);
}

#[test]
fn what_cannot_be_stored_is_an_error_of_the_request() {
    let no_nan = "`float`: DynamoDB has no NaN and no infinities (table `kinds`)";
    refused(|o| o.float().eq(f64::NAN), no_nan);
    refused(|o| o.float().lt(f64::INFINITY), no_nan);
    refused(|o| o.float().between(0.0, f64::NAN), no_nan);
    refused(|o| o.float().one_of([0.0, f64::NAN]), no_nan);
    refused(|o| !(o.flag().eq(true) & o.float().eq(f64::NAN)), no_nan);
    refused(|o| o.flag().eq(true) | all([o.float().eq(f64::NAN)]), no_nan);
    let update = Db::offline().update(Kinds::key("k")).set(|o| o.float().set(f64::NAN)).request().unwrap_err();
    assert!(matches!(update.kind(), ErrorKind::Encode(_)));
    assert_eq!(update.to_string(), no_nan);
    let filter = Db::offline().scan::<Kinds>().filter(|o| o.float().eq(f64::NAN)).request().unwrap_err();
    assert_eq!(filter.to_string(), no_nan);
    let digits = "1".repeat(39);
    let long: Result<Number, _> = digits.parse();
    assert!(long.is_err(), "no operand can have more than 38 digits");
    let text = format!("`big`: {digits} has more than 38 significant digits (table `kinds`)");
    refused(|o| o.attr::<u128>("big").eq(digits.parse::<u128>().unwrap()), &text);
}

#[test]
fn none_has_no_order() {
    let text = "`maybe`: a value is needed here, not `None` (table `kinds`)";
    refused(|o| o.maybe().lt(None), text);
    refused(|o| o.maybe().one_of([None::<String>]), text);
    refused(|o| o.maybe().begins_with(None), text);
    refused(|o| o.maybe().between("a", None), text);
}

#[test]
fn alternatives_are_1_to_100() {
    refused(|o| o.number().one_of::<u64>([]), "`number`: `one_of` takes 1 to 100 values, not 0 (table `kinds`)");
    refused(|o| o.number().one_of(0..101), "`number`: `one_of` takes 1 to 100 values, not 101 (table `kinds`)");
    assert!(check(|o| o.number().one_of(0..100)).is_ok());
    assert!(check(|o| o.number().one_of([1])).is_ok());
}

#[test]
fn an_expression_has_4_kb() {
    let explained = |alternatives: usize| {
        let scan = Db::offline().scan::<Kinds>();
        scan.filter(|o| any((0..alternatives).map(|number| o.text().eq(number.to_string())))).explain()
    };
    assert!(explained(200).is_ok());
    let error = explained(500).unwrap_err();
    assert!(error.is_invalid_request(), "{error:?}");
    assert!(error.to_string().contains("DynamoDB's limit is 4096"), "{error}");
}

#[test]
fn no_conditions_at_all_are_refused() {
    let nothing = Vec::<Cond<Check<Kinds>>>::new;
    refused(|_| all(nothing()), "`all` was given no conditions (table `kinds`)");
    refused(|_| any(nothing()), "`any` was given no conditions (table `kinds`)");
    refused(|o| o.flag().eq(true) & any(nothing()), "`any` was given no conditions (table `kinds`)");
}

#[test]
fn an_option_of_a_condition() {
    let least = Some(5);
    let with = check(|o| least.map(|least| o.number().gt(least))).unwrap();
    assert_eq!(with, Some(Condition::Compare(Gt, at("number"), value(n(5)))));
    let least = None::<u64>;
    assert_eq!(check(|o| least.map(|least| o.number().gt(least))).unwrap(), None);
}

#[test]
fn attributes_by_name() {
    let of = |name: &'static str| {
        Condition::Compare(Eq, dynamo_core::request::Operand::Path(DocumentPath::root(name)), value(n(1)))
    };
    for name in ["unknown thing", "a.b", "a-b", "a__b", "#x", ":v", "size", "é😀", "attr", "self", "[0]", "text"] {
        assert_eq!(check(|o| o.attr::<u64>(name).eq(1)).unwrap(), Some(of(name)), "{name}");
    }
    let nested = check(|o| o.attr::<Vec<crate::fixtures::Line>>("more").at(3).qty().eq(1)).unwrap();
    assert_eq!(nested, Some(Condition::Compare(Eq, at("more[3].qty"), value(n(1)))));
    let text = check(|o| o.attr::<String>("note").begins_with("x")).unwrap();
    assert_eq!(text, Some(Condition::BeginsWith(crate::plain::path("note"), value(s("x")))));
}

#[test]
fn paths_known_at_run_time() {
    let path: Path<u64, Check<Kinds>> = Path::parse("rest.items[0].qty").unwrap();
    assert_eq!(check(|_| path.eq(1)).unwrap(), Some(Condition::Compare(Eq, at("rest.items[0].qty"), value(n(1)))));
    assert_eq!(format!("{path:?}"), "Path(rest.items[0].qty)");
    for (text, problem) in [
        ("", "it has no attribute name"),
        (".a", "it has no attribute name"),
        ("[0]", "it has no attribute name"),
        ("a.", "a `.` is followed by no name"),
        ("a..b", "a `.` is followed by no name"),
        ("a[", "a `[` is not closed"),
        ("a[]", "an index is digits only"),
        ("a[+1]", "an index is digits only"),
        ("a[-1]", "an index is digits only"),
        ("a[1 ]", "an index is digits only"),
        ("a[99999999999999999999]", "an index is too large"),
        ("a[0]b", "expected `.` or `[`"),
        ("a]", "expected `.` or `[`"),
    ] {
        let error = Path::<u64, Check<Kinds>>::parse(text).unwrap_err();
        assert_eq!(error.to_string(), format!("`{text}` is not a document path: {problem}"));
    }
}

#[test]
fn paths_known_at_run_time_are_checked_against_the_index() {
    let db = Db::offline();
    let by_status = || db.query(Order::by_status().partition(crate::fixtures::Status::Paid));
    by_status().filter(|o| o.attr::<u64>("total").gt(1)).request().unwrap();
    let error = by_status().filter(|o| o.attr::<u64>("unknown").gt(1)).request().unwrap_err();
    let text = "attribute `unknown` is not projected into index `by_status` (\"gsi-status-date\"), which holds `user_id`, \
                `order_id`, `status`, `created_at`, `total`, `items_count`, `expires_at` (table `orders`)";
    assert!(error.is_invalid_request());
    assert_eq!(error.to_string(), text);
    let error = by_status().select(|o| o.attr::<u64>("unknown")).request().unwrap_err();
    assert_eq!(error.to_string(), text);
    let parsed = || Path::<u64, Filter<OrderByStatus>>::parse("unknown[0]").unwrap();
    assert_eq!(by_status().filter(|_| parsed().gt(1)).request().unwrap_err().to_string(), text);
    let scan = db.scan_index(Order::by_region()).filter(|o| o.attr::<u64>("total").gt(1)).request().unwrap_err();
    assert!(scan.to_string().starts_with("attribute `total` is not projected into index `by_region`"));
    // An index that holds everything, and a local one, which DynamoDB completes from the table.
    let all = db.query(Order::by_tenant().partition("t", "r")).filter(|o| o.attr::<u64>("unknown").gt(1));
    all.request().unwrap();
}

type OrderByStatus = crate::fixtures::OrderByStatusIndex;

#[test]
fn keys_by_name_are_no_filter_of_a_query() {
    let db = Db::offline();
    let error = db.query(Order::partition("u")).filter(|o| o.attr::<String>("order_id").eq("o")).request().unwrap_err();
    let text = "attribute `order_id` is a key of what is queried, and DynamoDB rejects key attributes in a query's filter; \
                narrow the query with `.sk(..)` instead (table `orders`)";
    assert_eq!(error.to_string(), text);
    let by_status = db.query(Order::by_status().partition(crate::fixtures::Status::Paid));
    by_status.filter(|o| o.attr::<String>("order_id").eq("o")).request().unwrap();
    db.scan::<Order>().filter(|o| o.attr::<String>("order_id").eq("o")).request().unwrap();
}

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
struct Side {
    name: String,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "pairs")]
struct Pair {
    #[pk]
    id: String,
    left: Side,
    right: Side,
    maybe: Option<Side>,
    lefts: Vec<Side>,
    rights: Vec<Side>,
    by_left: std::collections::BTreeMap<String, Side>,
    by_right: std::collections::BTreeMap<String, Side>,
}

/// As attributes of plain types are: whole documents, lists and maps, compared with and set from each other.
#[test]
fn documents_lists_and_maps_stand_for_each_other() {
    let delete = |condition: fn(&PairFields<Check<Pair>>) -> Cond<Check<Pair>>| {
        Db::offline().delete(Pair::key("p")).only_if(condition).request().unwrap().condition.unwrap()
    };
    let equal = |left: &str, right: &str| Condition::Compare(Eq, at(left), at(right));
    assert_eq!(delete(|p| p.left().eq(p.right())), equal("left", "right"));
    assert_eq!(delete(|p| p.left().eq(p.maybe())), equal("left", "maybe"));
    assert_eq!(delete(|p| p.maybe().eq(p.right())), equal("maybe", "right"));
    assert_eq!(delete(|p| p.left().one_of([p.right()])), Condition::OneOf(at("left"), vec![at("right")]));
    assert_eq!(delete(|p| p.lefts().eq(p.rights())), equal("lefts", "rights"));
    assert_eq!(delete(|p| p.lefts().at(0).eq(p.right())), equal("lefts[0]", "right"));
    assert_eq!(delete(|p| p.by_left().eq(p.by_right())), equal("by_left", "by_right"));
    assert_eq!(delete(|p| p.by_left().key("x").eq(p.left())), equal("by_left.x", "left"));
    let update = Db::offline().update(Pair::key("p"));
    let update =
        update.set(|p| (p.left().set(p.right()), p.lefts().set(p.rights()), p.by_left().set_if_absent(p.by_right())));
    assert_eq!(update.request().unwrap().actions.len(), 3);
}
