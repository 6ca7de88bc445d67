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
pub(super) fn primary_key(
    raw: &RawTable,
    lookup: &Lookup<'_>,
    report: &mut Report,
) -> Option<PrimaryKey> {
    let options = &raw.options;
    let pk = Declared {
        word: symbol::PK,
        pattern: options.pk.as_ref(),
        attr: options.pk_attr.as_ref(),
    };
    let sk = Declared {
        word: symbol::SK,
        pattern: options.sk.as_ref(),
        attr: options.sk_attr.as_ref(),
    };
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
        let mut plain = raw
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.has(self.word));
        let first = plain.next();
        for (_, field) in plain {
            let first = first.map_or("", |(_, field)| field.word.as_str());
            report.at(&field.ident, messages::two_keys(self.word, first));
        }
        let Some(declared) = self.pattern else {
            return first.map(|(number, _)| KeyPart::Fields(vec![number]));
        };
        if let Some((_, field)) = first {
            let text = declared.lit.value();
            report.at(
                field.option(self.word),
                messages::plain_and_pattern(self.word, &text),
            );
        }
        let attr = attr(self.attr, self.word.to_uppercase());
        Some(KeyPart::Pattern(pattern(declared, attr, lookup, report)))
    }
}

/// The attribute a pattern key is stored in.
pub(super) fn attr(given: Option<&LitStr>, default: String) -> String {
    given.map_or(default, LitStr::value)
}
