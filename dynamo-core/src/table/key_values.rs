//! From field values to key attributes and back: the one place where keys of tables and indexes are made.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{DecodeError, EncodeError, Found, KeyError, KeyProblem, Result};
use crate::expr::IntoValue;
use crate::key::{self, KeyRole, Part, Pattern};
use crate::request::KeyAttributes;
use crate::schema::{AttributeSchema, KeyAttribute, KeySource, Schema};
use crate::value::key_kind::KeyType;
use crate::value::{Attribute, Item, Number, REDACTED, Stored, Value, redact, redact_encode};

/// A value for the field with this number.
pub type KeyValue = (usize, Result<Option<AttributeValue>, EncodeError>);

/// The value of a field by its number.
pub(super) type ValueOf<'a> = dyn Fn(usize) -> Result<Option<AttributeValue>, EncodeError> + 'a;

/// A value for a field of attribute type `V`; what generated functions call.
pub fn key_value<V: Attribute>(number: usize, value: impl IntoValue<V>) -> KeyValue {
    (number, value.into_value())
}

/// The value given for a field.
pub(super) fn given(values: &[KeyValue], number: usize) -> Result<Option<AttributeValue>, EncodeError> {
    values.iter().find(|(of, _)| *of == number).map_or(Ok(None), |(_, value)| value.clone())
}

/// The same, taken out.
pub(super) fn taken(values: &mut [KeyValue], number: usize) -> Result<Option<AttributeValue>, EncodeError> {
    let value = values.iter_mut().find(|(of, _)| *of == number).map(|(_, value)| value);
    value.map_or(Ok(None), |value| std::mem::replace(value, Ok(None)))
}

/// The value of a field in an item that is written.
pub(super) fn in_item(schema: &Schema, item: &Item, number: usize) -> Option<AttributeValue> {
    item.get(schema.attributes[number].name).cloned()
}

/// The value of a key attribute; `None` leaves an index key out.
pub(super) fn rendered(
    schema: &Schema,
    attribute: &KeyAttribute,
    value_of: &ValueOf<'_>,
    role: KeyRole,
) -> Result<Option<AttributeValue>, KeyError> {
    let value = match attribute.source {
        KeySource::Field(number) => plain(schema, number, value_of)?,
        KeySource::Pattern(pattern) => {
            let text_of = |number| Ok(value_of(number)?.and_then(text));
            key::render(pattern, &text_of)?.map(AttributeValue::S)
        }
    };
    if let Some(bytes) = value.as_ref().and_then(byte_length) {
        key::check_length(attribute.name, bytes, role)?;
    }
    Ok(value)
}

/// The value of a key attribute that has to be there.
pub(super) fn required(
    schema: &Schema,
    attribute: &KeyAttribute,
    value_of: &ValueOf<'_>,
    partition: bool,
) -> Result<AttributeValue, KeyError> {
    let role = if partition { KeyRole::Partition } else { KeyRole::Sort };
    rendered(schema, attribute, value_of, role)?.ok_or_else(|| KeyError::new(attribute.name, None, KeyProblem::Missing))
}

/// A key that is a field itself.
fn plain(schema: &Schema, number: usize, value_of: &ValueOf<'_>) -> Result<Option<AttributeValue>, KeyError> {
    let field = &schema.attributes[number];
    let unstorable = |error| KeyError::new(field.field, None, KeyProblem::Value(shown_error(field, error)));
    let value = value_of(number).map_err(unstorable)?;
    let empty = value.as_ref().and_then(byte_length) == Some(0);
    if empty {
        return Err(KeyError::new(field.field, Some(String::new()), KeyProblem::Empty));
    }
    Ok(value)
}

/// An error whose text does not quote a sensitive value.
pub(super) fn shown_error(field: &AttributeSchema, error: EncodeError) -> EncodeError {
    if field.inside().is_secret() { redact_encode(error) } else { error }
}

/// An error about a key, without a sensitive value.
pub(super) fn discreet(schema: &Schema, error: KeyError) -> KeyError {
    let is_secret = |field: &AttributeSchema| field.field == error.field() && field.inside().is_secret();
    let hidden = schema.is_sensitive(error.field()) || schema.attributes.iter().any(is_secret);
    if hidden { error.redacted() } else { error }
}

