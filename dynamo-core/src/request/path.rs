use std::borrow::Cow;
use std::fmt;

/// The place of a value in an item: `lines[2].price`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DocumentPath {
    root: Cow<'static, str>,
    steps: Vec<Step>,
}

/// One step down into a value.
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
