//! The table's key.

use syn::LitStr;

use super::lookup::Lookup;
use super::pattern::pattern;
use crate::messages;
use crate::model::{KeyPart, PrimaryKey};
use crate::parse::{RawPattern, RawTable};
use crate::report::Report;
use crate::symbol;

/// The key of the table, or `None` if it has no partition key.
pub(super) fn primary_key(raw: &RawTable, lookup: &Lookup<'_>, report: &mut Report) -> Option<PrimaryKey> {
    let options = &raw.options;
    let pk = Declared { word: symbol::PK, pattern: options.pk.as_ref(), attr: options.pk_attr.as_ref() };
    let sk = Declared { word: symbol::SK, pattern: options.sk.as_ref(), attr: options.sk_attr.as_ref() };
    let pk = pk.resolve(raw, lookup, report);
    let sk = sk.resolve(raw, lookup, report);
    if pk.is_none() && !options.broken_pk {
        report.at(&raw.ident, messages::no_partition_key(&raw.ident));
    }
    // A sort key that is declared but unreadable would change the key's type.
    if sk.is_none() && options.broken_sk {
        return None;
    }
    Some(PrimaryKey { pk: pk?, sk })
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
