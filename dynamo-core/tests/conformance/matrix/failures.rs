//! Failure by write: told by its kind, with the item that is there, and nothing is written.

use dynamo_core::error::ErrorKind;
use dynamo_core::expr::{Check, Cond};
use dynamo_core::operation::{Delete, Put, Update, Upsert};
use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{Address, Order, OrderFields, order};

variants! {
    Write { Put, Create, Update, UpdateAtVersion, UpdateUnversioned, Upsert, Delete, DeleteAtVersion, DeleteUnversioned }
}

variants! {
    Failure {
        Taken,
        Missing,
        OtherVersion,
        OtherVersionAndCondition,
        ConditionFails,
        ConditionFailsOnNothing,
        AboveRange,
        BelowRange,
        RangeOfNothing,
        SameTwice,
        ParentAndPart,
        NoAction,
        Incomplete,
        MissingParent,
        WrongStoredType,
        NoConditions,
        NoAlternatives,
        Unstorable,
        EmptyKey,
        EmptyIndexKey,
        TooLarge,
        NoTable,
        Expired,
    }
}

/// What has to come: the kind of error, and whether the item that is there comes with it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Told {
    AlreadyExists,
    NotFound,
    VersionConflict,
    ConditionFailed,
    OutOfRange,
    InvalidRequest,
    InvalidKey,
    Encode,
    TooLarge,
    MissingTable,
}

pub(super) fn cases() -> Vec<Case> {
    let case = |failure: &Failure| {
        let failure = *failure;
        Case::new(format!("failing for {failure:?}"), move |bench| async move {
            if failure != Failure::NoTable {
                bench.with::<Order>().await;
            }
            for write in Write::ALL {
                if let Some(told) = failure.of(*write) {
                    run(&bench, failure, *write, told).await;
                }
            }
        })
    };
    Failure::ALL.iter().map(case).collect()
}

