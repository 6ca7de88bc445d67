//! Conditions of writes: each operator where it holds, and where it just does not.

use std::collections::BTreeMap;

use dynamo_core::error::ErrorKind;
use dynamo_core::expr::{Check, Cond};
use dynamo_core::prelude::*;
use dynamo_core::request::AttributeType;

use crate::case::Case;
use crate::fixtures::{Address, Line, Status};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "conditions")]
struct Checked {
    #[pk]
    id: String,
    total: i64,
    limit: i64,
    text: String,
    status: Status,
    note: Option<String>,
    #[dynamo(null)]
    null: Option<String>,
    tags: std::collections::BTreeSet<String>,
    list: Vec<u32>,
    map: BTreeMap<String, u32>,
    address: Address,
    lines: Vec<Line>,
    #[dynamo(flatten)]
    rest: Item,
}

fn checked() -> Checked {
    Checked {
        id: "c".into(),
        total: 10,
        limit: 20,
        text: "abc".into(),
        status: Status::Paid,
        note: None,
        null: None,
        tags: ["x".into(), "y".into()].into(),
        list: vec![1, 2],
        map: [("one".into(), 1)].into(),
        address: Address { city: "Oslo".into(), zip: "0150".into() },
        lines: vec![Line { sku: "a".into(), qty: 1 }],
        rest: crate::stored::item([("more", crate::stored::n(5))]),
    }
}

variants! {
    Operator {
        Eq,
        EqNone,
        EqNull,
        Ne,
        Lt,
        Le,
        Gt,
        Ge,
        LtOfText,
        Between,
        OneOf,
        BeginsWith,
        ContainsText,
        ContainsElement,
        ContainsInList,
        Exists,
        NotExists,
        IsType,
        SizeOfText,
        SizeOfSet,
        SizeOfList,
        Not,
        And,
        Or,
        Precedence,
        All,
        Any,
        Attributes,
        Nested,
        Index,
        Member,
        Variant,
        ByName,
        Option,
    }
}

variants! {
    /// The writes that take a condition.
    Write { Put, DeleteItem, DeleteKey }
}

pub(crate) fn cases() -> Vec<Case> {
    Operator::ALL.iter().map(|operator| case(*operator)).collect()
}

/// It is written when the condition holds; the item stays, and comes with the error, when it does not.
fn case(operator: Operator) -> Case {
    Case::new(format!("condition {operator:?}"), move |bench| async move {
        let db = bench.with::<Checked>().await;
        for write in Write::ALL {
            checks(db, operator, *write).await;
        }
    })
}

async fn checks(db: &Db, operator: Operator, write: Write) {
    let item = checked();
    db.put(&item).await.expect("a new item");
    let failed = write.send(db, &item, |f| operator.fails(f)).await;
    let error = failed.expect_err(&format!("the condition does not hold: {write:?}"));
    assert_eq!(error.kind(), &ErrorKind::ConditionFailed, "{write:?}: {error:?}");
    assert_eq!(error.current::<Checked>().expect("the item"), Some(item.clone()), "{write:?}");
    assert_eq!(db.get(item.primary_key()).consistent().await.expect("a get"), Some(item.clone()), "{write:?}");
    let written = write.send(db, &item, |f| operator.holds(f)).await;
    written.unwrap_or_else(|error| panic!("the condition holds: {write:?}: {error:?}"));
    let left = db.get(item.primary_key()).consistent().await.expect("a get");
    match write {
        Write::Put => assert_eq!(left.expect("the item").limit, 99),
        Write::DeleteItem | Write::DeleteKey => assert_eq!(left, None),
    }
}

impl Write {
    async fn send<C>(self, db: &Db, item: &Checked, condition: C) -> Result<()>
    where
        C: FnOnce(&CheckedFields<Check<Checked>>) -> Cond<Check<Checked>>,
    {
        match self {
            Self::Put => db.put(&Checked { limit: 99, ..item.clone() }).only_if(condition).await,
            Self::DeleteItem => db.delete(item).only_if(condition).await,
            Self::DeleteKey => db.delete(item.primary_key()).only_if(condition).await,
        }
    }
}

type Fields = CheckedFields<Check<Checked>>;
type Condition = Cond<Check<Checked>>;

