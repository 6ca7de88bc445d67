//! What a batch of reads is asked for, and what it gives: lists of keys, single keys, and tuples of them.

use std::sync::Arc;

use super::answers::{Asking, Form, Slot, Slots};
use super::batch_get::BatchGet;
use super::expired::Expired;
use super::row::{Entity, Reads, Selected, Whole};
use super::sight::Sight;
use crate::error::{Error, Result};
use crate::expr::Select;
use crate::request::TableName;
use crate::table::{DynamoTable, Key, Kind};

/// What [`batch_get`](crate::Db::batch_get) takes: keys of one type, as an array, a slice or a `Vec`; a key; another batch of reads; or a
/// tuple of these.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Order>().await?;
/// # for id in 1..=5 { db.put(&order(id)).await?; }
/// // One key, a list of them, or a tuple of these: the answer has the same shape.
/// let one = db.transact_get(Order::key("ada", 1)).await?;
/// let (first, rest) = db.transact_get((Order::key("ada", 1), vec![Order::key("ada", 2)])).await?;
/// assert_eq!((&one, rest), (&first, vec![Some(order(2))]));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[diagnostic::on_unimplemented(
    message = "expected keys, found `{Self}`",
    label = "neither keys nor a tuple of keys",
    note = "pass `[Order::key(..), ..]`, a `Vec` of keys, or a tuple of these: `(Order::key(..), vec![Story::key(..)])`"
)]
pub trait IntoWanted {
    /// What is read.
    type Wanted: Wanted;

    /// What is read.
    fn into_wanted(self) -> Self::Wanted;
}

/// A part of a batch of reads. Sealed: keys are what a batch can read.
pub trait Wanted: Sized + Send + 'static {
    /// What it gives.
    type Output: Send + 'static;
    /// What is left of it when it was asked for.
    #[doc(hidden)]
    type Asked: Send + 'static;

    /// Changes how each part is read.
    #[doc(hidden)]
    fn each(&mut self, change: &dyn Fn(&mut HowRead));

    /// Asks for it.
    ///
    /// # Errors
    /// When a key cannot hold what it was given.
    #[doc(hidden)]
    fn ask(self, asking: &mut Asking) -> Result<Self::Asked>;

    /// What has come, and why some of it does not fit.
    #[doc(hidden)]
    fn answer(asked: Self::Asked) -> (Self::Output, Option<Error>);
}

/// How the items of a list are read.
#[derive(Default)]
pub struct HowRead {
    /// `None` for the type's own.
    pub(super) table: Option<TableName>,
    pub(super) consistent: bool,
    pub(super) expired: Expired,
    /// Whether items of other kinds may be among them.
    pub(super) mixed: bool,
}

/// Items of one type, in the order of their keys.
pub struct List<T, R = Whole> {
    pub(super) keys: Vec<Key<T>>,
    pub(super) rows: R,
    pub(super) how: HowRead,
}

/// One item.
pub struct One<T>(List<T>);

/// Items of one type, without those that are not there.
pub struct Found<T, R = Whole>(pub(super) List<T, R>);

impl<T> List<T> {
    pub(super) fn new(keys: Vec<Key<T>>) -> Self {
        Self { keys, rows: Whole, how: HowRead::default() }
    }

    fn with_rows<R>(self, rows: R) -> List<T, R> {
        List { keys: self.keys, rows, how: self.how }
    }

    /// The same items, in another form.
    pub(super) fn entities<E>(self) -> List<T, Entity<E>> {
        self.with_rows(Entity::new())
    }
}

impl<T: DynamoTable> List<T> {
    /// Some attributes of the same items.
    pub(super) fn select<R>(self, what: impl FnOnce(&T::Fields<Select<T>>) -> R) -> List<T, Selected<R>> {
        self.with_rows(Selected(what(&T::fields())))
    }
}

/// A list that was asked for, and its table for errors.
pub struct AskedList<T: DynamoTable, R: Reads<T>> {
    slots: Arc<Slots<T, R>>,
    table: TableName,
    operation: &'static str,
}

impl<T: DynamoTable, R: Reads<T>> AskedList<T, R> {
    /// What became of each key.
    pub(super) fn slots(self) -> Vec<Slot<R::Output>> {
        let blamed =
            |error: Error| error.without_secrets(T::SCHEMA).in_table(&*self.table).in_operation(self.operation);
        let slots = self.slots.take_all().into_iter();
        slots.map(|slot| if let Slot::Unfit(error) = slot { Slot::Unfit(blamed(error)) } else { slot }).collect()
    }
}

impl<T: DynamoTable, R: Reads<T>> Wanted for List<T, R> {
    type Output = Vec<Option<R::Output>>;
    type Asked = AskedList<T, R>;

    fn each(&mut self, change: &dyn Fn(&mut HowRead)) {
        change(&mut self.how);
    }

