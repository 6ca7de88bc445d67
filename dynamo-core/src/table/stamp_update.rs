//! What an update changes beside what it was asked to: index keys that follow their fields, version, time, tag and schema version.

use std::time::SystemTime;

use aws_sdk_dynamodb::types::AttributeValue;

use super::KeyReader;
use super::key_values::{byte_length, rendered};
use crate::error::{Error, KeyError, KeyProblem, Result};
use crate::key::{self, KeyRole};
use crate::request::{Action, Change, Condition, DocumentPath, KeyAttributes, Presence, Source, VersionCheck};
use crate::schema::{KeyAttribute, KeySource, Schema, Written};
use crate::value::Item;

/// What the caller knows of the rest of the item.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(DynamoTable)]
/// # #[dynamo(table = "devices")]
/// # #[gsi(by_place, pk = "{house}#{room}")]
/// # struct Device { #[pk] id: String, house: String, room: String }
/// use std::time::SystemTime;
/// use dynamo_core::request::{Presence, VersionCheck};
/// use dynamo_core::table::{DynamoTable as _, Known, stamp_update};
///
/// let device = Device { id: "d1".into(), house: "h".into(), room: "r".into() };
/// let (key, item) = (Db::offline().get(device.primary_key()).request()?.key, device.to_item()?);
/// let mut actions = vec![];
/// // Nothing is changed, so nothing follows, however much is known.
/// let known = Known::Whole(&item);
/// stamp_update(Device::SCHEMA, &key, &mut actions, known, Presence::Required, VersionCheck::None, SystemTime::now())?;
/// assert!(actions.is_empty());
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub enum Known<'k> {
    /// Nothing.
    Nothing,
    /// All of it, as it will be: what is missing here is absent.
    Whole(&'k Item),
    /// What a new item is made of. One that is there may have other fields.
    New,
}

/// An update while it is completed.
struct Stamping<'u> {
    schema: &'static Schema,
    key: KeyReader<'u>,
    /// The values of the fields that stand in patterns of the primary key.
    placeholders: Vec<(usize, AttributeValue)>,
    known: Known<'u>,
    asked: &'u [Action],
    /// What the library writes by itself: index keys follow that, too.
    stamps: Vec<Action>,
    /// Whether there may be no item yet, so that everything has to be written.
    may_create: bool,
}

