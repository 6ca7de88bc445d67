//! What a rejected table is generated as: without what was reported, so that the compiler does not report it again.

use proc_macro2::Ident;
use quote::format_ident;
use syn::LitStr;

use crate::model::{Encoding, Index, KeyPart, Pattern, PatternPart, Table};

/// Takes out of a table what its own rules have rejected and the compiler would too.
pub(crate) fn repair(table: &mut Table) {
    missing_keys(table);
    keys_as_they_are(table);
    one_flattened(table);
    apart(functions(table));
    apart(types(table));
}

/// A missing part of a key is a pattern that only this table has.
fn missing_keys(table: &mut Table) {
    let lit = LitStr::new(&table.ident.to_string(), table.ident.span());
    let keys = [(Some(&mut table.key.pk), "PK"), (table.key.sk.as_mut(), "SK")];
    let of_indexes = table.indexes.iter_mut().map(|index| (Some(&mut index.pk), "PK"));
    for (key, attr) in keys.into_iter().chain(of_indexes) {
        if let Some(key @ KeyPart::Fields(_)) = key
            && key.fields().is_empty()
        {
            let parts = vec![PatternPart::Literal(lit.value())];
            *key = KeyPart::Pattern(Pattern { lit: lit.clone(), attr: attr.to_owned(), parts });
        }
    }
}

/// A key with an option that no key has.
fn keys_as_they_are(table: &mut Table) {
    let mut keys = table.primary_key();
    keys.extend(table.indexes.iter().flat_map(Index::keys).flat_map(KeyPart::fields));
    for number in keys {
        let field = &mut table.fields[number];
        field.null = false;
        if matches!(field.encoding, Encoding::Serde | Encoding::List) {
            field.encoding = Encoding::Own;
        }
    }
}

/// A second field for all other attributes is skipped.
fn one_flattened(table: &mut Table) {
    let first = table.flatten;
    for (number, field) in table.fields.iter_mut().enumerate() {
        if field.flatten && Some(number) != first {
            field.flatten = false;
            field.skipped = true;
        }
    }
}

fn functions(table: &mut Table) -> Vec<&mut Ident> {
    let names = &mut table.names;
    let accessors = table.indexes.iter_mut().map(|index| &mut index.accessor);
    [&mut names.key, &mut names.partition].into_iter().chain(accessors).collect()
}

fn types(table: &mut Table) -> Vec<&mut Ident> {
    let names = &mut table.names;
    let rows = table.indexes.iter_mut().map(|index| &mut index.row);
    [&mut names.scope, &mut names.fields].into_iter().chain(rows).collect()
}

/// Gives what is named twice another name.
fn apart(names: Vec<&mut Ident>) {
    let mut seen: Vec<Ident> = Vec::new();
    for (number, name) in names.into_iter().enumerate() {
        if seen.contains(name) {
            let word = name.to_string();
            *name = format_ident!("{}{number}", word.trim_start_matches("r#"), span = name.span());
        }
        seen.push(name.clone());
    }
}
