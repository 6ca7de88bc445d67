//! Documents, written out as a derive does it.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::error::{DecodeError, EncodeError};
use dynamo_core::expr::{Path, Scope};
use dynamo_core::schema::FieldShape;
use dynamo_core::value::{
    Attribute, Element, Entries, Item, ItemWriter, Missing, Shape, Slot, Stored, Value, at, kind,
};

use crate::sources::{each, read, round_trip};

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) sku: String,
    pub(crate) price: u32,
    pub(crate) note: Option<String>,
}

impl Line {
    fn read(entries: &mut Entries<'_>) -> Result<Self, DecodeError> {
        let (mut sku, mut price) = (Slot::new(), Slot::new());
        let mut note = Slot::new();
        while let Some((name, value)) = entries.next()? {
            match &*name {
                "sku" => at("sku", sku.fill::<String>(value))?,
                "price" => at("price", price.fill::<u32>(value))?,
                "note" => at("note", note.fill::<Option<String>>(value))?,
                _ => value.skip()?,
            }
        }
        let mut missing = Missing::new();
        match (
            sku.done::<String>(0, &mut missing),
            price.done::<u32>(1, &mut missing),
            note.done::<Option<String>>(2, &mut missing),
        ) {
            (Some(sku), Some(price), Some(note)) => Ok(Self { sku, price, note }),
            _ => Err(missing.into_error(&["sku", "price", "note"])),
        }
    }
}

impl Attribute for Line {
    type Value = Self;
    type Own = Self;
    type Kind = kind::Document;
    type Key = kind::Document;
    type Path<V: Attribute, S: Scope, C: Scope> = Path<V, S>;
    const SHAPE: Shape = Shape::required(Stored::M);
    const MEMBERS: &'static [FieldShape] = &[FieldShape::new::<String>("sku", false)];

    fn encode(value: &Self) -> Result<Option<AttributeValue>, EncodeError> {
        let mut writer = ItemWriter::with_capacity(3);
        writer.put::<String>("sku", &value.sku);
        writer.put::<u32>("price", &value.price);
        writer.put::<Option<String>>("note", &value.note);
        Ok(Some(AttributeValue::M(writer.finish()?)))
    }

    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        Self::read(&mut value.map()?)
    }
}

impl Element for Line {
    type Yes = ();
}

#[test]
fn documents_nest() {
    let line = |price, note: Option<&str>| Line { sku: "a".into(), price, note: note.map(str::to_owned) };
    round_trip::<Line>(&line(1, None));
    round_trip::<Option<Line>>(&Some(line(1, Some("x"))));
    round_trip::<Vec<Line>>(&vec![line(1, None), line(2, Some("x"))]);
    round_trip::<HashMap<String, Vec<Line>>>(&HashMap::from([("x".to_owned(), vec![line(1, None)])]));
    round_trip::<(Line, Box<Line>)>(&(line(1, None), Box::new(line(2, None))));
}

/// A type that looks at the first element of a list only, and at nothing else.
struct First;

impl Attribute for First {
    type Value = Option<String>;
    type Own = Self;
    type Kind = kind::Opaque;
    type Key = kind::Opaque;
    type Path<V: Attribute, S: Scope, C: Scope> = Path<V, S>;
    const SHAPE: Shape = Shape::required(Stored::L);

    fn encode(_: &Self::Value) -> Result<Option<AttributeValue>, EncodeError> {
        Ok(None)
    }

    fn decode(value: Value<'_>) -> Result<Self::Value, DecodeError> {
        let mut elements = value.list()?;
        let Some(element) = elements.next()? else { return Ok(None) };
        let mut members = element.map()?;
        Ok(members.next()?.map(|(name, _unread)| name.into_owned()))
    }
}

#[test]
fn a_value_may_be_left_half_read() {
    let deep = AttributeValue::L(vec![
        AttributeValue::M(Item::from([("x".to_owned(), AttributeValue::L(vec![AttributeValue::S("]}\"".into())]))])),
        AttributeValue::Ss(vec!["{".into()]),
    ]);
    let item = Item::from([("a".to_owned(), deep.clone()), ("b".to_owned(), deep)]);
    for (source, result) in each(&item, |mut entries| {
        let mut names = Vec::new();
        while let Some((name, value)) = entries.next()? {
            names.push((name.into_owned(), First::decode(value)?));
        }
        names.sort();
        Ok::<_, DecodeError>(names)
    }) {
        let x = Some("x".to_owned());
        assert_eq!(result, Ok(vec![("a".to_owned(), x.clone()), ("b".to_owned(), x)]), "from {source}");
    }
}

#[test]
fn values_may_be_left_unread() {
    let json =
        br#" { "a" : 1 , "b" : { "$B" : "AA==" } , "c" : [ 1 , { } ] , "d" : "x" , "e" : null , "f" : { "g" : 1 } } "#;
    let mut entries = Entries::from_plain_json(json).expect("an object");
    let mut names = String::new();
    while let Some((name, _unread)) = entries.next().expect("well-formed") {
        names.push_str(&name);
    }
    assert_eq!(names, "abcdef");
    assert!(entries.next().expect("still at the end").is_none());
}

#[test]
fn of_a_repeated_name_the_last_counts() {
    let dynamo = br#"{"a":{"N":"1"},"a":{"N":"2"}}"#;
    assert_eq!(Entries::from_dynamo_json(dynamo).and_then(read::<u8>), Ok(2));
    let plain = Entries::from_plain_json(br#"{"a":1,"a":2}"#).and_then(Entries::into_map);
    assert_eq!(plain.expect("well-formed")["a"], AttributeValue::N("2".into()));
}