/// The text of a value in a pattern. Other types cannot stand there; the derive has seen to that.
pub(super) fn text(value: AttributeValue) -> Option<Cow<'static, str>> {
    match value {
        AttributeValue::S(text) | AttributeValue::N(text) => Some(text.into()),
        _ => None,
    }
}

/// The length that DynamoDB limits; numbers have none.
pub(super) fn byte_length(value: &AttributeValue) -> Option<usize> {
    match value {
        AttributeValue::S(text) => Some(text.len()),
        AttributeValue::B(bytes) => Some(bytes.as_ref().len()),
        _ => None,
    }
}

/// The key attributes of a stored item, to read the fields of patterns from.
pub struct KeyReader<'a> {
    schema: &'static Schema,
    values: Held<'a>,
}

/// Where the values of key attributes are.
enum Held<'a> {
    /// In a request.
    Sent(&'a KeyAttributes),
    Found(Vec<(&'static str, Cow<'a, AttributeValue>)>),
}

impl<'a> KeyReader<'a> {
    /// That of one key.
    pub(super) fn of_key(schema: &'static Schema, key: &'a KeyAttributes) -> Self {
        Self { schema, values: Held::Sent(key) }
    }

    pub(super) fn of_item(schema: &'static Schema, item: &'a Item) -> Self {
        let found = |key: &'static KeyAttribute| Some((key.name, Cow::Borrowed(item.get(key.name)?)));
        Self { schema, values: Held::Found(schema.key_attributes().filter_map(found).collect()) }
    }

