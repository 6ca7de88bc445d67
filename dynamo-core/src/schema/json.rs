//! JSON as people read it: what templates are written in.

use std::fmt;

use crate::value::write_string;

/// A value, with the members of objects in the order they are written.
pub(super) enum Json {
    Text(String),
    Number(u64),
    True,
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn list(values: impl IntoIterator<Item = Self>) -> Self {
        Self::List(values.into_iter().collect())
    }

    pub(super) fn texts(texts: impl IntoIterator<Item: Into<String>>) -> Self {
        Self::list(texts.into_iter().map(Self::text))
    }

    pub(super) fn object<const N: usize>(members: [(&str, Self); N]) -> Self {
        Self::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// Adds a member to an object, if there is a value for it.
    pub(super) fn with(self, name: &str, value: Option<Self>) -> Self {
        match (self, value) {
            (Self::Object(mut members), Some(value)) => {
                members.push((name.to_owned(), value));
                Self::Object(members)
            }
            (unchanged, _) => unchanged,
        }
    }

    /// Its elements or members in lines of their own, deeper by one step.
    fn lines<T>(
        f: &mut fmt::Formatter<'_>,
        around: [char; 2],
        depth: usize,
        each: &[T],
        write: impl Fn(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
    ) -> fmt::Result {
        let [open, close] = around;
        if each.is_empty() {
            return write!(f, "{open}{close}");
        }
        write!(f, "{open}")?;
        for (at, one) in each.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(f, "{comma}\n{:1$}", "", 2 * (depth + 1))?;
            write(f, one)?;
        }
        write!(f, "\n{:1$}{close}", "", 2 * depth)
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        match self {
            Self::Text(text) => quoted(f, text),
            Self::Number(number) => write!(f, "{number}"),
            Self::True => f.write_str("true"),
            Self::List(values) => Self::lines(f, ['[', ']'], depth, values, |f, value| value.write(f, depth + 1)),
            Self::Object(members) => Self::lines(f, ['{', '}'], depth, members, |f, (name, value)| {
                quoted(f, name)?;
                f.write_str(": ")?;
                value.write(f, depth + 1)
            }),
        }
    }
}

fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let mut out = Vec::new();
    write_string(&mut out, text);
    f.write_str(&String::from_utf8_lossy(&out))
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}
