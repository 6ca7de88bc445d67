//! Sort keys: what a query narrows its rows by.

use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

use super::key_values::{self, KeyValue};
use super::{DynamoTable, Next, Source};
use crate::error::{EncodeError, Error, KeyError, KeyProblem, Result};
use crate::expr::IntoValue;
use crate::key::{Pattern, PlainKey, Prefix, SortRange};
use crate::request::{KeyCondition, shown};
use crate::schema::{KeyAttribute, KeySource};
use crate::value::Attribute;
use crate::value::key_kind::SortsAsText;
use crate::value::kind::{Ordered, Prefixed};

/// What the closure of `.sk(..)` gives back: a condition, or the parts given so far.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "app")]
/// # #[pk("USER#{owner}")]
/// # #[sk("PROFILE")]
/// # struct Profile { owner: String, name: String }
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "app")]
/// # #[pk("USER#{owner}")]
/// # #[sk("STORY#{id}")]
/// # struct Story { owner: String, id: String }
/// use dynamo_core::table::IntoSort;
///
/// // The parts that are given so far are a condition: all sort keys that begin with them.
/// let all = Db::offline().query(Story::partition("ada").sk(|s| s)).request()?;
/// let one = Db::offline().query(Story::partition("ada").sk(|s| s.id("s1"))).request()?;
/// assert_eq!((all.keys.len(), one.keys.len()), (2, 2));
/// # fn is_one<Ix>(_: impl IntoSort<Ix>) {}
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "expected a condition on the sort key, found `{Self}`",
    label = "not a condition on this sort key",
    note = "such as `.sk(|s| s.between(\"o1\", \"o9\"))`"
)]
pub trait IntoSort<Ix> {
    /// The condition.
    fn into_sort(self) -> SortCondition<Ix>;
}

/// Sort keys with a part of attribute type `V` in a pattern, of which ranges can be asked.
pub trait Ranges<V> {}
impl<V: Attribute<Key: SortsAsText>, N> Ranges<V> for N {}

/// Sort keys with a part of attribute type `V` that is an attribute of its own, of which prefixes can be asked.
pub trait Prefixes<V> {}
impl<V: Attribute<Kind: Prefixed>, N> Prefixes<V> for N {}

/// A condition on the sort key of the table or index `Ix`.
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
/// // What `sk` makes of its closure: nothing is sent for a range that holds nothing.
/// let query = Db::offline().query(Order::partition("ada").sk(|s| s.ge(2))).request()?;
/// assert_eq!(query.keys[1].attribute, "id");
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub struct SortCondition<Ix> {
    conditions: Result<Vec<KeyCondition>, KeyError>,
    source: PhantomData<fn() -> Ix>,
}

impl<Ix> IntoSort<Ix> for SortCondition<Ix> {
    fn into_sort(self) -> Self {
        self
    }
}

impl<Ix: Source> SortCondition<Ix> {
    fn new(conditions: Result<Vec<KeyCondition>, KeyError>) -> Self {
        let conditions = conditions.map_err(|error| key_values::discreet(Ix::Table::SCHEMA, error));
        Self { conditions, source: PhantomData }
    }

    /// For a source without sort key, where no such condition can be made.
    fn none() -> Self {
        Self::new(Ok(Vec::new()))
    }

    pub(super) fn into_conditions(self) -> Result<Vec<KeyCondition>, KeyError> {
        self.conditions
    }

    /// What all sort keys of this kind have in common: the pattern's first literal, or all of it.
    pub(super) fn of_kind() -> Result<Vec<KeyCondition>, KeyError> {
        match keys::<Ix>() {
            [KeyAttribute { name, source: KeySource::Pattern(pattern), .. }] => {
                Ok(vec![KeyCondition { attribute: name, range: Prefix::new(pattern).range() }])
            }
            _ => Ok(Vec::new()),
        }
    }

    /// The text that the sort keys in this condition begin with, if it is that kind of condition.
    pub(super) fn prefix(self) -> Result<String> {
        let mut conditions = self.conditions?;
        match conditions.pop().map(|condition| condition.range) {
            Some(SortRange::BeginsWith(AttributeValue::S(text)) | SortRange::Equal(AttributeValue::S(text))) => {
                Ok(text)
            }
            _ => Err(Error::invalid_request("this is no prefix of a sort key made of text")),
        }
    }
}

/// Without the values of sensitive keys.
impl<Ix: Source> fmt::Debug for SortCondition<Ix> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.conditions.as_deref().map(|conditions| shown::keys(Ix::Table::SCHEMA, conditions));
        fmt::Debug::fmt(&shown, f)
    }
}

/// The sort key attributes of a table or index.
fn keys<Ix: Source>() -> &'static [KeyAttribute] {
    match Ix::index() {
        Some(index) => index.sk,
        None => Ix::Table::SCHEMA.sk.as_slice(),
    }
}

