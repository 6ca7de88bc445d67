//! A query or a scan as SQL: conditions on keys, an order, and a place in it to go on behind.

use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue;

use super::column::KeyValue;
use super::expression;
use super::identifier;
use super::range;
use super::row_key::{BUCKETS, RowKey};
use super::statement::{Param, Statement};
use crate::error::{Error, Result};
use crate::key::SortRange;
use crate::request::{KeyCondition, Query, Segment};
use crate::schema::{IndexDefinition, KeyDefinition, TableDefinition};
use crate::value::Item;

/// What is read, and in which order.
pub(super) struct Plan {
    table: Arc<TableDefinition>,
    index: Option<IndexDefinition>,
    keys: Vec<KeyCondition>,
    segment: Option<Segment>,
    descending: bool,
    /// What is different between the rows, from the most significant on.
    order: Vec<Term>,
}

/// Something that rows are put in order by.
enum Term {
    /// A key attribute, with its SQL.
    Key(KeyDefinition, String),
    Bucket,
    Identity,
}

impl Term {
    fn sql(&self) -> &str {
        match self {
            Self::Key(_, sql) => sql,
            Self::Bucket => "bucket",
            Self::Identity => "identity",
        }
    }
}

impl Plan {
    pub(super) fn new(table: Arc<TableDefinition>, index: Option<IndexDefinition>, query: &Query) -> Result<Self> {
        let key = |key: &KeyDefinition| Term::Key(key.clone(), expression::of_key(&table, key));
        let own_key = || std::iter::once(&table.pk).chain(&table.sk).map(key);
        let order: Vec<Term> = match (&index, query.segment) {
            // Segments are parts of the table; an index has none of its own.
            (None, _) if query.is_scan() => std::iter::once(Term::Bucket).chain(own_key()).collect(),
            (Some(_), Some(_)) => std::iter::once(Term::Bucket).chain(own_key()).collect(),
            (None, _) => own_key().collect(),
            (Some(index), None) => index.pk.iter().chain(&index.sk).map(key).chain([Term::Identity]).collect(),
        };
        check_conditions(&table, index.as_ref(), &query.keys)?;
        let is_one = |term: &Term| {
            let Term::Key(key, _) = term else { return false };
            let is_equal = |condition: &KeyCondition| matches!(condition.range, SortRange::Equal(_));
            query.keys.iter().any(|condition| condition.attribute == key.name && is_equal(condition))
        };
        let order = order.into_iter().filter(|term| !is_one(term)).collect();
        let (keys, segment, descending) = (query.keys.clone(), query.segment, query.descending);
        Ok(Self { table, index, keys, segment, descending, order })
    }

    /// Reads so many rows behind a place, and no more behind one with which they have so many bytes; `None` where there can be none.
    pub(super) fn statement(&self, behind: Option<&Item>, (rows, bytes): (u32, usize)) -> Result<Option<Statement>> {
        let direction = if self.descending { " DESC" } else { "" };
        let order: Vec<_> = self.order.iter().map(|term| format!("{}{direction}", term.sql())).collect();
        let order = if order.is_empty() { String::new() } else { format!("ORDER BY {} ", order.join(", ")) };
        let before = format!("sum(size) OVER ({order}ROWS UNBOUNDED PRECEDING) - size AS before");
        let Some(mut statement) = self.all(&format!("data, size, {before}"), behind)? else { return Ok(None) };
        // The data of rows that are left out is not even fetched from where PostgreSQL keeps what is large.
        statement.text = format!(
            "SELECT data::text, size FROM ({} {order}LIMIT {rows}) AS looked_at WHERE before < {bytes}",
            statement.text
        );
        Ok(Some(statement))
    }

    /// Counts the rows behind a place; `None` where there can be none.
    pub(super) fn count(&self, behind: Option<&Item>) -> Result<Option<Statement>> {
        self.all("count(*)", behind)
    }

