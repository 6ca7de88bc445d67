//! The attributes of a field.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::{Attribute, Field, LitStr, Path, Type, Visibility};

use super::options::{self, Args, Opt};
use super::schema_version::{RawSchemaVersion, schema_version};
use super::serde::{self, RawSerde};
use super::value_of::{flag, path, text};
use crate::messages;
use crate::model::NumberUnit;
use crate::report::Report;
use crate::symbol::{self, Place};

pub(crate) struct RawField {
    pub ident: Ident,
    pub word: String,
    pub vis: Visibility,
    pub ty: Type,
    pub forwarded: Vec<Attribute>,
    /// Every option that was given, whatever its value.
    pub words: Vec<Ident>,
    pub rename: Option<LitStr>,
    pub default: Option<Path>,
    pub number: NumberUnit,
    pub computed: Option<Path>,
    pub schema_version: Option<RawSchemaVersion>,
    pub serde: RawSerde,
}

impl RawField {
    /// Where `word` was given.
    pub(crate) fn option(&self, word: &str) -> Option<&Ident> {
        self.words.iter().find(|given| *given == word)
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        self.option(word).is_some()
    }
}

/// Reads the fields of a struct with named fields.
pub(crate) fn fields<'a>(
    fields: impl IntoIterator<Item = &'a Field>,
    place: Place,
    report: &mut Report,
) -> Vec<RawField> {
    fields
        .into_iter()
        .filter_map(|field| {
            let ident = field.ident.clone()?;
            Some(read(ident, field, place, report))
        })
        .collect()
}

fn read(ident: Ident, field: &Field, place: Place, report: &mut Report) -> RawField {
    let mut raw = RawField {
        word: ident.unraw().to_string(),
        ident,
        vis: field.vis.clone(),
        ty: field.ty.clone(),
        forwarded: forwarded(&field.attrs),
        words: Vec::new(),
        rename: None,
        default: None,
        number: NumberUnit::Seconds,
        computed: None,
        schema_version: None,
        serde: serde::of_item(&field.attrs),
    };
    for option in options::of_item(&field.attrs, place, report) {
        if raw.has(&option.word.to_string()) {
            report.at(&option.word, messages::given_twice(&option.word));
        } else {
            raw.read(&option, report);
        }
    }
    raw
}

/// Attributes that the generated accessor of the field repeats.
fn forwarded(attrs: &[Attribute]) -> Vec<Attribute> {
    const WORDS: &[&str] = &["doc", "cfg", "deprecated", "allow", "expect", "warn", "deny", "forbid"];
    attrs.iter().filter(|attr| WORDS.iter().any(|word| attr.path().is_ident(word))).cloned().collect()
}

impl RawField {
    fn read(&mut self, option: &Opt, report: &mut Report) {
        let word = option.word.to_string();
        let understood = match word.as_str() {
            symbol::PK | symbol::SK => key(option, report),
            symbol::RENAME => {
                self.rename = text(option, report);
                self.rename.is_some()
            }
            symbol::DEFAULT => {
                if !matches!(option.args, Args::None) {
                    self.default = path(option, report);
                }
                true
            }
            symbol::NUMBER => {
                self.number = number_unit(option, report);
                true
            }
            symbol::COMPUTED => {
                self.computed = path(option, report);
                self.computed.is_some()
            }
            symbol::SCHEMA_VERSION => {
                self.schema_version = Some(schema_version(option, report));
                true
            }
            _ => flag(option, report).is_some(),
        };
        if understood {
            self.words.push(option.word.clone());
        }
    }
}

/// A key on a field takes no value; a pattern belongs on the struct.
fn key(option: &Opt, report: &mut Report) -> bool {
    match &option.args {
        Args::None => {}
        args => report.at(args, messages::pattern_on_field(&option.word)),
    }
    true
}

/// `number` or `number = "seconds"` or `number = "millis"`.
pub(crate) fn number_unit(option: &Opt, report: &mut Report) -> NumberUnit {
    if matches!(option.args, Args::None) {
        return NumberUnit::Seconds;
    }
    match text(option, report) {
        Some(unit) if unit.value() == "millis" => NumberUnit::Millis,
        Some(unit) if unit.value() != "seconds" => {
            report.at(&unit, messages::unknown_unit(&unit.value()));
            NumberUnit::Seconds
        }
        _ => NumberUnit::Seconds,
    }
}
