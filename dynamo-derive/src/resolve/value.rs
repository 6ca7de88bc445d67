//! `#[derive(DynamoValue)]`.

use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Expr, Lit, Type, UnOp};

use super::{case, krate};
use crate::messages;
use crate::model::{Encoding, UnitVariant, Value, ValueShape};
use crate::parse::{RawSerdeRename, RawValue, RawValueShape, RawVariant};
use crate::report::Report;
use crate::symbol;

/// The model of a value; `None` if its shape cannot be stored.
pub(crate) fn value(raw: &RawValue, report: &mut Report) -> Option<Value> {
    let converts = raw.try_from.is_some() || raw.from.is_some() || raw.into.is_some();
    let shape = if converts || raw.broken {
        converted(raw, report)?
    } else {
        match &raw.shape {
            RawValueShape::Newtype { member, ty } => {
                ValueShape::Newtype { inner: ty.as_ref().clone(), encoding: encoding(raw), member: member.clone() }
            }
            RawValueShape::Enum(variants) => of_enum(raw, variants, report)?,
            RawValueShape::Other => {
                report.at(&raw.ident, messages::value_of_several_fields(&raw.ident));
                return None;
            }
        }
    };
    Some(Value { ident: raw.ident.clone(), krate: krate(raw.krate.as_ref()), shape })
}

fn converted(raw: &RawValue, report: &mut Report) -> Option<ValueShape> {
    if let (Some(_), Some((word, _))) = (&raw.try_from, &raw.from) {
        report.at(word, messages::from_and_try_from());
    }
    let read = raw.try_from.as_ref().or(raw.from.as_ref());
    match (read, &raw.into) {
        (Some((word, ty)), Some((_, into))) if tokens(ty) != tokens(into) => {
            report.at(into, messages::conversions_differ(word));
        }
        (Some((word, _)), None) if !raw.broken => {
            report.at(word, messages::conversion_missing(word, symbol::INTO));
        }
        (None, Some((word, _))) if !raw.broken => {
            report.at(word, messages::conversion_missing(word, symbol::TRY_FROM));
        }
        _ => {}
    }
    let (_, stored) = read.or(raw.into.as_ref())?;
    Some(ValueShape::Converted { stored: stored.clone(), fallible: raw.from.is_none() || raw.try_from.is_some() })
}

fn tokens(ty: &Type) -> String {
    ty.to_token_stream().to_string()
}

fn encoding(raw: &RawValue) -> Encoding {
    match raw.encodings.first() {
        None => Encoding::Own,
        Some(word) if word == symbol::BINARY => Encoding::Binary,
        Some(word) if word == symbol::LIST => Encoding::List,
        Some(word) if word == symbol::NUMBER => Encoding::Number(raw.number),
        Some(_) => Encoding::Serde,
    }
}

fn of_enum(raw: &RawValue, variants: &[RawVariant], report: &mut Report) -> Option<ValueShape> {
    if variants.is_empty() {
        report.at(&raw.ident, messages::empty_enum(&raw.ident));
        return None;
    }
    let mut unit = true;
    for variant in variants {
        if let Some(data) = &variant.data {
            report.at(data, messages::variant_with_data(&variant.ident));
            unit = false;
        }
    }
    if !unit {
        return None;
    }
    match raw.encodings.iter().any(|word| word == symbol::NUMBER) {
        true => Some(ValueShape::Number(numbers(variants, report))),
        false => Some(ValueShape::Text(texts(raw, variants, report))),
    }
}

fn texts(raw: &RawValue, variants: &[RawVariant], report: &mut Report) -> Vec<UnitVariant<String>> {
    let own = raw.rename_all.as_ref().map(|(_, case)| case);
    let case = case::of_item(own, &raw.serde, report);
    variants
        .iter()
        .map(|variant| {
            let word = variant.ident.unraw().to_string();
            let stored = match (&variant.rename, &variant.serde.rename) {
                (Some(lit), _) | (None, Some(RawSerdeRename::Both(lit))) => lit.value(),
                (None, Some(RawSerdeRename::Differs(tokens))) => {
                    report.at(tokens, messages::serde_names_differ("rename"));
                    word
                }
                (None, None) => case.map_or(word.clone(), |case| case.of_variant(&word)),
            };
            UnitVariant { ident: variant.ident.clone(), stored }
        })
        .collect()
}

fn numbers(variants: &[RawVariant], report: &mut Report) -> Vec<UnitVariant<i64>> {
    let mut next = Some(0_i64);
    let mut numbers = Vec::new();
    for variant in variants {
        let stored = match &variant.discriminant {
            None => next,
            Some(expr) => discriminant(expr),
        };
        if stored.is_none() {
            match &variant.discriminant {
                Some(expr) => report.at(expr, messages::bad_discriminant(&variant.ident)),
                None => report.at(&variant.ident, messages::bad_discriminant(&variant.ident)),
            }
        }
        let stored = stored.unwrap_or_default();
        next = stored.checked_add(1);
        numbers.push(UnitVariant { ident: variant.ident.clone(), stored });
    }
    numbers
}

/// An integer literal, perhaps negative.
fn discriminant(expr: &Expr) -> Option<i64> {
    match expr {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Int(int) => int.base10_parse().ok(),
            _ => None,
        },
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => discriminant(&unary.expr).map(i64::wrapping_neg),
        Expr::Group(group) => discriminant(&group.expr),
        Expr::Paren(paren) => discriminant(&paren.expr),
        _ => None,
    }
}
