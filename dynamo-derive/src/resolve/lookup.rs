//! Fields by name, and what to offer for a name that is none.

use crate::parse::RawField;
use crate::suggest::nearest;
use crate::symbol;

/// The fields of a struct by name.
pub(crate) struct Lookup<'a> {
    fields: &'a [RawField],
    /// The names they are stored under.
    stored: Vec<&'a str>,
}

/// What a name stands for.
pub(crate) enum Found<'a> {
    Field(usize),
    /// A field that stands for many attributes.
    Flattened,
    /// Not a field; perhaps this one was meant.
    Unknown(Option<&'a str>),
}

impl<'a> Lookup<'a> {
    pub(crate) fn new(fields: &'a [RawField], stored: Vec<&'a str>) -> Self {
        Lookup { fields, stored }
    }

    pub(crate) fn find(&self, word: &str) -> Found<'a> {
        match self.fields.iter().position(|field| field.word == word) {
            Some(at) if self.fields[at].has(symbol::FLATTEN) => Found::Flattened,
            Some(at) => Found::Field(at),
            None => Found::Unknown(self.nearest(word)),
        }
    }

    /// The field stored under that very name, else the one that is spelt nearly so.
    fn nearest(&self, word: &str) -> Option<&'a str> {
        let by_stored_name = self.stored.iter().position(|stored| *stored == word);
        match by_stored_name {
            Some(at) => Some(self.fields[at].word.as_str()),
            None => nearest(word, self.fields.iter().map(|field| field.word.as_str())),
        }
    }
}
