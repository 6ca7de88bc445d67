//! `#[derive(DynamoValue)]`.

use proc_macro2::Ident;
use syn::{Data, DeriveInput, Expr, Fields, LitStr, Member, Path, Type, Variant};

use super::field::number_unit;
use super::options::{self, Opt};
use super::serde::{self, RawSerde};
use super::shape::not_generic;
use super::value_of::{flag, path, put, text, ty};
use crate::messages;
use crate::model::NumberUnit;
use crate::report::Report;
use crate::symbol::{self, Place};

pub(crate) struct RawValue {
    pub ident: Ident,
    pub krate: Option<Path>,
    pub rename_all: Option<(Ident, LitStr)>,
    pub try_from: Option<(Ident, Type)>,
    pub from: Option<(Ident, Type)>,
    pub into: Option<(Ident, Type)>,
    pub encodings: Vec<Ident>,
    pub number: NumberUnit,
    /// A conversion was given and could not be read.
    pub broken: bool,
    pub serde: RawSerde,
    pub shape: RawValueShape,
}

pub(crate) enum RawValueShape {
    Newtype {
        member: Member,
        ty: Box<Type>,
    },
    Enum(Vec<RawVariant>),
    /// Neither; fine if a conversion is given.
    Other,
}

pub(crate) struct RawVariant {
    pub ident: Ident,
    /// The whole variant, if it carries data.
    pub data: Option<Variant>,
    pub rename: Option<LitStr>,
    pub discriminant: Option<Expr>,
    pub serde: RawSerde,
}

const DERIVE: &str = "DynamoValue";

/// Reads a type with `#[derive(DynamoValue)]`.
pub(crate) fn value(input: &DeriveInput, report: &mut Report) -> Option<RawValue> {
    if let Data::Union(data) = &input.data {
        report.at(data.union_token, messages::union(DERIVE));
        return None;
    }
    if !not_generic(input, DERIVE, report) {
        return None;
    }
    let mut raw = RawValue {
        ident: input.ident.clone(),
        krate: None,
        rename_all: None,
        try_from: None,
        from: None,
        into: None,
        encodings: Vec::new(),
        number: NumberUnit::Seconds,
        broken: false,
        serde: serde::of_item(&input.attrs),
        shape: RawValueShape::Other,
    };
    for option in options::of_item(&input.attrs, Place::ValueType, report) {
        raw.read(&option, report);
    }
    raw.shape = raw.read_shape(&input.data, report);
    Some(raw)
}

impl RawValue {
    fn read(&mut self, option: &Opt, report: &mut Report) {
        let word = &option.word;
        match word.to_string().as_str() {
            symbol::CRATE => put(&mut self.krate, path(option, report), word, report),
            symbol::RENAME_ALL => {
                let rename = text(option, report).map(|rename| (word.clone(), rename));
                put(&mut self.rename_all, rename, word, report);
            }
            symbol::TRY_FROM | symbol::FROM | symbol::INTO => {
                let ty = ty(option, report).map(|ty| (word.clone(), ty));
                self.broken |= ty.is_none();
                let slot = match word.to_string().as_str() {
                    symbol::TRY_FROM => &mut self.try_from,
                    symbol::FROM => &mut self.from,
                    _ => &mut self.into,
                };
                put(slot, ty, word, report);
            }
            _ => self.encoding(option, report),
        }
    }

    /// `binary`, `list`, `number` or `serde`, on the type or on its only field.
    fn encoding(&mut self, option: &Opt, report: &mut Report) {
        let word = &option.word;
        if self.encodings.iter().any(|given| given == word) {
            report.at(word, messages::given_twice(word));
            return;
        }
        if option.is(symbol::NUMBER) {
            self.number = number_unit(option, report);
        } else {
            flag(option, report);
        }
        self.encodings.push(word.clone());
    }

    fn read_shape(&mut self, data: &Data, report: &mut Report) -> RawValueShape {
        match data {
            Data::Enum(data) => RawValueShape::Enum(data.variants.iter().map(|one| variant(one, report)).collect()),
            Data::Struct(data) => self.newtype(&data.fields, report),
            Data::Union(_) => RawValueShape::Other,
        }
    }

    fn newtype(&mut self, fields: &Fields, report: &mut Report) -> RawValueShape {
        let (1, Some(member), Some(field)) = (fields.len(), fields.members().next(), fields.iter().next()) else {
            return RawValueShape::Other;
        };
        for option in options::of_item(&field.attrs, Place::ValueField, report) {
            self.encoding(&option, report);
        }
        RawValueShape::Newtype { member, ty: Box::new(field.ty.clone()) }
    }
}

fn variant(variant: &Variant, report: &mut Report) -> RawVariant {
    let mut rename = None;
    for option in options::of_item(&variant.attrs, Place::ValueVariant, report) {
        put(&mut rename, text(&option, report), &option.word, report);
    }
    RawVariant {
        ident: variant.ident.clone(),
        data: (!matches!(variant.fields, Fields::Unit)).then(|| variant.clone()),
        rename,
        discriminant: variant.discriminant.as_ref().map(|(_, value)| value.clone()),
        serde: serde::of_item(&variant.attrs),
    }
}
