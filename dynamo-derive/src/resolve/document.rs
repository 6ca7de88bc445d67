//! `#[derive(DynamoDocument)]`.

use quote::format_ident;
use syn::ext::IdentExt;

use super::{case, field, krate};
use crate::model::Document;
use crate::parse::RawDocument;
use crate::report::Report;

pub(crate) fn document(raw: &RawDocument, report: &mut Report) -> Document {
    let case = case::of_item(raw.rename_all.as_ref(), &raw.serde, report);
    let ident = raw.ident.unraw();
    Document {
        ident: raw.ident.clone(),
        vis: raw.vis.clone(),
        krate: krate(raw.krate.as_ref()),
        fields: raw.fields.iter().map(|one| field::field(one, case, report)).collect(),
        validate: raw.validate.clone(),
        path: raw.path.clone().unwrap_or_else(|| format_ident!("{ident}Path", span = raw.ident.span())),
    }
}