    /// The primary key as text, each part read as its attribute's type: bytes are those of the text. `None` for texts that
    /// are no key of any item: an empty one, and a sort key where the table has none.
    pub(super) fn of_texts(schema: &'static Schema, pk: &str, sk: &str) -> Option<Self> {
        let value = |key: &'static KeyAttribute, text: &str| {
            let value = match key.key_type {
                KeyType::Text => AttributeValue::S(text.to_owned()),
                KeyType::Number => AttributeValue::N(text.to_owned()),
                KeyType::Binary => AttributeValue::B(Blob::new(text)),
            };
            (!text.is_empty()).then_some((key.name, Cow::Owned(value)))
        };
        let pk = value(&schema.pk, pk)?;
        let sk = match &schema.sk {
            Some(key) => Some(value(key, sk)?),
            None if sk.is_empty() => None,
            None => return None,
        };
        Some(Self { schema, values: Held::Found(std::iter::once(pk).chain(sk).collect()) })
    }

    /// The value of a field that stands in the primary key; where it stands in both keys, they must agree.
    ///
    /// # Errors
    /// When the keys are not of this type's patterns, or are not written as this value is: `007` is no key of ours.
    pub fn part<V: Attribute>(&self, number: usize) -> Result<V::Value, KeyError> {
        let mut found = None;
        for key in self.primary() {
            let Some(value) = self.value_in(key, number, V::SHAPE.stored)? else { continue };
            let ours = rewritten::<V>(&value).filter(|ours| *ours == value || by_value(key, &value));
            let ours = ours.ok_or_else(|| self.no_match(key))?;
            if found.as_ref().is_some_and(|before| *before != ours) {
                return Err(self.no_match(key));
            }
            found = Some(ours);
        }
        let field = self.schema.attributes[number].field;
        let value = found.ok_or_else(|| KeyError::new(field, None, KeyProblem::Missing))?;
        V::decode(Value::from(&value)).map_err(|_| self.no_match(&self.schema.pk))
    }

    /// Checks that the primary key is of this type's patterns, as far as this is known without the types of its fields.
    pub(super) fn check(&self) -> Result<(), KeyError> {
        let mut seen: Vec<(usize, Cow<'_, str>)> = Vec::new();
        for key in self.primary() {
            for (number, text) in self.field_texts(key)? {
                let before = seen.iter().find(|(of, _)| *of == number);
                if before.is_some_and(|(_, before)| *before != text) {
                    return Err(self.no_match(key));
                }
                seen.push((number, text));
            }
        }
        Ok(())
    }

    /// The value of a field that is a part of the primary key by itself.
    pub(super) fn plain(&self, number: usize) -> Option<&AttributeValue> {
        let is_field = |key: &&KeyAttribute| matches!(key.source, KeySource::Field(of) if of == number);
        self.primary().find(is_field).and_then(|key| self.value(key.name))
    }

    /// The other fields that stand in the primary key, with the values they are stored as.
    ///
    /// # Errors
    /// When the keys are not of this type's patterns.
    pub(super) fn placeholders(&self) -> Result<Vec<(usize, AttributeValue)>, KeyError> {
        let mut values: Vec<(usize, AttributeValue)> = Vec::new();
        for key in self.primary().filter(|key| matches!(key.source, KeySource::Pattern(_))) {
            for (number, text) in self.texts(key)? {
                if self.plain(number).is_none() && !values.iter().any(|(of, _)| *of == number) {
                    values.push((number, typed(self.schema.attributes[number].shape.stored, text.into_owned())));
                }
            }
        }
        Ok(values)
    }

    fn primary(&self) -> impl Iterator<Item = &'static KeyAttribute> {
        std::iter::once(&self.schema.pk).chain(&self.schema.sk)
    }

    fn value(&self, name: &str) -> Option<&AttributeValue> {
        match &self.values {
            Held::Sent(key) => key.iter().find(|(of, _)| *of == name).map(|(_, value)| value),
            Held::Found(values) => values.iter().find(|(of, _)| *of == name).map(|(_, value)| &**value),
        }
    }

    /// The fields in a key, with their texts. Numbers are written in one way only.
    fn field_texts(&self, key: &KeyAttribute) -> Result<Vec<(usize, Cow<'_, str>)>, KeyError> {
        if let KeySource::Field(number) = key.source {
            let value = self.value(key.name).ok_or_else(|| self.no_match(key))?;
            return Ok(match value {
                AttributeValue::S(text) | AttributeValue::N(text) => vec![(number, Cow::Borrowed(&**text))],
                _ => Vec::new(),
            });
        }
        let texts = self.texts(key)?;
        let is_number = |number: usize| self.schema.attributes[number].shape.stored == Stored::N;
        let ours = |text: &str| text.parse::<Number>().is_ok_and(|number| number.to_string() == text);
        if texts.iter().all(|(number, text)| !is_number(*number) || ours(text)) {
            Ok(texts)
        } else {
            Err(self.no_match(key))
        }
    }

    fn value_in(&self, key: &KeyAttribute, number: usize, stored: Stored) -> Result<Option<AttributeValue>, KeyError> {
        match key.source {
            KeySource::Field(field) if field == number => Ok(self.value(key.name).cloned()),
            KeySource::Field(_) => Ok(None),
            KeySource::Pattern(_) => {
                let texts = self.texts(key)?;
                let text = texts.into_iter().find(|(of, _)| *of == number).map(|(_, text)| text.into_owned());
                Ok(text.map(|text| typed(stored, text)))
            }
        }
    }

    /// The texts of a pattern's placeholders.
    fn texts(&self, key: &KeyAttribute) -> Result<Vec<(usize, Cow<'_, str>)>, KeyError> {
        let (KeySource::Pattern(pattern), Some(AttributeValue::S(text))) = (key.source, self.value(key.name)) else {
            return Err(self.no_match(key));
        };
        key::parse(pattern, key.name, text)
    }

    fn no_match(&self, key: &KeyAttribute) -> KeyError {
        let pattern = match key.source {
            KeySource::Pattern(pattern) => pattern.text,
            KeySource::Field(number) => self.schema.attributes[number].field,
        };
        let shown = self.value(key.name).and_then(|value| value.as_s().ok().cloned());
        let shown = shown.filter(|_| !self.schema.is_sensitive(key.name));
        KeyError::new(key.name, shown, KeyProblem::NoMatch { pattern })
    }
}

/// A stored value as the type writes it; `None` if it does not fit.
fn rewritten<V: Attribute>(value: &AttributeValue) -> Option<AttributeValue> {
    V::encode(&V::decode(Value::from(value)).ok()?).ok()?
}

/// Whether the key is compared by value by DynamoDB itself, however it is written.
fn by_value(key: &KeyAttribute, value: &AttributeValue) -> bool {
    matches!((key.source, value), (KeySource::Field(_), AttributeValue::N(_)))
}

