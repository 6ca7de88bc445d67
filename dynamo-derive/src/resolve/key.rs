//! The table's key.

use syn::LitStr;

use super::lookup::Lookup;
use super::pattern::pattern;
use crate::messages;
use crate::model::{Arity, KeyPart, PrimaryKey};
use crate::parse::{RawPart, RawPattern, RawTable};
use crate::report::Report;
use crate::symbol;

/// The key of the table, and whether a part of it is missing: then a part without fields stands for it.
pub(super) fn primary_key(raw: &RawTable, lookup: &Lookup<'_>, report: &mut Report) -> (PrimaryKey, bool) {
    let options = &raw.options;
    let pk = Declared { word: symbol::PK, pattern: options.pk.as_ref(), attr: options.pk_attr.as_ref() };
    let sk = Declared { word: symbol::SK, pattern: options.sk.as_ref(), attr: options.sk_attr.as_ref() };
    let pk = pk.resolve(raw, lookup, report);
    let sk = sk.resolve(raw, lookup, report);
    if pk.is_none() && !options.broken_pk {
        report.at(&raw.ident, messages::no_partition_key(&raw.ident));
    }
    // A sort key that is declared but unreadable would change the key's type.
    let broken_sk = sk.is_none() && options.broken_sk;
    let keyless = pk.is_none() || broken_sk;
    let missing = || KeyPart::Fields(Vec::new());
    (PrimaryKey { pk: pk.unwrap_or_else(missing), sk: sk.or_else(|| broken_sk.then(missing)) }, keyless)
}

/// How many values a key was meant to have, where they are not those of its fields.
pub(super) fn arity(raw: &RawTable, key: &PrimaryKey) -> Option<Arity> {
    let options = &raw.options;
    let of_pk = meant(raw, symbol::PK, options.pk.as_ref());
    let of_pk = if of_pk.is_empty() && options.pk.is_none() { vec![symbol::PK.to_owned()] } else { of_pk };
    let mut of_both = of_pk.clone();
    let of_sk = meant(raw, symbol::SK, options.sk.as_ref());
    of_both.extend(of_sk.into_iter().filter(|name| !of_pk.contains(name)));
    if options.sk.is_none() && options.broken_sk {
        of_both.push(symbol::SK.to_owned());
    }
    let mut found = key.pk.fields();
    found.extend(key.sk.iter().flat_map(KeyPart::fields).filter(|field| !key.pk.fields().contains(field)));
    let as_declared = key.pk.fields().len() == of_pk.len() && found.len() == of_both.len();
    (!as_declared).then_some(Arity { partition: of_pk.len(), key: of_both.len() })
}

/// The names of the values of one half: those of its placeholders, or that of the field.
fn meant(raw: &RawTable, word: &str, pattern: Option<&RawPattern>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    match pattern {
        Some(pattern) => {
            for part in &pattern.parts {
                if let RawPart::Placeholder { name, .. } = part
                    && !names.contains(name)
                {
                    names.push(name.clone());
                }
            }
        }
        None => names.extend(raw.fields.iter().find(|field| field.has(word)).map(|field| field.word.clone())),
    }
    names
}

/// What was said about one half of the key.
struct Declared<'a> {
    word: &'static str,
    pattern: Option<&'a RawPattern>,
    attr: Option<&'a LitStr>,
}

impl Declared<'_> {
    fn resolve(&self, raw: &RawTable, lookup: &Lookup<'_>, report: &mut Report) -> Option<KeyPart> {
        let plain: Vec<usize> = (0..raw.fields.len()).filter(|number| raw.fields[*number].has(self.word)).collect();
        let Some(declared) = self.pattern else {
            self.two_keys(raw, &plain, report);
            return plain.first().map(|number| KeyPart::Fields(vec![*number]));
        };
        for number in plain {
            let word = raw.fields[number].option(self.word);
            let text = declared.lit.value();
            report.at(word, messages::plain_and_pattern(self.word, &text));
        }
        let attr = attr(self.attr, self.word.to_uppercase());
        Some(KeyPart::Pattern(pattern(declared, attr, lookup, report)))
    }

    fn two_keys(&self, raw: &RawTable, plain: &[usize], report: &mut Report) {
        if let [first, others @ ..] = plain {
            for number in others {
                let first = &raw.fields[*first].word;
                report.at(&raw.fields[*number].ident, messages::two_keys(self.word, first));
            }
        }
    }
}

/// The attribute a pattern key is stored in.
pub(super) fn attr(given: Option<&LitStr>, default: String) -> String {
    given.map_or(default, LitStr::value)
}
