//! Trees as DynamoDB's expression text. Placeholders are made here and nowhere else: counters, for every name and every value,
//! so that no text of a user's ever becomes expression text.

use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use super::condition::check_one_of;
use super::{Action, Change, Comparison, Condition, DocumentPath, KeyCondition, Operand, Projection, Source, Step};
use crate::error::{Error, Result};
use crate::key::SortRange;

/// DynamoDB's limit for one expression.
const MAX_EXPRESSION: usize = 4096;

/// The word of a clause, and what stands in it.
type Clause = (&'static str, fn(&Change) -> bool);

const CLAUSES: [Clause; 4] = [
    ("SET", |change| matches!(change, Change::Set(_))),
    ("REMOVE", |change| matches!(change, Change::Remove)),
    ("ADD", |change| matches!(change, Change::Insert(_))),
    ("DELETE", |change| matches!(change, Change::Delete(_))),
];

/// The placeholders of one request. Expressions rendered with it share them.
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
/// use dynamo_core::request::Placeholders;
///
/// let filter = Db::offline().scan::<Order>().filter(|o| o.total().gt(5)).request()?.filter;
/// let mut placeholders = Placeholders::default();
/// let text = placeholders.condition(&filter.expect("a filter"))?;
/// let (names, values) = placeholders.into_parts();
/// assert_eq!((&*text, &*names["#0"], values.len()), ("#0 > :0", "total", 1));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Placeholders {
    /// As the SDK takes them: a list beside them would be copied.
    names: HashMap<String, String>,
    values: HashMap<String, AttributeValue>,
}

/// Values are not printed: which of them are sensitive is not known here.
impl fmt::Debug for Placeholders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Placeholders").field("names", &self.names).field("values", &self.values.len()).finish()
    }
}

impl Placeholders {
    /// `#0`, `#1`, … with the attribute names they stand for, and `:0`, `:1`, … with the values.
    #[must_use]
    pub fn into_parts(self) -> (HashMap<String, String>, HashMap<String, AttributeValue>) {
        (self.names, self.values)
    }

    /// A condition or a filter.
    ///
    /// # Errors
    /// When it is longer than DynamoDB takes, or lists more than 100 alternatives.
    pub fn condition(&mut self, condition: &Condition) -> Result<String> {
        let mut text = Text::new(self);
        text.condition(condition)?;
        text.finish()
    }

    /// What a query asks of the keys.
    ///
    /// # Errors
    /// When it is longer than DynamoDB takes.
    pub fn keys(&mut self, keys: &[KeyCondition]) -> Result<String> {
        let mut text = Text::new(self);
        for KeyCondition { attribute, range } in keys {
            text.key(attribute, range);
        }
        text.finish()
    }

    /// The attributes a read asks for.
    ///
    /// # Errors
    /// When it is longer than DynamoDB takes.
    pub fn projection(&mut self, projection: &Projection) -> Result<String> {
        let mut text = Text::new(self);
        text.list(projection.paths(), Text::path);
        text.finish()
    }

    /// The changes of an update, grouped by clause.
    ///
    /// # Errors
    /// When it is longer than DynamoDB takes.
    pub fn update(&mut self, actions: &[Action]) -> Result<String> {
        let mut text = Text::new(self);
        for (clause, is_in) in CLAUSES {
            let mut actions = actions.iter().filter(|action| is_in(&action.change)).peekable();
            if actions.peek().is_some() {
                text.space();
                text.out.push_str(clause);
                text.out.push(' ');
                text.list(actions, Text::action);
            }
        }
        text.finish()
    }

    /// Writes the placeholder of a name, the same wherever it stands.
    fn name(&mut self, out: &mut String, name: &str) {
        match self.names.iter().find(|(_, known)| *known == name) {
            Some((placeholder, _)) => out.push_str(placeholder),
            None => add(&mut self.names, out, '#', name.to_owned()),
        }
    }

    fn value(&mut self, out: &mut String, value: &AttributeValue) {
        add(&mut self.values, out, ':', value.clone());
    }
}

