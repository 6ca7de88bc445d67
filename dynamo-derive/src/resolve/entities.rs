//! `#[derive(DynamoEntities)]`.

use super::krate;
use crate::messages;
use crate::model::{Entities, EntityVariant};
use crate::parse::{RawEntities, RawEntity};
use crate::report::Report;

/// The model of an entity enum; `None` if a variant is missing from it, since every match on it would be short.
pub(crate) fn entities(raw: &RawEntities, report: &mut Report) -> Option<Entities> {
    let (other, variants): (Vec<&RawEntity>, Vec<&RawEntity>) =
        raw.variants.iter().partition(|one| one.other.is_some());
    if variants.is_empty() {
        report.at(&raw.ident, messages::no_entities(&raw.ident));
    }
    if let [first, second, ..] = other.as_slice() {
        report.at(&second.other, messages::two_others(&first.ident));
    }
    if variants.is_empty() || other.len() > 1 {
        return None;
    }
    let variants: Option<Vec<EntityVariant>> = variants.into_iter().map(variant).collect();
    let other: Option<Vec<EntityVariant>> = other.into_iter().map(variant).collect();
    Some(Entities {
        ident: raw.ident.clone(),
        krate: krate(raw.krate.as_ref()),
        variants: variants?,
        other: other?.pop(),
        entity_by: raw.entity_by.clone(),
    })
}

fn variant(raw: &RawEntity) -> Option<EntityVariant> {
    Some(EntityVariant { ident: raw.ident.clone(), ty: raw.ty.clone()? })
}
