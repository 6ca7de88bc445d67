use std::borrow::Cow;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;

use dynamo_core::backend::Feature;
use dynamo_core::prelude::*;

use super::held;
use crate::case::Case;
use crate::fixtures::Status;
use crate::stored::{b, list, n, s};

#[derive(Debug, Clone, PartialEq, DynamoValue)]
struct Name(String);

/// A name that is checked when it is read.
#[derive(Debug, Clone, PartialEq, DynamoValue)]
#[dynamo(try_from = "String", into = "String")]
struct Code(String);

impl TryFrom<String> for Code {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.len() == 3 { Ok(Self(text)) } else { Err(format!("{text:?} has not three letters")) }
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "texts")]
struct Texts {
    #[pk]
    id: String,
    string: String,
    boxed: Box<str>,
    cow: Cow<'static, str>,
    shared: Arc<str>,
    character: char,
    status: Status,
    name: Name,
    ip: IpAddr,
    hidden: Sensitive<String>,
    #[cfg(feature = "uuid")]
    uuid: uuid::Uuid,
    bytes: Bytes,
    array: [u8; 3],
    #[dynamo(binary)]
    blob: Vec<u8>,
    #[dynamo(list)]
    digits: Vec<u8>,
    flag: bool,
}

fn texts() -> Texts {
    Texts {
        id: "t".into(),
        string: "a".into(),
        boxed: "b".into(),
        cow: "c".into(),
        shared: "d".into(),
        character: 'e',
        status: Status::Paid,
        name: Name("n".into()),
        ip: [127, 0, 0, 1].into(),
        hidden: Sensitive("h".into()),
        #[cfg(feature = "uuid")]
        uuid: uuid::Uuid::from_u128(0x1234_5678_9abc_def0),
        bytes: b"\x00\xff".into(),
        array: [1, 2, 3],
        blob: vec![0, 1],
        digits: vec![2, 3],
        flag: true,
    }
}

variants! {
    Text {
        Plain,
        Empty,
        Spaces,
        ControlCharacters,
        Nul,
        Unicode,
        Quotes,
        Long,
        Boxed,
        EmptyBoxed,
        BorrowedOrOwned,
        Shared,
        Character,
        ForeignCharacter,
        Variant,
        Newtype,
        EmptyNewtype,
        Ipv4,
        Ipv6,
        Sensitive,
        Bytes,
        EmptyBytes,
        EveryByte,
        Array,
        Blob,
        EmptyBlob,
        Digits,
        NoDigits,
        True,
        False,
    }
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases: Vec<_> = Text::ALL.iter().map(|text| case(*text)).collect();
    #[cfg(feature = "uuid")]
    cases.push(held("Uuid".into(), texts(), "uuid", s("00000000-0000-0000-1234-56789abcdef0")));
    cases.push(checked());
    cases
}

fn case(text: Text) -> Case {
    let name = format!("{text:?}");
    let string = |text: &str| held(name.clone(), Texts { string: text.into(), ..texts() }, "string", s(text));
    match text {
        Text::Plain => string("plain"),
        Text::Empty => string(""),
        Text::Spaces => string("  \t "),
        Text::ControlCharacters => string("\u{1}\u{1f}\u{7f}\r\n"),
        Text::Nul => string("a\u{0}b").needs(&[Feature::NulInText]),
        Text::Unicode => string("ä\u{301}߷水🦀\u{202e}\u{feff}\u{10ffff}"),
        Text::Quotes => string(r#""'\/ #0 :0 {"S": "x"} %s ;--"#),
        Text::Long => string(&"long ".repeat(20_000)),
        Text::Boxed => held(name, Texts { boxed: "box".into(), ..texts() }, "boxed", s("box")),
        Text::EmptyBoxed => held(name, Texts { boxed: "".into(), ..texts() }, "boxed", s("")),
        Text::BorrowedOrOwned => held(name, Texts { cow: Cow::Owned("cow".into()), ..texts() }, "cow", s("cow")),
        Text::Shared => held(name, Texts { shared: "arc".into(), ..texts() }, "shared", s("arc")),
        Text::Character => held(name, texts(), "character", s("e")),
        Text::ForeignCharacter => held(name, Texts { character: '🦀', ..texts() }, "character", s("🦀")),
        Text::Variant => held(name, Texts { status: Status::Pending, ..texts() }, "status", s("pending")),
        Text::Newtype => held(name, texts(), "name", s("n")),
        Text::EmptyNewtype => held(name, Texts { name: Name(String::new()), ..texts() }, "name", s("")),
        Text::Ipv4 => held(name, texts(), "ip", s("127.0.0.1")),
        Text::Ipv6 => held(name, Texts { ip: Ipv6Addr::LOCALHOST.into(), ..texts() }, "ip", s("::1")),
        Text::Sensitive => held(name, texts(), "hidden", s("h")),
        Text::Bytes => held(name, texts(), "bytes", b(b"\x00\xff")),
        Text::EmptyBytes => held(name, Texts { bytes: Bytes::default(), ..texts() }, "bytes", b(b"")),
        Text::EveryByte => {
            let every: Vec<u8> = (0..=255).collect();
            held(name, Texts { bytes: every.clone().into(), ..texts() }, "bytes", b(&every))
        }
        Text::Array => held(name, texts(), "array", b(&[1, 2, 3])),
        Text::Blob => held(name, texts(), "blob", b(&[0, 1])),
        Text::EmptyBlob => held(name, Texts { blob: Vec::new(), ..texts() }, "blob", b(&[])),
        Text::Digits => held(name, texts(), "digits", list([n(2), n(3)])),
        Text::NoDigits => held(name, Texts { digits: Vec::new(), ..texts() }, "digits", list([])),
        Text::True => held(name, texts(), "flag", aws_sdk_dynamodb::types::AttributeValue::Bool(true)),
        Text::False => {
            let stored = aws_sdk_dynamodb::types::AttributeValue::Bool(false);
            held(name, Texts { flag: false, ..texts() }, "flag", stored)
        }
    }
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "codes")]
struct Coded {
    #[pk]
    id: String,
    code: Code,
}

/// A value of a type that checks itself.
fn checked() -> Case {
    held("TryFrom".into(), Coded { id: "c".into(), code: Code("abc".into()) }, "code", s("abc"))
}