/// Writes a new placeholder, and keeps what it stands for.
fn add<T>(all: &mut HashMap<String, T>, out: &mut String, sign: char, meant: T) {
    if all.is_empty() {
        // As many as most requests have.
        all.reserve(7);
    }
    let placeholder = numbered(sign, all.len());
    out.push_str(&placeholder);
    all.insert(placeholder, meant);
}

/// `#0`, `:12`
fn numbered(sign: char, number: usize) -> String {
    let mut text = String::with_capacity(4);
    text.push(sign);
    match u32::try_from(number).ok().and_then(|digit| char::from_digit(digit, 10)) {
        Some(digit) => text.push(digit),
        None => text.push_str(&number.to_string()),
    }
    text
}

/// One expression while it is written.
struct Text<'p> {
    out: String,
    placeholders: &'p mut Placeholders,
}

impl<'p> Text<'p> {
    fn new(placeholders: &'p mut Placeholders) -> Self {
        // About what an expression takes: growing copies what is there.
        Self { out: String::with_capacity(96), placeholders }
    }

    fn finish(self) -> Result<String> {
        let bytes = self.out.len();
        if bytes > MAX_EXPRESSION {
            let reason = format!("the expression has {bytes} bytes, and DynamoDB's limit is {MAX_EXPRESSION}");
            return Err(Error::invalid_request(reason));
        }
        Ok(self.out)
    }

    fn space(&mut self) {
        if !self.out.is_empty() {
            self.out.push(' ');
        }
    }

    fn name(&mut self, name: &str) {
        self.placeholders.name(&mut self.out, name);
    }

    fn value(&mut self, value: &AttributeValue) {
        self.placeholders.value(&mut self.out, value);
    }

    fn path(&mut self, path: &DocumentPath) {
        self.name(path.attribute());
        for step in path.steps() {
            match step {
                Step::Member(name) => {
                    self.out.push('.');
                    self.name(name);
                }
                Step::Index(index) => {
                    self.out.push('[');
                    self.out.push_str(&index.to_string());
                    self.out.push(']');
                }
            }
        }
    }

    fn list<T>(&mut self, parts: impl IntoIterator<Item = T>, each: impl Fn(&mut Self, T)) {
        for (at, part) in parts.into_iter().enumerate() {
            if at > 0 {
                self.out.push_str(", ");
            }
            each(self, part);
        }
    }

    fn operand(&mut self, operand: &Operand) {
        match operand {
            Operand::Path(path) => self.path(path),
            Operand::Value(value) => self.value(value),
            Operand::Size(path) => self.call("size", |text| text.path(path)),
        }
    }

    fn call(&mut self, function: &str, arguments: impl FnOnce(&mut Self)) {
        self.out.push_str(function);
        self.out.push('(');
        arguments(self);
        self.out.push(')');
    }

    fn condition(&mut self, condition: &Condition) -> Result<()> {
        match condition {
            Condition::Compare(comparison, left, right) => self.compare(*comparison, left, right),
            Condition::Between(operand, low, high) => self.between(operand, low, high),
            Condition::OneOf(operand, values) => return self.one_of(operand, values),
            Condition::BeginsWith(path, prefix) => self.path_call("begins_with", path, Some(prefix)),
            Condition::Contains(path, element) => self.path_call("contains", path, Some(element)),
            Condition::Exists(path) => self.path_call("attribute_exists", path, None),
            Condition::NotExists(path) => self.path_call("attribute_not_exists", path, None),
            Condition::IsType(path, kind) => {
                let kind = Operand::Value(AttributeValue::S(kind.name().to_owned()));
                self.path_call("attribute_type", path, Some(&kind));
            }
            Condition::And(all) => return self.joined(" AND ", all),
            Condition::Or(any) => return self.joined(" OR ", any),
            Condition::Not(inner) => {
                self.out.push_str("NOT ");
                return self.nested(inner);
            }
        }
        Ok(())
    }