/// What an update makes of one field.
enum Fate<'u> {
    /// It is not named.
    Kept,
    Set(&'u AttributeValue),
    SetIfAbsent(&'u AttributeValue),
    Removed,
    /// It will have a value that only the engine knows.
    Computed,
}

/// What follows from an update for one index key.
enum Follows {
    Nothing,
    Changed(Change),
    /// It is as it should be only if this holds.
    If(Condition, Option<Change>),
}

/// Adds to the changes that were asked for what the library changes with them. Returns what has to hold for them to be right.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "pages")]
/// # struct WikiPage { #[pk] path: String, text: String, #[version] rev: u64 }
/// use std::time::SystemTime;
/// use dynamo_core::request::{Presence, VersionCheck};
/// use dynamo_core::table::{DynamoTable as _, Known, stamp_update};
///
/// let key = Db::offline().get(WikiPage::key("/")).request()?.key;
/// let (mut actions, known, now) = (vec![], Known::Nothing, SystemTime::now());
/// stamp_update(WikiPage::SCHEMA, &key, &mut actions, known, Presence::Required, VersionCheck::Is(3), now)?;
/// assert_eq!(actions[0].path.to_string(), "rev");
/// # Ok::<(), dynamo_core::Error>(())
/// ```
///
/// # Errors
/// When an index key cannot hold what it is made of, or cannot be made because a field that stands in it is not known.
pub fn stamp_update(
    schema: &'static Schema,
    key: &KeyAttributes,
    actions: &mut Vec<Action>,
    known: Known<'_>,
    presence: Presence,
    version: VersionCheck,
    now: SystemTime,
) -> Result<Option<Condition>> {
    let key = KeyReader::of_key(schema, key);
    let placeholders = key.placeholders()?;
    let may_create = presence == Presence::Unexpired;
    let mut stamping = Stamping { schema, key, placeholders, known, asked: actions, stamps: Vec::new(), may_create };
    stamping.stamps = stamping.of_the_call(version, now)?;
    let (mut more, condition) = stamping.index_keys()?;
    more.append(&mut stamping.stamps);
    actions.extend(more);
    Ok(condition)
}

impl Stamping<'_> {
    fn index_keys(&self) -> Result<(Vec<Action>, Option<Condition>)> {
        let (mut more, mut conditions) = (Vec::new(), Vec::new());
        for (number, index) in self.schema.indexes.iter().enumerate() {
            let earlier = &self.schema.indexes[..number];
            let partition = index.pk.iter().map(|key| (key, KeyRole::Partition));
            for (key, role) in partition.chain(index.sk.iter().map(|key| (key, KeyRole::Sort))) {
                if let KeySource::Field(number) = key.source {
                    // It is written as what it is, wherever else it stands.
                    self.check_field(key, number, role)?;
                    continue;
                }
                let is_same = |other: &KeyAttribute| other.name == key.name;
                if self.is_primary(key) || earlier.iter().any(|index| index.pk.iter().chain(index.sk).any(is_same)) {
                    continue;
                }
                let change = match self.index_key(key, role)? {
                    Follows::Nothing => None,
                    Follows::Changed(change) => Some(change),
                    Follows::If(condition, change) => {
                        conditions.push(condition);
                        change
                    }
                };
                more.extend(change.map(|change| Action::new(DocumentPath::root(key.name), change)));
            }
        }
        Ok((more, conditions.into_iter().reduce(Condition::and)))
    }

    fn is_primary(&self, key: &KeyAttribute) -> bool {
        std::iter::once(&self.schema.pk).chain(&self.schema.sk).any(|primary| primary.name == key.name)
    }

    fn index_key(&self, key: &KeyAttribute, role: KeyRole) -> Result<Follows> {
        let fields = key.fields();
        let named = fields.iter().any(|number| !matches!(self.fate(*number), Fate::Kept));
        if !named && !self.may_create {
            return Ok(Follows::Nothing);
        }
        if fields.iter().any(|number| self.is_left_out(*number)) {
            return Ok(Follows::Changed(Change::Remove));
        }
        if fields.iter().any(|number| self.value(*number).is_none()) {
            return if named { self.incomplete(key, &fields) } else { Ok(Follows::Nothing) };
        }
        let value = rendered(self.schema, key, &|number| Ok(self.value(number).cloned()), role)?;
        let Some(value) = value.map(Source::Value) else { return Ok(Follows::Nothing) };
        if !self.only_if_absent(key, &fields)? {
            return Ok(Follows::Changed(Change::Set(value)));
        }
        let change = Change::Set(Source::IfAbsent(DocumentPath::root(key.name), Box::new(value)));
        Ok(match self.unmixed(&fields) {
            Some(condition) => Follows::If(condition, Some(change)),
            None => Follows::Changed(change),
        })
    }

    /// A field that is absent afterwards leaves the key out.
    fn is_left_out(&self, number: usize) -> bool {
        match (self.fate(number), self.known) {
            (Fate::Removed, _) => true,
            (Fate::Kept, Known::Whole(item)) => {
                self.fixed_value(number).is_none() && !item.contains_key(self.schema.attributes[number].name)
            }
            _ => false,
        }
    }

    /// A field of the key is not known. A new item is without it, and so without the key.
    fn incomplete(&self, key: &KeyAttribute, fields: &[usize]) -> Result<Follows> {
        let filled_in = |number: &usize| matches!(self.fate(*number), Fate::Kept | Fate::SetIfAbsent(_));
        match self.known {
            Known::New if fields.iter().all(filled_in) => {
                Ok(self.unmixed(fields).map_or(Follows::Nothing, |condition| Follows::If(condition, None)))
            }
            _ => Err(self.half_known(key, fields)),
        }
    }

    /// Where fields of a key are filled in only if they are absent, an item that has some of them would get a key of old and new
    /// ones, which nobody knows. It is to have all of them, or else none, or not those that complete the key.
    fn unmixed(&self, fields: &[usize]) -> Option<Condition> {
        let free: Vec<_> = fields.iter().filter(|number| self.fixed_value(**number).is_none()).collect();
        let may_lack_one = free.iter().any(|number| self.schema.attributes[**number].optional);
        if free.len() < 2 || !may_lack_one {
            return None;
        }
        let path = |number: &&usize| DocumentPath::root(self.schema.attributes[**number].name);
        let all = free.iter().map(path).map(Condition::Exists).reduce(Condition::and)?;
        let absent = |numbers: &[&usize]| numbers.iter().map(path).map(Condition::NotExists).collect::<Vec<_>>();
        let missing: Vec<_> = free.iter().copied().filter(|number| self.value(**number).is_none()).collect();
        let other = match missing.is_empty() {
            true => absent(&free).into_iter().reduce(Condition::and)?,
            false => absent(&missing).into_iter().reduce(Condition::or)?,
        };
        Some(all.or(other))
    }

    /// A field that is an index key by itself holds what a key can hold.
    fn check_field(&self, key: &KeyAttribute, number: usize, role: KeyRole) -> Result<()> {
        let (Fate::Set(value) | Fate::SetIfAbsent(value)) = self.fate(number) else { return Ok(()) };
        match byte_length(value) {
            Some(0) => {
                let field = self.schema.attributes[number].field;
                Err(KeyError::new(field, Some(String::new()), KeyProblem::Empty).into())
            }
            Some(bytes) => Ok(key::check_length(key.name, bytes, role)?),
            None => Ok(()),
        }
    }

    /// Whether the key is left as it is where its fields are. Of several fields all have to be so.
    fn only_if_absent(&self, key: &KeyAttribute, fields: &[usize]) -> Result<bool> {
        let fates: Vec<_> = fields.iter().filter(|number| self.fixed_value(**number).is_none()).collect();
        let kept = fates.iter().filter(|number| matches!(self.fate(***number), Fate::SetIfAbsent(_))).count();
        match kept {
            0 => Ok(false),
            kept if kept == fates.len() => Ok(true),
            _ => Err(self.half_known(key, fields)),
        }
    }

    fn fate(&self, number: usize) -> Fate<'_> {
        let name = self.schema.attributes[number].name;
        let of_field = |action: &&Action| action.path.attribute() == name;
        let action = self.asked.iter().chain(&self.stamps).find(of_field);
        let Some(action) = action.filter(|_| self.fixed_value(number).is_none()) else { return Fate::Kept };
        match &action.change {
            _ if !action.path.steps().is_empty() => Fate::Computed,
            Change::Remove => Fate::Removed,
            Change::Set(Source::Value(value)) => Fate::Set(value),
            Change::Set(Source::IfAbsent(path, source)) if *path == action.path => match &**source {
                Source::Value(value) => Fate::SetIfAbsent(value),
                _ => Fate::Computed,
            },
            Change::Set(_) | Change::Insert(_) | Change::Delete(_) => Fate::Computed,
        }
    }

    fn fixed_value(&self, number: usize) -> Option<&AttributeValue> {
        let placeholder = || self.placeholders.iter().find(|(of, _)| *of == number).map(|(_, value)| value);
        self.key.plain(number).or_else(placeholder)
    }

    /// The value that a field has after the update, if that is known.
    fn value(&self, number: usize) -> Option<&AttributeValue> {
        match self.fate(number) {
            Fate::Set(value) | Fate::SetIfAbsent(value) => Some(value),
            Fate::Kept => {
                let known = || match self.known {
                    Known::Whole(item) => item.get(self.schema.attributes[number].name),
                    Known::Nothing | Known::New => None,
                };
                self.fixed_value(number).or_else(known)
            }
            Fate::Removed | Fate::Computed => None,
        }
    }

    fn half_known(&self, key: &KeyAttribute, fields: &[usize]) -> Error {
        let free = fields.iter().filter(|number| self.fixed_value(**number).is_none());
        let names: Vec<_> = free.map(|number| format!("`{}`", self.schema.attributes[*number].field)).collect();
        Error::invalid_request(format!(
            "the index key `{}` is made of {}: they are set together, to values that are known",
            key.name,
            names.join(" and ")
        ))
    }

    /// What depends on the call, and what every write leaves behind.
    fn of_the_call(&self, version: VersionCheck, now: SystemTime) -> Result<Vec<Action>> {
        let mut more = Vec::new();
        let mut set = |name: &'static str, source: Source| {
            if !self.asked.iter().any(|action| action.path.attribute() == name) {
                more.push(Action::new(DocumentPath::root(name), Change::Set(source)));
            }
        };
        let if_absent = |name: &'static str, value: AttributeValue| {
            Source::IfAbsent(DocumentPath::root(name), Box::new(Source::Value(value)))
        };
        if self.may_create {
            for (number, value) in &self.placeholders {
                let attribute = &self.schema.attributes[*number];
                if attribute.is_stored() {
                    set(attribute.name, Source::Value(value.clone()));
                }
            }
        }
        if let Some(attribute) = self.schema.version {
            set(attribute, next_version(self.schema, attribute, version)?);
        }
        for timestamp in self.schema.timestamps {
            let Some(value) = timestamp.at(now)? else { continue };
            match timestamp.written {
                Written::Always => set(timestamp.attribute, Source::Value(value)),
                Written::Once if self.may_create => set(timestamp.attribute, if_absent(timestamp.attribute, value)),
                Written::Once => {}
            }
        }
        if let Some(tag) = self.schema.tag {
            set(tag.attribute, Source::Value(AttributeValue::S(tag.value.to_owned())));
        }
        // An item that is there keeps the version that it was written in: its parts do not make it one of another.
        if let Some(version) = self.schema.schema_version.filter(|_| self.may_create) {
            set(version.attribute, if_absent(version.attribute, version.stored(self.schema)));
        }
        Ok(more)
    }
}

/// One more than the version that is checked; without a check, than the one that is there.
fn next_version(schema: &Schema, attribute: &'static str, version: VersionCheck) -> Result<Source> {
    let number = |number: u64| Box::new(Source::Value(AttributeValue::N(number.to_string())));
    Ok(match version {
        VersionCheck::Is(version) => *number(super::stamp::after(schema, attribute, version)?),
        VersionCheck::None => {
            Source::Sum(Box::new(Source::IfAbsent(DocumentPath::root(attribute), number(0))), number(1))
        }
    })
}
