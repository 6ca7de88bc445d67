//! Return value by write: what each hands back where the item is there and where it is not, and what is stored afterwards.

use dynamo_core::backend::{BoxFuture, Feature};
use dynamo_core::error::ErrorKind;
use dynamo_core::operation::{Outcome, Put, Upsert};
use dynamo_core::prelude::*;
use dynamo_core::response::Capacity;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{Order, OrderFields, order};

variants! {
    Write { Put, Create, Update, UpdateByKey, Upsert, Delete, DeleteByKey }
}

variants! {
    /// What a write is asked to hand back.
    Hand {
        Nothing,
        Metered,
        Outcome,
        Old,
        OldPart,
        OldMetered,
        OldOutcome,
        New,
        NewPart,
        NewMetered,
        NewOutcome,
        Written,
        WrittenMetered,
        WrittenOutcome,
    }
}

/// What came of it.
#[derive(Debug, PartialEq)]
enum Handed {
    Nothing,
    NoItem,
    Item(Box<Order>),
    Part(u64, Option<String>),
    Applied(Box<Handed>),
    Rejected(Option<Box<Order>>),
    Failed(ErrorKind, Option<Box<Order>>),
}

impl From<()> for Handed {
    fn from((): ()) -> Self {
        Self::Nothing
    }
}

impl From<Order> for Handed {
    fn from(order: Order) -> Self {
        Self::Item(order.into())
    }
}

impl From<(u64, Option<String>)> for Handed {
    fn from((total, region): (u64, Option<String>)) -> Self {
        Self::Part(total, region)
    }
}

impl<H: Into<Self>> From<Option<H>> for Handed {
    fn from(item: Option<H>) -> Self {
        item.map_or(Self::NoItem, Into::into)
    }
}

impl<H: Into<Self>> From<Outcome<H, Order>> for Handed {
    fn from(outcome: Outcome<H, Order>) -> Self {
        match outcome {
            Outcome::Applied(handed) => Self::Applied(Box::new(handed.into())),
            Outcome::Rejected { current } => Self::Rejected(current.map(Into::into)),
        }
    }
}

impl<H: Into<Self>> From<(H, Capacity)> for Handed {
    fn from((handed, _): (H, Capacity)) -> Self {
        handed.into()
    }
}

pub(super) fn cases() -> Vec<Case> {
    let case = |write: &Write| {
        let write = *write;
        Case::new(format!("what {write:?} hands back"), move |bench| async move {
            bench.with::<Order>().await;
            let asked = Hand::ALL.iter().filter(|hand| bench.has(Feature::CapacityFigures) || !hand.is_metered());
            for hand in asked.filter(|hand| write.has(**hand)) {
                run(&bench, write, *hand).await;
            }
        })
    };
    Write::ALL.iter().map(case).chain([Case::new("handed back and not readable", unread)]).collect()
}

async fn run(bench: &Bench, write: Write, hand: Hand) {
    let db = &bench.db;
    for there in [false, true] {
        let before = if there { Some(db.put(&order()).written().await.expect("an order")) } else { None };
        let given = Order { rev: u64::from(there), total: 71, region: Some("eu".into()), ..order() };
        let after = Order { rev: given.rev + 1, ..given.clone() };
        let handed = match write.send(db, &given, hand).expect("it hands this back").await {
            Ok(handed) => handed,
            Err(error) => {
                let current = error.current::<Order>().expect("an order").map(Box::new);
                Handed::Failed(error.kind().clone(), current)
            }
        };
        assert_eq!(handed, write.hands(hand, before.as_ref(), &after), "{hand:?}, there: {there}");
        match (write.refusal(there), write) {
            (Some(_), _) => match before {
                Some(_) => bench.holds(&order()).await,
                None => bench.holds_nothing_of(&order()).await,
            },
            (None, Write::Delete | Write::DeleteByKey) => bench.holds_nothing_of(&order()).await,
            (None, _) => bench.holds(&given).await,
        }
        db.delete(Order::key("u1", "o1")).unversioned().await.expect("nothing is left");
    }
}

/// Whoever sees this error must know that the write was applied.
async fn unread(bench: Bench) {
    let db = bench.with::<Order>().await;
    let mut stored = Order { rev: 1, ..order() }.to_item().expect("an order");
    stored.insert("items_count".to_owned(), crate::stored::s("many"));
    bench.raw.write(&db.table_name::<Order>(), stored).await;
    let update = || db.update(Order::key("u1", "o1")).unversioned().set(|o| o.total().set(9));
    for error in [update().returning_old().await.expect_err("old"), update().returning_new().await.expect_err("new")] {
        assert!(error.is_decode() && error.to_string().contains("applied"), "{error}");
    }
    let parts = update().returning_new().select(|o| (o.total(), o.rev())).await;
    assert_eq!(parts.expect("parts that can be read"), (9, 4));
    let error = db.put(&Order { rev: 4, ..order() }).returning_old().await.expect_err("the old one");
    assert!(error.is_decode() && error.to_string().contains("applied"), "{error}");
    bench.holds(&Order { rev: 4, ..order() }).await;
}

type Sent<'d> = BoxFuture<'d, Result<Handed>>;

fn sent<'d, O, H>(operation: O) -> Option<Sent<'d>>
where
    O: IntoFuture<Output = Result<H>, IntoFuture: Send + 'd>,
    H: Into<Handed>,
{
    let sent = operation.into_future();
    Some(Box::pin(async move { sent.await.map(Into::into) }))
}