    fn compare(&mut self, comparison: Comparison, left: &Operand, right: &Operand) {
        self.operand(left);
        self.out.push_str(match comparison {
            Comparison::Eq => " = ",
            Comparison::Ne => " <> ",
            Comparison::Lt => " < ",
            Comparison::Le => " <= ",
            Comparison::Gt => " > ",
            Comparison::Ge => " >= ",
        });
        self.operand(right);
    }

    fn between(&mut self, operand: &Operand, low: &Operand, high: &Operand) {
        self.operand(operand);
        self.out.push_str(" BETWEEN ");
        self.operand(low);
        self.out.push_str(" AND ");
        self.operand(high);
    }

    fn one_of(&mut self, operand: &Operand, values: &[Operand]) -> Result<()> {
        check_one_of(values)?;
        self.operand(operand);
        self.call(" IN ", |text| text.list(values, Text::operand));
        Ok(())
    }

    fn path_call(&mut self, function: &str, path: &DocumentPath, operand: Option<&Operand>) {
        self.call(function, |text| {
            text.path(path);
            if let Some(operand) = operand {
                text.out.push_str(", ");
                text.operand(operand);
            }
        });
    }

    fn joined(&mut self, word: &str, parts: &[Condition]) -> Result<()> {
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                self.out.push_str(word);
            }
            self.nested(part)?;
        }
        Ok(())
    }

    /// In parentheses, unless it is a function call: `NOT` binds closer than a comparison, and `AND` closer than `OR`.
    fn nested(&mut self, condition: &Condition) -> Result<()> {
        use Condition::{BeginsWith, Contains, Exists, IsType, NotExists};
        let call = matches!(condition, BeginsWith(..) | Contains(..) | Exists(_) | NotExists(_) | IsType(..));
        if call {
            return self.condition(condition);
        }
        self.out.push('(');
        self.condition(condition)?;
        self.out.push(')');
        Ok(())
    }

    fn key(&mut self, attribute: &'static str, range: &SortRange) {
        if matches!(range, SortRange::All | SortRange::Nothing) {
            return;
        }
        if !self.out.is_empty() {
            self.out.push_str(" AND ");
        }
        if let SortRange::BeginsWith(prefix) = range {
            return self.path_call(
                "begins_with",
                &DocumentPath::root(attribute),
                Some(&Operand::Value(prefix.clone())),
            );
        }
        self.name(attribute);
        let (sign, bound) = match range {
            SortRange::Equal(bound) => (" = ", bound),
            SortRange::Lt(bound) => (" < ", bound),
            SortRange::Le(bound) => (" <= ", bound),
            SortRange::Gt(bound) => (" > ", bound),
            SortRange::Ge(bound) => (" >= ", bound),
            SortRange::Between(low, high) => {
                self.out.push_str(" BETWEEN ");
                self.value(low);
                (" AND ", high)
            }
            SortRange::All | SortRange::Nothing | SortRange::BeginsWith(_) => return,
        };
        self.out.push_str(sign);
        self.value(bound);
    }

    fn action(&mut self, action: &Action) {
        self.path(&action.path);
        match &action.change {
            Change::Remove => {}
            Change::Set(source) => {
                self.out.push_str(" = ");
                self.source(source);
            }
            Change::Insert(value) | Change::Delete(value) => {
                self.out.push(' ');
                self.value(value);
            }
        }
    }

    fn source(&mut self, source: &Source) {
        match source {
            Source::Value(value) => self.value(value),
            Source::Path(path) => self.path(path),
            Source::IfAbsent(path, source) => self.call("if_not_exists", |text| {
                text.path(path);
                text.out.push_str(", ");
                text.source(source);
            }),
            Source::Sum(left, right) => self.sum(left, " + ", right),
            Source::Difference(left, right) => self.sum(left, " - ", right),
            Source::Joined(left, right) => self.call("list_append", |text| {
                text.source(left);
                text.out.push_str(", ");
                text.source(right);
            }),
        }
    }

    fn sum(&mut self, left: &Source, sign: &str, right: &Source) {
        self.source(left);
        self.out.push_str(sign);
        self.source(right);
    }
}
