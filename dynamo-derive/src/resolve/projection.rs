//! `#[derive(Projection)]`.

use syn::ext::IdentExt;
use syn::{Ident, Path};

use super::{field, krate};
use crate::messages;
use crate::model::{Projection, ProjectionSource};
use crate::parse::RawProjectionStruct;
use crate::report::Report;

/// The model of a projection struct; `None` if it does not say of what.
pub(crate) fn projection(raw: &RawProjectionStruct, report: &mut Report) -> Option<Projection> {
    let Some(path) = &raw.source else {
        if !raw.broken {
            report.at(&raw.ident, messages::projection_without_source(&raw.ident));
        }
        return None;
    };
    Some(Projection {
        ident: raw.ident.clone(),
        krate: krate(raw.krate.as_ref()),
        source: source(path),
        fields: raw.fields.iter().map(field::projected).collect(),
    })
}

/// `Order::by_status` is an index, `orders::Order` a table.
fn source(path: &Path) -> ProjectionSource {
    let index =
        path.segments.last().filter(|_| path.segments.len() > 1).map(|last| last.ident.clone()).filter(is_accessor);
    let mut table = path.clone();
    if index.is_some() {
        table.segments.pop();
        table.segments.pop_punct();
    }
    ProjectionSource { table, index }
}

fn is_accessor(word: &Ident) -> bool {
    let word = word.unraw().to_string();
    word.starts_with(|first: char| first.is_lowercase() || first == '_')
}
