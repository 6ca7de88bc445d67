use std::borrow::Cow;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::value::Item;

/// The place of a value in an item: `lines[2].price`.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::request::{DocumentPath, Step};
///
/// let path = DocumentPath::root("lines").then(Step::Index(2)).then(Step::Member("price".into()));
/// assert_eq!(path.to_string(), "lines[2].price");
/// assert!(DocumentPath::root("lines").covers(&path));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DocumentPath {
    root: Cow<'static, str>,
    steps: Vec<Step>,
}

/// One step down into a value.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::request::{DocumentPath, Step};
///
/// let path = DocumentPath::root("lines").then(Step::Index(2));
/// assert_eq!(path.steps(), [Step::Index(2)]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// A member of a map.
    Member(Cow<'static, str>),
    /// An element of a list.
    Index(usize),
}

impl DocumentPath {
    /// A whole attribute.
    #[must_use]
    pub fn root(name: impl Into<Cow<'static, str>>) -> Self {
        Self { root: name.into(), steps: Vec::new() }
    }

    /// One step further down.
    #[must_use]
    pub fn then(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// The attribute's name.
    #[must_use]
    pub fn attribute(&self) -> &str {
        &self.root
    }

    /// The way down from the attribute; empty for the whole of it.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The value at this path, if the item has one.
    #[must_use]
    pub fn value_in<'i>(&self, item: &'i Item) -> Option<&'i AttributeValue> {
        self.steps.iter().try_fold(item.get(self.attribute())?, |value, step| match (value, step) {
            (AttributeValue::M(map), Step::Member(name)) => map.get(name.as_ref()),
            (AttributeValue::L(list), Step::Index(index)) => list.get(*index),
            _ => None,
        })
    }

    /// Whether `other` is this path or lies below it.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        self.root == other.root && other.steps.starts_with(&self.steps)
    }

    /// The path up to its first list index: what is asked of DynamoDB, which packs projected list elements together.
    #[must_use]
    pub fn before_index(&self) -> Self {
        let members = self.steps.iter().take_while(|step| matches!(step, Step::Member(_)));
        Self { root: self.root.clone(), steps: members.cloned().collect() }
    }
}

impl fmt::Display for DocumentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.root)?;
        for step in &self.steps {
            match step {
                Step::Member(name) => write!(f, ".{name}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// Text that is no document path.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::request::DocumentPath;
///
/// let error = DocumentPath::parse("lines[x]").unwrap_err();
/// assert_eq!(error.to_string(), "`lines[x]` is not a document path: an index is digits only");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a document path: {problem}")]
pub struct PathError {
    text: String,
    problem: &'static str,
}

impl DocumentPath {
    /// Reads `items[0].qty`. Names are taken as they are, up to the next `.` or `[`; indices are digits only.
    ///
    /// # Errors
    /// When a name or an index is missing or malformed.
    ///
    /// ```
    /// use dynamo_core::request::DocumentPath;
    ///
    /// let path = DocumentPath::parse("items[0].qty")?;
    /// assert_eq!(path.attribute(), "items");
    /// assert_eq!(path.to_string(), "items[0].qty");
    /// assert!(DocumentPath::parse("items[+1]").is_err());
    /// # Ok::<(), dynamo_core::request::PathError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let fail = |problem| PathError { text: text.to_owned(), problem };
        let (root, mut rest) = split_name(text);
        if root.is_empty() {
            return Err(fail("it has no attribute name"));
        }
        let mut path = Self::root(root.to_owned());
        while let Some(mark) = rest.chars().next() {
            let (step, after) = if mark == '[' { index(rest) } else { member(rest) }.map_err(fail)?;
            path.steps.push(step);
            rest = after;
        }
        Ok(path)
    }
}

/// The name at the start of `text`, and what follows it.
fn split_name(text: &str) -> (&str, &str) {
    text.split_at(text.find(['.', '[', ']']).unwrap_or(text.len()))
}

fn member(text: &str) -> Result<(Step, &str), &'static str> {
    let name = text.strip_prefix('.').ok_or("expected `.` or `[`")?;
    let (name, rest) = split_name(name);
    if name.is_empty() {
        return Err("a `.` is followed by no name");
    }
    Ok((Step::Member(name.to_owned().into()), rest))
}

fn index(text: &str) -> Result<(Step, &str), &'static str> {
    let (digits, rest) = text[1..].split_once(']').ok_or("a `[` is not closed")?;
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("an index is digits only");
    }
    let index = digits.parse().map_err(|_| "an index is too large")?;
    Ok((Step::Index(index), rest))
}
