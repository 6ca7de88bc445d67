//! Every rule with a declaration that breaks it, and what is reported; the model of good declarations.

mod derives;
mod describe;
mod expansion;
mod fields;
mod indexes;
mod keys;
mod model;
mod options;
mod shapes;
mod values;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::declare;

/// Which derive reads the declaration.
#[derive(Clone, Copy)]
enum Derive {
    Table,
    Document,
    Value,
    Projection,
    Entities,
}

/// A declaration that breaks `rule`, and everything that is reported for it.
struct Case {
    rule: &'static str,
    derive: Derive,
    input: TokenStream,
    errors: Vec<&'static str>,
}

/// `rule: Derive { declaration } => ["message", …];`
macro_rules! cases {
    ($($rule:ident: $derive:ident { $($input:tt)* } => [$($error:expr),* $(,)?];)*) => {
        vec![$($crate::tests::Case {
            rule: stringify!($rule),
            derive: $crate::tests::Derive::$derive,
            input: ::quote::quote!($($input)*),
            errors: vec![$($error),*],
        }),*]
    };
}
use cases;

/// The messages reported, and whether a model was given.
fn declare(derive: Derive, input: &TokenStream) -> (Vec<String>, bool) {
    let input: DeriveInput = syn::parse2(input.clone()).expect("cases are items");
    let (report, modelled) = match derive {
        Derive::Table => {
            let (model, report) = declare::table(&input);
            (report, model.is_some())
        }
        Derive::Document => {
            let (model, report) = declare::document(&input);
            (report, model.is_some())
        }
        Derive::Value => {
            let (model, report) = declare::value(&input);
            (report, model.is_some())
        }
        Derive::Projection => {
            let (model, report) = declare::projection(&input);
            (report, model.is_some())
        }
        Derive::Entities => {
            let (model, report) = declare::entities(&input);
            (report, model.is_some())
        }
    };
    let errors = report.into_errors();
    (errors.iter().map(ToString::to_string).collect(), modelled)
}

fn all_cases() -> Vec<Case> {
    [
        options::cases(),
        shapes::cases(),
        keys::cases(),
        keys::pattern_cases(),
        indexes::cases(),
        fields::cases(),
        values::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn each_mistake_gives_exactly_its_message() {
    let mut wrong = String::new();
    for case in all_cases() {
        let (errors, _) = declare(case.derive, &case.input);
        if errors != case.errors {
            wrong += &format!("\n{}: {}\n  wanted {:#?}\n  got {errors:#?}\n", case.rule, case.input, case.errors);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn first_lines_are_short_lower_case_and_without_full_stop() {
    for case in all_cases() {
        for error in case.errors {
            let line = error.lines().next().unwrap_or_default();
            assert!(line.chars().count() <= 120, "{}: {line}", case.rule);
            assert!(!error.ends_with('.'), "{}: {error}", case.rule);
            let first = line.trim_start_matches(['`', '"']).chars().next();
            let is_name = line.starts_with(['`', '"']) || line.starts_with("DynamoDB");
            assert!(is_name || !first.is_some_and(char::is_uppercase), "{}: {line}", case.rule);
        }
    }
}

/// The message functions, by reading their files: a rule without a case is a text nobody has seen.
#[test]
fn every_message_has_a_case() {
    let files = [
        include_str!("../messages/entity.rs"),
        include_str!("../messages/field.rs"),
        include_str!("../messages/index.rs"),
        include_str!("../messages/key.rs"),
        include_str!("../messages/option.rs"),
        include_str!("../messages/shape.rs"),
        include_str!("../messages/value.rs"),
    ];
    let rules: Vec<&str> = all_cases().iter().map(|case| case.rule).collect();
    let missing: Vec<&str> = files
        .iter()
        .flat_map(|file| file.split("pub(crate) fn ").skip(1))
        .filter_map(|text| text.split('(').next())
        .filter(|name| !rules.contains(name))
        .collect();
    assert!(missing.is_empty(), "messages without a case: {missing:?}");
}
