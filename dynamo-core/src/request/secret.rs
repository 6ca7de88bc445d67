//! What a path leads to: something sensitive, or something that has a default.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{DocumentPath, Step};
use crate::error::{DecodeError, EncodeError};
use crate::schema::{DefaultOf, Schema};
use crate::value::{Inside, Item, redact, redact_encode};

impl DocumentPath {
    /// What is known of what is there.
    pub(crate) fn inside(&self, schema: &Schema) -> Inside {
        self.steps().iter().fold(root(schema, self), below)
    }

    /// The path as it is printed: names below something sensitive are values themselves, so it ends there.
    pub(crate) fn shown(&self, schema: &Schema) -> Self {
        let mut inside = root(schema, self);
        let mut shown = Self::root(self.attribute().to_owned());
        for step in self.steps() {
            if inside.is_secret() {
                break;
            }
            inside = below(inside, step);
            shown = shown.then(step.clone());
        }
        shown
    }

    /// An error about what is there, with the path, and without a sensitive value.
    pub(crate) fn blamed(&self, schema: &Schema, error: EncodeError) -> EncodeError {
        let error = if self.inside(schema).is_secret() { redact_encode(error) } else { error };
        error.at(&self.shown(schema).to_string())
    }

    /// An error about what is read from there, with the path, and without a sensitive value.
    pub(crate) fn unread(&self, schema: &Schema, error: DecodeError) -> DecodeError {
        let error = if self.inside(schema).is_secret() { redact(error) } else { error };
        error.at(&self.shown(schema).to_string())
    }

    /// The value at this path, or its default. `certain` says that what is on the way is there even if the item, which may
    /// be a projected one, does not show it.
    pub(crate) fn find<'i>(&self, schema: &Schema, item: &'i Item, certain: bool) -> Option<Cow<'i, AttributeValue>> {
        let attribute = schema.attribute(self.attribute());
        let found = item.get(self.attribute()).map(Cow::Borrowed);
        let mut value = found.or_else(|| default(attribute.and_then(|attribute| attribute.default)));
        let mut inside = attribute.map_or(Inside::Plain, |attribute| (attribute.inside)());
        for step in self.steps() {
            let (field, may_default) = (field(inside, step), certain || value.is_some());
            let or = field.and_then(|field| field.default).filter(|_| may_default);
            value = value.and_then(|value| child(value, step)).or_else(|| default(or));
            inside = field.map_or_else(|| below(inside, step), |field| (field.inside)());
        }
        value
    }
}

fn root(schema: &Schema, path: &DocumentPath) -> Inside {
    if schema.is_sensitive(path.attribute()) {
        return Inside::Secret;
    }
    schema.attribute(path.attribute()).map_or(Inside::Plain, |attribute| attribute.inside())
}

fn below(inside: Inside, step: &Step) -> Inside {
    match step {
        Step::Member(name) => inside.member(name),
        Step::Index(index) => inside.element(*index),
    }
}

fn field(inside: Inside, step: &Step) -> Option<&'static crate::schema::FieldShape> {
    match step {
        Step::Member(name) => inside.field(name),
        Step::Index(_) => None,
    }
}

fn default<'i>(default: Option<DefaultOf>) -> Option<Cow<'i, AttributeValue>> {
    default?().map(Cow::Owned)
}

fn child<'i>(value: Cow<'i, AttributeValue>, step: &Step) -> Option<Cow<'i, AttributeValue>> {
    match (value, step) {
        (Cow::Borrowed(AttributeValue::M(map)), Step::Member(name)) => map.get(&**name).map(Cow::Borrowed),
        (Cow::Borrowed(AttributeValue::L(list)), Step::Index(index)) => list.get(*index).map(Cow::Borrowed),
        (Cow::Owned(AttributeValue::M(mut map)), Step::Member(name)) => map.remove(&**name).map(Cow::Owned),
        (Cow::Owned(AttributeValue::L(list)), Step::Index(index)) => list.into_iter().nth(*index).map(Cow::Owned),
        _ => None,
    }
}
