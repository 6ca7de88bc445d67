use std::marker::PhantomData;

use super::key_values::{self, KeyValue};
use super::{DynamoTable, HasSort, IntoSort, SortCondition, Source};
use crate::error::{Error, KeyError, Result};
use crate::request::KeyCondition;

/// The rows of the table or index `Ix` that share a partition key: what a query is made of.
///
/// A value that a key cannot hold is kept as an error, and the query returns it before anything is sent.
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
/// let partition = Order::partition("ada").sk(|s| s.between(1, 3));
/// assert_eq!(Db::offline().query(partition).request()?.keys.len(), 2);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[must_use = "a partition is passed to `db.query(..)`"]
pub struct Partition<Ix> {
    pk: Result<Vec<KeyCondition>, KeyError>,
    sk: Option<SortCondition<Ix>>,
    narrowed_twice: bool,
    source: PhantomData<fn() -> Ix>,
}

impl<Ix: Source> Partition<Ix> {
    /// The partition of these values; what the generated `partition(..)` calls.
    pub fn new(values: &[KeyValue]) -> Self {
        let schema = Ix::Table::SCHEMA;
        let attributes = match Ix::index() {
            None => std::slice::from_ref(&schema.pk),
            Some(index) => index.pk,
        };
        let value_of = |number| key_values::given(values, number);
        let pk = attributes.iter().map(|attribute| {
            let value = key_values::required(schema, attribute, &value_of, true)?;
            Ok(KeyCondition::equal(attribute.name, value))
        });
        Self { pk: pk.collect(), sk: None, narrowed_twice: false, source: PhantomData }
    }

    /// Narrows the rows by their sort key: `.sk(|s| s.between("o1", "o9"))`. DynamoDB takes one condition on it, so a
    /// second call is an error when the query is sent.
    pub fn sk<R: IntoSort<Ix>>(mut self, parts: impl FnOnce(Ix::Sort) -> R) -> Self
    where
        Ix: HasSort,
    {
        self.narrowed_twice = self.sk.replace(parts(Ix::sort()).into_sort()).is_some();
        self
    }

    /// The plain key conditions.
    ///
    /// # Errors
    /// When a key cannot hold what it was given.
    pub fn into_conditions(self) -> Result<Vec<KeyCondition>> {
        self.checked()?;
        let sk = match self.sk {
            Some(sk) => sk.into_conditions(),
            None => SortCondition::<Ix>::of_kind(),
        };
        let mut conditions = self.pk?;
        conditions.extend(sk?);
        Ok(conditions)
    }

    /// The plain key conditions of a query that reads every kind: only what the caller says narrows the sort key.
    ///
    /// # Errors
    /// When a key cannot hold what it was given.
    pub fn into_conditions_of_all(self) -> Result<Vec<KeyCondition>> {
        self.checked()?;
        let mut conditions = self.pk?;
        conditions.extend(self.sk.map_or(Ok(Vec::new()), SortCondition::into_conditions)?);
        Ok(conditions)
    }

    fn checked(&self) -> Result<()> {
        if self.narrowed_twice {
            return Err(Error::invalid_request(
                "`.sk(..)` was called twice; DynamoDB takes one condition on a sort key",
            ));
        }
        Ok(())
    }
}