    fn ask(self, asking: &mut Asking) -> Result<Self::Asked> {
        let Self { keys, rows, how } = self;
        let table = how.table.unwrap_or_else(|| asking.db.name_of(Kind::of::<T>()));
        let sight = Sight { expired: how.expired, now: asking.now, mixed: how.mixed, whole: true };
        let projection = how.expired.seen(T::SCHEMA, rows.projection());
        let form = Form { rows, sight, table: table.clone(), projection, consistent: how.consistent };
        let operation = asking.operation;
        Ok(AskedList { slots: asking.list(&keys, form)?, table, operation })
    }

    fn answer(asked: Self::Asked) -> (Self::Output, Option<Error>) {
        let mut unfit = None;
        let item = |slot| match slot {
            Slot::Row(row) => Some(row),
            Slot::Nothing | Slot::Hidden => None,
            Slot::Unfit(error) => {
                unfit.get_or_insert(error);
                None
            }
        };
        let items = asked.slots().into_iter().map(item).collect();
        (items, unfit)
    }
}

impl<T: DynamoTable + Send> Wanted for One<T> {
    type Output = Option<T>;
    type Asked = AskedList<T, Whole>;

    fn each(&mut self, change: &dyn Fn(&mut HowRead)) {
        self.0.each(change);
    }

    fn ask(self, asking: &mut Asking) -> Result<Self::Asked> {
        self.0.ask(asking)
    }

    fn answer(asked: Self::Asked) -> (Self::Output, Option<Error>) {
        let (mut items, unfit) = List::<T>::answer(asked);
        (items.pop().flatten(), unfit)
    }
}

impl<T: DynamoTable, R: Reads<T>> Wanted for Found<T, R> {
    type Output = Vec<R::Output>;
    type Asked = AskedList<T, R>;

    fn each(&mut self, change: &dyn Fn(&mut HowRead)) {
        self.0.each(change);
    }

    fn ask(self, asking: &mut Asking) -> Result<Self::Asked> {
        self.0.ask(asking)
    }

    fn answer(asked: Self::Asked) -> (Self::Output, Option<Error>) {
        let (items, unfit) = List::<T, R>::answer(asked);
        (items.into_iter().flatten().collect(), unfit)
    }
}

impl<T: DynamoTable + Send> IntoWanted for Key<T> {
    type Wanted = One<T>;

    fn into_wanted(self) -> One<T> {
        One(List::new(vec![self]))
    }
}

impl<T: DynamoTable + Send> IntoWanted for Vec<Key<T>> {
    type Wanted = List<T>;

    fn into_wanted(self) -> List<T> {
        List::new(self)
    }
}

impl<T: DynamoTable + Send, const N: usize> IntoWanted for [Key<T>; N] {
    type Wanted = List<T>;

    fn into_wanted(self) -> List<T> {
        List::new(self.into())
    }
}

impl<T: DynamoTable + Send> IntoWanted for &[Key<T>] {
    type Wanted = List<T>;

    fn into_wanted(self) -> List<T> {
        List::new(self.to_vec())
    }
}

impl<T: DynamoTable + Send> IntoWanted for &Vec<Key<T>> {
    type Wanted = List<T>;

    fn into_wanted(self) -> List<T> {
        List::new(self.clone())
    }
}

/// What is read by another batch becomes a part of this one, with all that was said of its reading; how that one was to be sent is not
/// kept.
impl<W: Wanted> IntoWanted for BatchGet<W> {
    type Wanted = W;

    fn into_wanted(self) -> W {
        self.wanted
    }
}

macro_rules! tuples {
    ($($($part:ident $number:tt)*;)*) => { $(
        impl<$($part: IntoWanted),*> IntoWanted for ($($part,)*) {
            type Wanted = ($($part::Wanted,)*);

            fn into_wanted(self) -> Self::Wanted {
                ($(self.$number.into_wanted(),)*)
            }
        }

        impl<$($part: Wanted),*> Wanted for ($($part,)*) {
            type Output = ($($part::Output,)*);
            type Asked = ($($part::Asked,)*);

            fn each(&mut self, change: &dyn Fn(&mut HowRead)) {
                $(self.$number.each(change);)*
            }

            fn ask(self, asking: &mut Asking) -> Result<Self::Asked> {
                Ok(($(self.$number.ask(asking)?,)*))
            }

            fn answer(asked: Self::Asked) -> (Self::Output, Option<Error>) {
                let mut unfit = None;
                let output = ($({
                    let (output, error) = $part::answer(asked.$number);
                    unfit = unfit.or(error);
                    output
                },)*);
                (output, unfit)
            }
        }
    )* };
}

tuples! {
    A 0;
    A 0 B 1;
    A 0 B 1 C 2;
    A 0 B 1 C 2 D 3;
    A 0 B 1 C 2 D 3 E 4;
    A 0 B 1 C 2 D 3 E 4 F 5;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7;
}
