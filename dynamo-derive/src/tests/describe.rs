//! Models written out in one line per thing.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::DeriveInput;

use crate::declare;
use crate::model::{
    Default, Encoding, Field, Index, IndexProjection, KeyPart, Pattern, PatternPart, Stamp, Table, Value,
};

pub(super) fn item(input: TokenStream) -> DeriveInput {
    syn::parse2(input).expect("the input is an item")
}

pub(super) fn table(input: TokenStream) -> Table {
    let (table, report) = declare::table(&item(input));
    let errors: Vec<String> = report.into_errors().iter().map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{errors:?}");
    table.expect("there are no errors")
}

pub(super) fn value(input: TokenStream) -> Value {
    let (value, report) = declare::value(&item(input));
    assert!(report.into_errors().is_empty());
    value.expect("there are no errors")
}

pub(super) fn key(table: &Table, key: &KeyPart) -> String {
    match key {
        KeyPart::Fields(fields) => words(table, fields),
        KeyPart::Pattern(one) => pattern(table, one),
    }
}

pub(super) fn pattern(table: &Table, pattern: &Pattern) -> String {
    let parts: Vec<String> = pattern
        .parts
        .iter()
        .map(|part| match part {
            PatternPart::Literal(text) => format!("'{text}'"),
            PatternPart::Field { field, width } => {
                let width = width.map_or_else(String::new, |width| format!(":{width}"));
                format!("{}{width}", table.fields[*field].word)
            }
        })
        .collect();
    format!("{}=[{}]", pattern.attr, parts.join(" "))
}

pub(super) fn words(table: &Table, fields: &[usize]) -> String {
    let words: Vec<&str> = fields.iter().map(|field| table.fields[*field].word.as_str()).collect();
    words.join("+")
}

pub(super) fn primary(table: &Table) -> String {
    let pk = key(table, &table.key.pk);
    match &table.key.sk {
        Some(sk) => format!("{pk} / {}", key(table, sk)),
        None => pk,
    }
}

pub(super) fn index(table: &Table, index: &Index) -> String {
    let kind = if index.local { "lsi" } else { "gsi" };
    let sk = index.sk.as_ref().map_or_else(String::new, |sk| format!(" / {}", key(table, sk)));
    let projection = match &index.projection {
        IndexProjection::All => "all".to_owned(),
        IndexProjection::KeysOnly => format!("keys as {}", index.row),
        IndexProjection::Include(fields) => {
            format!("{} as {}", words(table, fields), index.row)
        }
    };
    let pk = key(table, &index.pk);
    format!("{kind} {} \"{}\": {pk}{sk}: {projection}", index.accessor, index.name)
}

pub(super) fn indexes(table: &Table) -> Vec<String> {
    table.indexes.iter().map(|one| index(table, one)).collect()
}

pub(super) fn field(field: &Field) -> String {
    let mut text = format!("{} as {}", field.word, field.name);
    let flags = [
        (field.skipped, "skipped"),
        (field.null, "null"),
        (field.sensitive, "sensitive"),
        (field.readonly, "readonly"),
        (field.narrow, "narrow"),
        (field.flatten, "flatten"),
    ];
    for (_, word) in flags.iter().filter(|(on, _)| *on) {
        text += &format!(" {word}");
    }
    match &field.encoding {
        Encoding::Own => {}
        Encoding::Binary => text += " binary",
        Encoding::List => text += " list",
        Encoding::Number(unit) => text += &format!(" number {unit:?}"),
        Encoding::Serde => text += " serde",
        Encoding::Ttl => text += " as ttl",
    }
    match &field.default {
        None => {}
        Some(Default::Trait) => text += " default",
        Some(Default::Path(path)) => text += &format!(" default {}", path.to_token_stream()),
    }
    match &field.stamp {
        None => {}
        Some(Stamp::CreatedAt) => text += " created_at",
        Some(Stamp::UpdatedAt) => text += " updated_at",
        Some(Stamp::Computed(path)) => text += &format!(" computed {}", path.to_token_stream()),
    }
    text
}