/// What is selected of an item.
macro_rules! part {
    ($operation:expr) => {
        $operation.select(|o| (o.total(), o.region()))
    };
}

/// The ways to hand an old item back, which all writes have.
macro_rules! old {
    ($operation:expr, $hand:expr, $($more:tt)*) => {
        match $hand {
            Hand::Nothing => sent($operation),
            Hand::Metered => sent($operation.metered()),
            Hand::Outcome => sent($operation.outcome()),
            Hand::Old => sent($operation.returning_old()),
            Hand::OldPart => sent(part!($operation.returning_old())),
            Hand::OldMetered => sent($operation.returning_old().metered()),
            Hand::OldOutcome => sent($operation.returning_old().outcome()),
            $($more)*
        }
    };
}

fn of_put(put: Put<Order>, hand: Hand) -> Option<Sent<'static>> {
    old!(put, hand,
        Hand::Written => sent(put.written()),
        Hand::WrittenMetered => sent(put.written().metered()),
        Hand::WrittenOutcome => sent(put.written().outcome()),
        Hand::New | Hand::NewPart | Hand::NewMetered | Hand::NewOutcome => None,
    )
}

fn of_upsert(upsert: Upsert<Order>, hand: Hand) -> Option<Sent<'static>> {
    old!(upsert, hand,
        Hand::New => sent(upsert.returning_new()),
        Hand::NewPart => sent(part!(upsert.returning_new())),
        Hand::NewMetered => sent(upsert.returning_new().metered()),
        Hand::NewOutcome => sent(upsert.returning_new().outcome()),
        Hand::Written | Hand::WrittenMetered | Hand::WrittenOutcome => None,
    )
}

macro_rules! of_update {
    ($update:expr, $hand:expr) => {{
        let update = $update;
        old!(update, $hand,
            Hand::New => sent(update.returning_new()),
            Hand::NewPart => sent(part!(update.returning_new())),
            Hand::NewMetered => sent(update.returning_new().metered()),
            Hand::NewOutcome => sent(update.returning_new().outcome()),
            Hand::Written | Hand::WrittenMetered | Hand::WrittenOutcome => None,
        )
    }};
}

macro_rules! of_delete {
    ($delete:expr, $hand:expr) => {{
        let delete = $delete;
        old!(delete, $hand,
            Hand::New | Hand::NewPart | Hand::NewMetered | Hand::NewOutcome => None,
            Hand::Written | Hand::WrittenMetered | Hand::WrittenOutcome => None,
        )
    }};
}

impl Write {
    fn send(self, db: &Db, given: &Order, hand: Hand) -> Option<Sent<'static>> {
        let (key, total, region) = (given.primary_key(), given.total, given.region.clone());
        let set = move |o: &OrderFields<_>| (o.total().set(total), o.region().set(region));
        match self {
            Self::Put => of_put(db.put(given), hand),
            Self::Create => of_put(db.create(&Order { rev: 0, ..given.clone() }), hand),
            // An item that is not there has no version.
            Self::Update => of_update!(db.update(given).set(set), hand),
            Self::UpdateByKey => of_update!(db.update(key).unversioned().set(set), hand),
            Self::Upsert => of_upsert(db.upsert(key).set(set).or_insert(given), hand),
            Self::Delete => of_delete!(db.delete(given), hand),
            Self::DeleteByKey => of_delete!(db.delete(key).unversioned(), hand),
        }
    }

    fn has(self, hand: Hand) -> bool {
        self.send(&Db::offline(), &order(), hand).is_some()
    }

    /// Why it is refused, if it is.
    fn refusal(self, there: bool) -> Option<ErrorKind> {
        match (self, there) {
            (Self::Create, true) => Some(ErrorKind::AlreadyExists),
            (Self::Update | Self::UpdateByKey, false) => Some(ErrorKind::NotFound),
            _ => None,
        }
    }

    fn hands(self, hand: Hand, before: Option<&Order>, after: &Order) -> Handed {
        let item = |order: &Order| Handed::Item(order.clone().into());
        let part = |order: &Order| Handed::Part(order.total, order.region.clone());
        if let Some(kind) = self.refusal(before.is_some()) {
            let current = before.cloned().map(Box::new);
            return if hand.is_outcome() { Handed::Rejected(current) } else { Handed::Failed(kind, current) };
        }
        let handed = match hand {
            Hand::Nothing | Hand::Metered | Hand::Outcome => Handed::Nothing,
            Hand::Old | Hand::OldMetered | Hand::OldOutcome => before.map_or(Handed::NoItem, item),
            Hand::OldPart => before.map_or(Handed::NoItem, part),
            Hand::New | Hand::NewMetered | Hand::NewOutcome => item(after),
            Hand::Written | Hand::WrittenMetered | Hand::WrittenOutcome => item(after),
            Hand::NewPart => part(after),
        };
        if hand.is_outcome() { Handed::Applied(Box::new(handed)) } else { handed }
    }
}

impl Hand {
    fn is_outcome(self) -> bool {
        matches!(self, Self::Outcome | Self::OldOutcome | Self::NewOutcome | Self::WrittenOutcome)
    }

    fn is_metered(self) -> bool {
        matches!(self, Self::Metered | Self::OldMetered | Self::NewMetered | Self::WrittenMetered)
    }
}