impl Operator {
    fn holds(self, f: &Fields) -> Condition {
        match self {
            Self::Eq => f.total().eq(10),
            Self::EqNone => f.note().eq(None),
            Self::EqNull => f.null().eq(None),
            Self::Ne => f.total().ne(9),
            Self::Lt => f.total().lt(11),
            Self::Le => f.total().le(10),
            Self::Gt => f.total().gt(9),
            Self::Ge => f.total().ge(10),
            Self::LtOfText => f.text().lt("abd"),
            Self::Between => f.total().between(10, 10),
            Self::OneOf => f.total().one_of([1, 10]),
            Self::BeginsWith => f.text().begins_with("ab"),
            Self::ContainsText => f.text().contains("bc"),
            Self::ContainsElement => f.tags().contains("y"),
            Self::ContainsInList => f.list().contains(2),
            Self::Exists => f.text().exists(),
            Self::NotExists => f.note().not_exists(),
            Self::IsType => f.null().is_type(AttributeType::Null),
            Self::SizeOfText => f.text().size().eq(3),
            Self::SizeOfSet => f.tags().size().ge(2),
            Self::SizeOfList => f.list().size().lt(3),
            Self::Not => !f.total().eq(9),
            Self::And => f.total().eq(10) & f.text().eq("abc"),
            Self::Or => f.total().eq(9) | f.text().eq("abc"),
            Self::Precedence => (f.total().eq(9) | f.total().eq(10)) & f.text().eq("abc"),
            Self::All => all([f.total().eq(10), f.limit().eq(20)]),
            Self::Any => any([f.total().eq(9), f.limit().eq(20)]),
            Self::Attributes => f.total().lt(f.limit()),
            Self::Nested => f.address().zip().eq("0150"),
            Self::Index => f.lines().at(0).qty().eq(1),
            Self::Member => f.map().key("one").eq(1),
            Self::Variant => f.status().eq(Status::Paid),
            Self::ByName => f.attr::<i64>("more").eq(5),
            Self::Option => f.note().ne("x").not() | f.total().eq(10),
        }
    }

    /// Next to what holds: what another operator, or none, would let pass.
    fn fails(self, f: &Fields) -> Condition {
        match self {
            Self::Eq => f.total().eq(11),
            Self::EqNone => f.note().ne(None),
            Self::EqNull => f.null().ne(None),
            Self::Ne => f.total().ne(10),
            Self::Lt => f.total().lt(10),
            Self::Le => f.total().le(9),
            Self::Gt => f.total().gt(10),
            Self::Ge => f.total().ge(11),
            Self::LtOfText => f.text().lt("abc"),
            Self::Between => f.total().between(11, 12),
            Self::OneOf => f.total().one_of([1, 11]),
            Self::BeginsWith => f.text().begins_with("b"),
            Self::ContainsText => f.text().contains("ac"),
            Self::ContainsElement => f.tags().contains("z"),
            Self::ContainsInList => f.list().contains(3),
            Self::Exists => f.note().exists(),
            Self::NotExists => f.null().not_exists(),
            Self::IsType => f.text().is_type(AttributeType::N),
            Self::SizeOfText => f.text().size().gt(3),
            Self::SizeOfSet => f.tags().size().ne(2),
            Self::SizeOfList => f.list().size().lt(2),
            Self::Not => !f.total().eq(10),
            Self::And => f.total().eq(10) & f.text().eq("x"),
            Self::Or => f.total().eq(9) | f.text().eq("x"),
            Self::Precedence => (f.total().eq(10) | f.total().eq(9)) & f.text().eq("x"),
            Self::All => all([f.total().eq(10), f.limit().eq(21)]),
            Self::Any => any([f.total().eq(9), f.limit().eq(21)]),
            Self::Attributes => f.total().ge(f.limit()),
            Self::Nested => f.address().zip().eq("Oslo"),
            Self::Index => f.lines().at(1).qty().eq(1),
            Self::Member => f.map().key("two").eq(1),
            Self::Variant => f.status().eq(Status::Pending),
            Self::ByName => f.attr::<i64>("more").eq(6),
            Self::Option => f.note().eq("x"),
        }
    }
}