    fn all(&self, selected: &str, behind: Option<&Item>) -> Result<Option<Statement>> {
        let mut statement = Statement::default();
        let Some(mut conditions) = self.conditions(&mut statement)? else { return Ok(None) };
        if let Some(place) = behind {
            match self.behind(place, &mut statement)? {
                Some(condition) => conditions.push(condition),
                None => return Ok(None),
            }
        }
        statement.text = format!("SELECT {selected} FROM {}", identifier::table(&self.table.table));
        if !conditions.is_empty() {
            statement.text += &format!(" WHERE {}", conditions.join(" AND "));
        }
        Ok(Some(statement))
    }

    fn conditions(&self, statement: &mut Statement) -> Result<Option<Vec<String>>> {
        let mut all = Vec::new();
        for condition in &self.keys {
            let key = self.key(condition.attribute)?;
            let sql = expression::of_key(&self.table, key);
            match range::conditions(&condition.range, &sql, key, statement)? {
                Some(more) => all.extend(more),
                None => return Ok(None),
            }
        }
        if let Some(index) = &self.index {
            // What is compared is not NULL: to say so twice would count twice for the planner.
            let is_compared = |key: &KeyDefinition| {
                self.keys.iter().any(|one| one.attribute == key.name && one.range != SortRange::All)
            };
            let open = index.pk.iter().chain(&index.sk).filter(|key| !is_compared(key));
            let open: Vec<_> = open.map(|key| expression::of_key(&self.table, key)).collect();
            all.extend(expression::is_in_index(&open));
        }
        if let Some(Segment { number, total }) = self.segment {
            let at = |number: u32| u64::from(number) * u64::from(BUCKETS) / u64::from(total);
            let mut bound = |at: u64| statement.bind(Param::Integer(i32::try_from(at).unwrap_or(i32::MAX)));
            let (low, high) = (bound(at(number)), bound(at(number + 1)));
            all.push(format!("bucket >= {low} AND bucket < {high}"));
        }
        Ok(Some(all))
    }

    /// The rows behind a place in the order; `None` where no rows can be behind it.
    fn behind(&self, place: &Item, statement: &mut Statement) -> Result<Option<String>> {
        if self.order.is_empty() {
            return Ok(None);
        }
        let own = RowKey::of(&self.table, |name| place.get(name))?;
        let mut values = Vec::new();
        for term in &self.order {
            values.push(match term {
                Term::Bucket => statement.bind(Param::Integer(own.bucket())),
                Term::Identity => statement.bind(Param::Bytes(own.identity())),
                Term::Key(key, _) => value(place, key)?.bind(statement),
            });
        }
        let terms: Vec<_> = self.order.iter().map(Term::sql).collect();
        let operator = if self.descending { "<" } else { ">" };
        Ok(Some(format!("({}) {operator} ({})", terms.join(", "), values.join(", "))))
    }

    fn key(&self, attribute: &str) -> Result<&KeyDefinition> {
        let own = std::iter::once(&self.table.pk).chain(&self.table.sk);
        let of_index = self.index.iter().flat_map(|index| index.pk.iter().chain(&index.sk));
        let mut keys: Box<dyn Iterator<Item = _>> =
            if self.index.is_some() { Box::new(of_index) } else { Box::new(own) };
        keys.find(|key| key.name == attribute)
            .ok_or_else(|| Error::invalid_request(format!("`{attribute}` is no key attribute of what is read")))
    }
}

fn value(place: &Item, key: &KeyDefinition) -> Result<KeyValue> {
    let value: Option<&AttributeValue> = place.get(&key.name);
    match value {
        Some(value) => KeyValue::of(value, key),
        None => Err(Error::invalid_request(format!("the place to go on behind lacks `{}`", key.name))),
    }
}

/// A query has one value of each attribute of the partition key.
fn check_conditions(table: &TableDefinition, index: Option<&IndexDefinition>, keys: &[KeyCondition]) -> Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    let pk = index.map_or(std::slice::from_ref(&table.pk), |index| &index.pk);
    for key in pk {
        let given = keys.iter().find(|condition| condition.attribute == key.name);
        match given.map(|condition| &condition.range) {
            Some(SortRange::Equal(value)) => KeyValue::of(value, key).map(drop)?,
            _ => return Err(Error::invalid_request(format!("a query needs a value of `{}`", key.name))),
        }
    }
    Ok(())
}