/// A sort key that is one attribute of type `V`.
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
/// let query = Db::offline().query(Order::by_status().partition("new").sk(|s| s.begins_with("2026-01"))).request()?;
/// assert_eq!(query.keys[1].attribute, "day");
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub struct SortKey<V, Ix>(PhantomData<fn() -> (V, Ix)>);

impl<V: Attribute, Ix: Source> Default for SortKey<V, Ix> {
    fn default() -> Self {
        Self::new()
    }
}

impl<V: Attribute, Ix: Source> SortKey<V, Ix> {
    /// Nothing said yet.
    #[must_use]
    pub fn new() -> Self {
        Self(PhantomData)
    }

    /// This sort key only.
    pub fn eq(self, value: impl IntoValue<V>) -> SortCondition<Ix> {
        one(value, PlainKey::eq)
    }

    /// Sort keys less than this.
    pub fn lt(self, value: impl IntoValue<V>) -> SortCondition<Ix>
    where
        V::Kind: Ordered,
    {
        one(value, PlainKey::lt)
    }

    /// Sort keys less than or equal to this.
    pub fn le(self, value: impl IntoValue<V>) -> SortCondition<Ix>
    where
        V::Kind: Ordered,
    {
        one(value, PlainKey::le)
    }

    /// Sort keys greater than this.
    pub fn gt(self, value: impl IntoValue<V>) -> SortCondition<Ix>
    where
        V::Kind: Ordered,
    {
        one(value, PlainKey::gt)
    }

    /// Sort keys greater than or equal to this.
    pub fn ge(self, value: impl IntoValue<V>) -> SortCondition<Ix>
    where
        V::Kind: Ordered,
    {
        one(value, PlainKey::ge)
    }

    /// Sort keys between these, both included.
    pub fn between(self, low: impl IntoValue<V>, high: impl IntoValue<V>) -> SortCondition<Ix>
    where
        V::Kind: Ordered,
    {
        let Some(attribute) = keys::<Ix>().first() else { return SortCondition::none() };
        let ends = plain::<Ix, V>(attribute, low).and_then(|low| Ok((low, plain::<Ix, V>(attribute, high)?)));
        let range = ends.and_then(|(low, high)| PlainKey::new(attribute.name).between(low, high));
        SortCondition::new(range.map(|range| condition(attribute, range)))
    }

    /// Sort keys that begin with this.
    pub fn begins_with(self, prefix: impl IntoValue<V>) -> SortCondition<Ix>
    where
        V::Kind: Prefixed,
    {
        one(prefix, PlainKey::begins_with)
    }
}

fn condition(attribute: &KeyAttribute, range: SortRange) -> Vec<KeyCondition> {
    vec![KeyCondition { attribute: attribute.name, range }]
}

fn one<V: Attribute, Ix: Source>(value: impl IntoValue<V>, range: PlainRange) -> SortCondition<Ix> {
    let Some(attribute) = keys::<Ix>().first() else { return SortCondition::none() };
    let range = plain::<Ix, V>(attribute, value).and_then(|value| range(PlainKey::new(attribute.name), value));
    SortCondition::new(range.map(|range| condition(attribute, range)))
}

/// A condition of DynamoDB's own on a key attribute.
type PlainRange = fn(PlainKey, AttributeValue) -> Result<SortRange, KeyError>;

/// A value of a sort key that is a field.
fn plain<Ix: Source, V: Attribute>(
    attribute: &KeyAttribute,
    value: impl IntoValue<V>,
) -> Result<AttributeValue, KeyError> {
    let value = value.into_value();
    key_values::required(Ix::Table::SCHEMA, attribute, &|_| value.clone(), false)
}