/// The attribute value that a placeholder's text was rendered from.
fn typed(stored: Stored, text: String) -> AttributeValue {
    match stored {
        Stored::N => AttributeValue::N(text),
        _ => AttributeValue::S(text),
    }
}

/// The key attributes of a narrow row, kept while it is read, to parse its placeholder fields from.
pub struct RowKeys {
    schema: &'static Schema,
    values: HashMap<&'static str, AttributeValue>,
}

impl RowKeys {
    /// Nothing read yet.
    #[must_use]
    pub fn new(schema: &'static Schema) -> Self {
        Self { schema, values: HashMap::new() }
    }

    /// Keeps a key attribute; anything else is skipped.
    ///
    /// # Errors
    /// When the value cannot be read at all.
    pub fn take(&mut self, name: &str, value: Value<'_>) -> Result<(), DecodeError> {
        match self.schema.key_attributes().find(|key| key.name == name) {
            Some(key) => {
                self.values.insert(key.name, value.into_attribute_value()?);
                Ok(())
            }
            None => value.skip(),
        }
    }

    /// The value of a placeholder, from whichever key has it.
    ///
    /// # Errors
    /// When no key has it, or a key is not of its pattern.
    pub fn part<V: Attribute>(&self, number: usize) -> Result<V::Value, DecodeError> {
        let (field, secret) =
            (self.schema.attributes[number].field, self.schema.attributes[number].inside().is_secret());
        for key in self.schema.key_attributes() {
            let (KeySource::Pattern(pattern), Some(AttributeValue::S(text))) = (key.source, self.values.get(key.name))
            else {
                continue;
            };
            let hide = |hidden, error| if hidden { redact(error) } else { error };
            let text = placeholder(pattern, key.name, text, number);
            if let Some(text) = text.map_err(|error| hide(self.schema.is_sensitive(key.name), error).at(key.name))? {
                let value = typed(V::SHAPE.stored, text);
                return V::decode(Value::from(&value)).map_err(|error| hide(secret, error).at(field));
            }
        }
        V::absent().ok_or_else(|| crate::value::absent::<V>().at(field))
    }
}

/// The text of one placeholder in a key, if the pattern has it.
fn placeholder(
    pattern: &Pattern,
    attribute: &'static str,
    key: &str,
    number: usize,
) -> Result<Option<String>, DecodeError> {
    let has = pattern.parts.iter().any(|part| matches!(part, Part::Placeholder(place) if place.number == number));
    if !has {
        return Ok(None);
    }
    let expected = || DecodeError::new(format!("a key of the pattern \"{}\"", pattern.text), Found::quoted(key));
    let texts = key::parse(pattern, attribute, key).map_err(|_| expected())?;
    Ok(texts.into_iter().find(|(of, _)| *of == number).map(|(_, text)| text.into_owned()))
}

/// A key value as people read it; a sensitive one is not shown.
pub(super) struct Shown<'a>(pub &'static Schema, pub &'static KeyAttribute, pub &'a AttributeValue);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.2 {
            _ if self.0.is_sensitive(self.1.name) => f.write_str(REDACTED),
            AttributeValue::S(text) => fmt::Debug::fmt(text, f),
            AttributeValue::N(number) => f.write_str(number),
            other => fmt::Debug::fmt(other, f),
        }
    }
}

/// The primary key of a stored item, for messages.
pub(super) fn shown_key(schema: &'static Schema, item: &Item) -> Option<String> {
    key_of_one(schema, &[schema], item)
}

/// The primary key of an item of one of these kinds, whichever it is: what is sensitive in any of them is not shown.
pub(super) fn key_of_one(schema: &'static Schema, kinds: &[&'static Schema], item: &Item) -> Option<String> {
    let show = |key: &'static KeyAttribute| {
        let secret = kinds.iter().copied().find(|kind| kind.is_sensitive(key.name));
        let value = item.get(key.name)?;
        Some(format!("{}={:?}", key.name, Shown(secret.unwrap_or(schema), key, value)))
    };
    let pk = show(&schema.pk)?;
    Some(match schema.sk.as_ref().and_then(show) {
        Some(sk) => format!("{pk}, {sk}"),
        None => pk,
    })
}
