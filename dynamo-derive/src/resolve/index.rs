//! Secondary indexes.

use proc_macro2::Ident;
use quote::format_ident;
use syn::ext::IdentExt;

use super::case::pascal;
use super::key::attr;
use super::lookup::{Found, Lookup};
use super::pattern::pattern;
use crate::messages;
use crate::model::{Index, IndexProjection, KeyPart, PrimaryKey};
use crate::parse::{RawIndex, RawKey, RawProjection, RawTable};
use crate::report::Report;
use crate::symbol;

/// What an index is resolved against.
pub(super) struct Context<'a> {
    pub raw: &'a RawTable,
    pub lookup: &'a Lookup<'a>,
    pub key: &'a PrimaryKey,
    /// The TTL and schema-version fields, which every narrow index is given.
    pub always: Vec<usize>,
}

const KEY_ATTRIBUTES: usize = 4;

impl Context<'_> {
    /// The model of an index; `None` if it has no key to be read by.
    pub(super) fn index(&self, raw: &RawIndex, report: &mut Report) -> Option<Index> {
        let (pk, sk) = self.keys(raw, report);
        let projection = self.projection(raw, pk.as_ref(), sk.as_ref(), report);
        let word = raw.accessor.unraw().to_string();
        Some(Index {
            accessor: self.function(&raw.accessor),
            name: raw.name.as_ref().map_or(word, syn::LitStr::value),
            local: raw.is_local(),
            pk: pk?,
            sk,
            projection,
            row: self.row(raw),
        })
    }

    fn keys(&self, raw: &RawIndex, report: &mut Report) -> (Option<KeyPart>, Option<KeyPart>) {
        let capitals = raw.accessor.unraw().to_string().to_uppercase();
        let sk_attr = attr(raw.sk_attr.as_ref(), format!("{capitals}SK"));
        let sk = raw.sk.as_ref().and_then(|key| self.key_part(raw, key, symbol::SK, sk_attr, report));
        if raw.is_local() {
            self.lsi_needs_sort_keys(raw, report);
            // Without a sort key of its own it would be no index.
            return (sk.is_some().then(|| self.key.pk.clone()), sk);
        }
        if raw.pk.is_none() && !raw.broken {
            report.at(&raw.accessor, messages::gsi_without_pk(&raw.accessor.to_string()));
        }
        let pk_attr = attr(raw.pk_attr.as_ref(), format!("{capitals}PK"));
        let pk = raw.pk.as_ref().and_then(|key| self.key_part(raw, key, symbol::PK, pk_attr, report));
        (pk, sk)
    }

    fn lsi_needs_sort_keys(&self, raw: &RawIndex, report: &mut Report) {
        let accessor = raw.accessor.to_string();
        if self.key.sk.is_none() && !self.raw.options.broken_sk {
            report.at(&raw.accessor, messages::lsi_on_table_without_sk(&accessor));
        } else if raw.sk.is_none() && !raw.broken {
            report.at(&raw.accessor, messages::lsi_without_sk(&accessor));
        }
    }

    fn key_part(&self, raw: &RawIndex, key: &RawKey, word: &str, attr: String, report: &mut Report) -> Option<KeyPart> {
        let names = match key {
            RawKey::Pattern(raw) => {
                return Some(KeyPart::Pattern(pattern(raw, attr, self.lookup, report)));
            }
            RawKey::Fields(names) => names,
        };
        let limit = match raw.is_local() {
            true => 1,
            false => KEY_ATTRIBUTES,
        };
        match names.get(limit) {
            Some(second) if raw.is_local() => {
                report.at(second, messages::lsi_with_several_keys());
            }
            Some(fifth) => report.at(fifth, messages::too_many_key_attributes(word, limit)),
            None => {}
        }
        let fields: Vec<usize> =
            names.iter().take(limit).filter_map(|name| self.field(raw, name, word, report)).collect();
        // A key of fewer attributes than declared would take other arguments.
        (fields.len() == names.len().min(limit)).then_some(KeyPart::Fields(fields))
    }

    fn field(&self, raw: &RawIndex, name: &Ident, word: &str, report: &mut Report) -> Option<usize> {
        let text = name.unraw().to_string();
        match self.lookup.find(&text) {
            Found::Field(number) => Some(number),
            Found::Flattened if word == symbol::INCLUDE => {
                report.at(name, messages::include_of_flattened(&text));
                None
            }
            Found::Flattened => {
                report.at(name, messages::flattened_key(&text));
                None
            }
            Found::Unknown(near) => {
                let accessor = raw.accessor.unraw().to_string();
                report.at(name, messages::unknown_index_field(word, &accessor, &text, near));
                None
            }
        }
    }

    fn projection(
        &self,
        raw: &RawIndex,
        pk: Option<&KeyPart>,
        sk: Option<&KeyPart>,
        report: &mut Report,
    ) -> IndexProjection {
        let names = match &raw.projection {
            None | Some(RawProjection::All) => return IndexProjection::All,
            Some(RawProjection::KeysOnly) => return IndexProjection::KeysOnly,
            Some(RawProjection::Include { fields, .. }) => fields,
        };
        let mut fields = Vec::new();
        for name in names {
            match self.field(raw, name, symbol::INCLUDE, report) {
                Some(number) if fields.contains(&number) => {
                    report.at(name, messages::included_twice(name));
                }
                found => fields.extend(found),
            }
        }
        let keys = [Some(&self.key.pk), self.key.sk.as_ref(), pk, sk];
        for key in keys.into_iter().flatten() {
            if let KeyPart::Fields(numbers) = key {
                add_missing(&mut fields, numbers);
            }
        }
        add_missing(&mut fields, &self.always);
        IndexProjection::Include(fields)
    }

    /// The accessor function: the accessor's word unless `rename_fn` says otherwise.
    fn function(&self, accessor: &Ident) -> Ident {
        renamed(self.raw, &accessor.unraw().to_string()).unwrap_or_else(|| accessor.clone())
    }

    fn row(&self, raw: &RawIndex) -> Ident {
        let narrow = self.raw.indexes.iter().filter(|index| is_narrow(index));
        let of_table = match &self.raw.options.row {
            Some((_, name)) if narrow.count() == 1 && is_narrow(raw) => Some(name),
            _ => None,
        };
        if let Some(name) = raw.row.as_ref().or(of_table) {
            return name.clone();
        }
        let table = self.raw.ident.unraw();
        let accessor = pascal(&raw.accessor.unraw().to_string());
        format_ident!("{table}{accessor}", span = raw.accessor.span())
    }
}

/// The name `rename_fn` gives to a function.
pub(super) fn renamed(raw: &RawTable, function: &str) -> Option<Ident> {
    raw.options.rename_fn.iter().find(|(word, _)| word.unraw() == function).map(|(_, name)| name.clone())
}

/// Has rows of its own type.
pub(crate) fn is_narrow(raw: &RawIndex) -> bool {
    !matches!(raw.projection, None | Some(RawProjection::All))
}

fn add_missing(fields: &mut Vec<usize>, more: &[usize]) {
    for number in more {
        if !fields.contains(number) {
            fields.push(*number);
        }
    }
}