/// The range of the part after the known ones, where it is an attribute of its own.
type OfAttribute<'a> = &'a dyn Fn(&'static KeyAttribute) -> Result<SortRange, KeyError>;
/// The same, inside a pattern.
type OfPrefix<'a> = &'a dyn Fn(&Prefix) -> Result<SortRange, KeyError>;

/// The parts of a sort key, given from the left, and how many there are; what generated builders hold.
pub struct SortParts<Ix, N> {
    known: Vec<KeyValue>,
    source: PhantomData<fn() -> (Ix, N)>,
}

impl<Ix: Source, N> Default for SortParts<Ix, N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<Ix: Source, N> SortParts<Ix, N> {
    /// Nothing given yet.
    #[must_use]
    pub fn new() -> Self {
        Self { known: Vec::new(), source: PhantomData }
    }

    /// One more part that is known in full.
    #[must_use]
    pub fn known<V: Attribute>(mut self, number: usize, value: impl IntoValue<V>) -> SortParts<Ix, Next<N>> {
        self.known.push((number, value.into_value()));
        SortParts { known: self.known, source: PhantomData }
    }

    /// The last part begins with this.
    pub fn prefix<V: Attribute>(self, number: usize, value: impl IntoValue<V>) -> SortCondition<Ix> {
        self.ending(&(number, value.into_value()), PlainKey::begins_with, |prefix, value| {
            prefix.clone().value_prefix(value)
        })
    }

    /// The last part is this or greater.
    pub fn ge<V: Attribute>(self, number: usize, value: impl IntoValue<V>) -> SortCondition<Ix> {
        self.ending(&(number, value.into_value()), PlainKey::ge, Prefix::ge)
    }

    /// The last part is this or less.
    pub fn le<V: Attribute>(self, number: usize, value: impl IntoValue<V>) -> SortCondition<Ix> {
        self.ending(&(number, value.into_value()), PlainKey::le, Prefix::le)
    }

    /// The last part is greater than this.
    pub fn gt<V: Attribute>(self, number: usize, value: impl IntoValue<V>) -> SortCondition<Ix> {
        self.ending(&(number, value.into_value()), PlainKey::gt, Prefix::gt)
    }

    /// The last part is less than this.
    pub fn lt<V: Attribute>(self, number: usize, value: impl IntoValue<V>) -> SortCondition<Ix> {
        self.ending(&(number, value.into_value()), PlainKey::lt, Prefix::lt)
    }

    /// The last part lies between these, both included.
    pub fn between<V: Attribute>(
        self,
        number: usize,
        low: impl IntoValue<V>,
        high: impl IntoValue<V>,
    ) -> SortCondition<Ix> {
        let (low, high) = ((number, low.into_value()), (number, high.into_value()));
        let last = |attribute: &'static KeyAttribute| {
            let (low, high) = (self.value(attribute, &low)?, self.value(attribute, &high)?);
            PlainKey::new(attribute.name).between(low, high)
        };
        let rendered = |prefix: &Prefix| prefix.between(&placeholder::<Ix>(&low)?, &placeholder::<Ix>(&high)?);
        SortCondition::new(self.lower(Some(&last), Some(&rendered)))
    }

    /// The known parts, and a condition with one value on the part after them.
    fn ending(
        &self,
        value: &KeyValue,
        plain: PlainRange,
        rendered: fn(&Prefix, &str) -> Result<SortRange, KeyError>,
    ) -> SortCondition<Ix> {
        let last =
            |attribute: &'static KeyAttribute| plain(PlainKey::new(attribute.name), self.value(attribute, value)?);
        let tail = |prefix: &Prefix| rendered(prefix, &placeholder::<Ix>(value)?);
        SortCondition::new(self.lower(Some(&last), Some(&tail)))
    }

    /// A multi-attribute key compares each attribute on its own; a pattern is one attribute.
    fn lower(&self, last: Option<OfAttribute<'_>>, tail: Option<OfPrefix<'_>>) -> Result<Vec<KeyCondition>, KeyError> {
        let keys = keys::<Ix>();
        if let [KeyAttribute { name, source: KeySource::Pattern(pattern), .. }] = keys {
            let prefix = self.rendered(pattern)?;
            let range = tail.map_or_else(|| Ok(prefix.clone().range()), |tail| tail(&prefix))?;
            range.check_length(name)?;
            return Ok(vec![KeyCondition { attribute: name, range }]);
        }
        let known = self.known.iter().zip(keys);
        let known = known.map(|(value, key)| Ok(KeyCondition::equal(key.name, self.value(key, value)?)));
        let mut conditions = known.collect::<Result<Vec<_>, KeyError>>()?;
        if let (Some(last), Some(key)) = (last, keys.get(self.known.len())) {
            conditions.push(KeyCondition { attribute: key.name, range: last(key)? });
        }
        Ok(conditions)
    }

    fn rendered(&self, pattern: &Pattern) -> Result<Prefix, KeyError> {
        self.known.iter().try_fold(Prefix::new(pattern), |prefix, value| prefix.known(&placeholder::<Ix>(value)?))
    }

    fn value(&self, attribute: &'static KeyAttribute, (_, value): &KeyValue) -> Result<AttributeValue, KeyError> {
        key_values::required(Ix::Table::SCHEMA, attribute, &|_| value.clone(), false)
    }
}

impl<Ix: Source, N> IntoSort<Ix> for SortParts<Ix, N> {
    fn into_sort(self) -> SortCondition<Ix> {
        SortCondition::new(self.lower(None, None))
    }
}

/// The text of a value in a pattern.
fn placeholder<Ix: Source>((number, value): &KeyValue) -> Result<String, KeyError> {
    let field = &Ix::Table::SCHEMA.attributes[*number];
    let value = value.clone().map_err(|error: EncodeError| {
        KeyError::new(field.field, None, KeyProblem::Value(key_values::shown_error(field, error)))
    })?;
    let text = value.and_then(key_values::text);
    text.map(Into::into).ok_or_else(|| KeyError::new(field.field, None, KeyProblem::Missing))
}