async fn run(bench: &Bench, failure: Failure, write: Write, told: Told) {
    let there = failure.there().map(|there| Order { rev: 3, ..there });
    if let Some(there) = &there {
        bench.raw.write(&bench.db.table_name::<Order>(), there.to_item().expect("an order")).await;
    }
    let before = stored(bench).await;
    let error = write.send(&bench.db, failure).await.expect_err(&format!("it is refused: {write:?}"));
    assert_eq!(told_by(error.kind()), Some(told), "{write:?}: {error:?}");
    assert_eq!(error.table(), Some(&*bench.db.table_name::<Order>()), "{write:?}: {error:?}");
    if told.is_the_engines() {
        assert_eq!(error.operation(), Some(write.operation()), "{error:?}");
        assert_eq!(error.key(), Some(r#"user_id="u1", order_id="o1""#), "{write:?}");
    }
    // Only what the engine refused knows the item, be it an expired one.
    let expected = there.filter(|_| told.knows_the_item() || failure == Failure::Expired);
    assert_eq!(error.current::<Order>().expect("an order"), expected, "{write:?}: {error:?}");
    match error.kind() {
        ErrorKind::OutOfRange { attribute } => assert_eq!(attribute, "items_count"),
        ErrorKind::VersionConflict { expected, found } => assert_eq!((*expected, *found), (2, Some(3))),
        _ => {}
    }
    assert_eq!(stored(bench).await, before, "something was written by {write:?}");
}

async fn stored(bench: &Bench) -> Vec<Item> {
    let table = bench.db.table_name::<Order>();
    if bench.raw.has_table(&table).await { bench.raw.items(&table).await } else { Vec::new() }
}

fn told_by(kind: &ErrorKind) -> Option<Told> {
    Some(match kind {
        ErrorKind::AlreadyExists => Told::AlreadyExists,
        ErrorKind::NotFound => Told::NotFound,
        ErrorKind::VersionConflict { .. } => Told::VersionConflict,
        ErrorKind::ConditionFailed => Told::ConditionFailed,
        ErrorKind::OutOfRange { .. } => Told::OutOfRange,
        ErrorKind::InvalidRequest { .. } => Told::InvalidRequest,
        ErrorKind::InvalidKey(_) => Told::InvalidKey,
        ErrorKind::Encode(_) => Told::Encode,
        ErrorKind::ItemTooLarge { .. } => Told::TooLarge,
        ErrorKind::MissingTable => Told::MissingTable,
        _ => return None,
    })
}

impl Told {
    /// Whether the engine refused it, and not the library.
    fn is_the_engines(self) -> bool {
        self.knows_the_item() || matches!(self, Self::NotFound | Self::MissingTable)
    }

    fn knows_the_item(self) -> bool {
        matches!(self, Self::AlreadyExists | Self::VersionConflict | Self::ConditionFailed | Self::OutOfRange)
    }
}

impl Failure {
    /// What it is told as; `None` where the write cannot fail so.
    fn of(self, write: Write) -> Option<Told> {
        let (update, delete) = (write.is_update(), write.is_delete());
        let changes = update || write == Write::Upsert;
        let checks_version = matches!(
            write,
            Write::Put | Write::Update | Write::UpdateAtVersion | Write::Delete | Write::DeleteAtVersion
        );
        match self {
            Self::Taken => (write == Write::Create).then_some(Told::AlreadyExists),
            Self::Missing => update.then_some(Told::NotFound),
            Self::OtherVersion | Self::OtherVersionAndCondition => checks_version.then_some(Told::VersionConflict),
            // A create does not get as far as its condition.
            Self::ConditionFails => (write != Write::Create).then_some(Told::ConditionFailed),
            Self::ConditionFailsOnNothing if update => Some(Told::NotFound),
            Self::ConditionFailsOnNothing => Some(Told::ConditionFailed),
            Self::AboveRange | Self::BelowRange => changes.then_some(Told::OutOfRange),
            Self::RangeOfNothing => (write == Write::Upsert).then_some(Told::OutOfRange),
            Self::SameTwice | Self::ParentAndPart | Self::NoAction | Self::MissingParent | Self::WrongStoredType => {
                (changes && !(self == Self::NoAction && write == Write::Upsert)).then_some(Told::InvalidRequest)
            }
            Self::Incomplete => (write == Write::Upsert).then_some(Told::InvalidRequest),
            Self::NoConditions | Self::NoAlternatives => Some(Told::Encode),
            Self::Unstorable => changes.then_some(Told::Encode),
            Self::EmptyKey => Some(Told::InvalidKey),
            Self::EmptyIndexKey => (!delete).then_some(Told::InvalidKey),
            Self::TooLarge => (!delete).then_some(Told::TooLarge),
            Self::NoTable => Some(Told::MissingTable),
            Self::Expired if update => Some(Told::NotFound),
            Self::Expired => (write == Write::Upsert).then_some(Told::ConditionFailed),
        }
    }

    /// What is there, at version 3.
    fn there(self) -> Option<Order> {
        match self {
            Self::Missing | Self::ConditionFailsOnNothing | Self::RangeOfNothing | Self::NoTable => None,
            Self::AboveRange => Some(Order { items_count: u32::MAX, ..order() }),
            Self::BelowRange => Some(Order { items_count: 0, ..order() }),
            Self::Expired => {
                let past = std::time::SystemTime::now() - dynamo_core::value::hours(1);
                Some(Order { expires_at: Some(past.into()), ..order() })
            }
            _ => Some(order()),
        }
    }

    /// The version that the caller has.
    fn version(self) -> u64 {
        match self {
            Self::OtherVersion | Self::OtherVersionAndCondition => 2,
            Self::ConditionFailsOnNothing | Self::Missing => 0,
            _ => 3,
        }
    }

    /// What a put is given; what an upsert may insert.
    fn given(self) -> Order {
        let given = Order { rev: self.version(), ..order() };
        match self {
            Self::EmptyKey => Order { order_id: String::new(), ..given },
            Self::EmptyIndexKey => Order { region: Some(String::new()), ..given },
            Self::TooLarge => Order { description: Some("x".repeat(400 * 1024)), ..given },
            Self::Unstorable => Order {
                rest: [("more".to_owned(), aws_sdk_dynamodb::types::AttributeValue::Ns(Vec::new()))].into(),
                ..given
            },
            _ => given,
        }
    }

    fn condition(self, f: &OrderFields<Check<Order>>) -> Option<Cond<Check<Order>>> {
        match self {
            Self::ConditionFails | Self::ConditionFailsOnNothing | Self::OtherVersionAndCondition => {
                Some(f.total().eq(1))
            }
            Self::NoConditions => Some(all([])),
            Self::NoAlternatives => Some(f.total().one_of::<u64>([])),
            _ => None,
        }
    }

    /// The changes of an update.
    fn actions(self, f: &OrderFields<U>) -> Vec<Done> {
        let address = || Address { city: "c".into(), zip: "z".into() };
        match self {
            Self::AboveRange => vec![f.items_count().increment(1)],
            Self::BelowRange | Self::RangeOfNothing => vec![f.items_count().decrement(1)],
            Self::SameTwice => vec![f.total().set(1), f.total().set(2)],
            Self::ParentAndPart => vec![f.address().set(address()), f.address().zip().set("1")],
            Self::NoAction | Self::Incomplete => vec![],
            Self::MissingParent => vec![f.attr::<Address>("nowhere").zip().set("1")],
            Self::WrongStoredType => vec![f.attr::<f64>("tenant").increment(1.0)],
            Self::Unstorable => vec![f.attr::<f64>("more").set(f64::NAN)],
            Self::EmptyIndexKey => vec![f.region().set("")],
            Self::TooLarge => vec![f.description().set("x".repeat(400 * 1024))],
            _ => vec![f.total().set(5)],
        }
    }
}

type U = dynamo_core::expr::Update<Order>;
type Done = dynamo_core::expr::Action<U>;

impl Write {
    async fn send(self, db: &Db, failure: Failure) -> Result<()> {
        let (given, key, version) = (failure.given(), failure.given().primary_key(), failure.version());
        let put = |put: Put<Order>| put.only_if(|f| failure.condition(f));
        let upsert = |upsert: Upsert<Order>| upsert.set(|f| failure.actions(f)).only_if(|f| failure.condition(f));
        match self {
            Self::Put => put(db.put(&given)).await,
            Self::Create => put(db.create(&Order { rev: 0, ..given })).await,
            Self::Update => update(db.update(&given), failure).await,
            Self::UpdateAtVersion => update(db.update(key).at_version(version), failure).await,
            Self::UpdateUnversioned => update(db.update(key).unversioned(), failure).await,
            Self::Upsert if failure == Failure::Incomplete => upsert(db.upsert(key)).await,
            Self::Upsert => upsert(db.upsert(key)).or_insert(&Order { rev: 0, ..given }).await,
            Self::Delete => delete(db.delete(&given), failure).await,
            Self::DeleteAtVersion => delete(db.delete(key).at_version(version), failure).await,
            Self::DeleteUnversioned => delete(db.delete(key).unversioned(), failure).await,
        }
    }

    fn is_update(self) -> bool {
        matches!(self, Self::Update | Self::UpdateAtVersion | Self::UpdateUnversioned)
    }

    fn is_delete(self) -> bool {
        matches!(self, Self::Delete | Self::DeleteAtVersion | Self::DeleteUnversioned)
    }

    fn operation(self) -> &'static str {
        match self {
            Self::Put | Self::Create => "PutItem",
            Self::Upsert => "UpdateItem",
            Self::Delete | Self::DeleteAtVersion | Self::DeleteUnversioned => "DeleteItem",
            Self::Update | Self::UpdateAtVersion | Self::UpdateUnversioned => "UpdateItem",
        }
    }
}

async fn update<L>(update: Update<Order, L>, failure: Failure) -> Result<()>
where
    Update<Order, L>: IntoFuture<Output = Result<()>>,
{
    update.set(|f| failure.actions(f)).only_if(|f| failure.condition(f)).await
}

async fn delete<L>(delete: Delete<Order, L>, failure: Failure) -> Result<()>
where
    Delete<Order, L>: IntoFuture<Output = Result<()>>,
{
    delete.only_if(|f| failure.condition(f)).await
}
