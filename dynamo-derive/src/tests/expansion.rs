//! What small declarations expand to, one feature each: read them to see what the derives generate.

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::report::Report;
use crate::{declare, expand};

/// The input and what it expands to, formatted.
fn expanded<T>(input: &str, declare: fn(&DeriveInput) -> (Option<T>, Report), expand: fn(&T) -> TokenStream) -> String {
    let parsed: DeriveInput = syn::parse_str(input).expect("the input is Rust");
    let (model, report) = declare(&parsed);
    assert!(report.into_errors().is_empty(), "the declaration is right");
    let tokens = expand(&model.expect("the declaration has a model"));
    let file = syn::parse2(tokens).expect("the output is Rust");
    format!("{input}\n// expands to\n\n{}", prettyplease::unparse(&file))
}

/// One row a snapshot: its name, the derive, the input.
macro_rules! expansions {
    ($($name:ident: $derive:ident $input:literal;)*) => { $(
        #[test]
        fn $name() {
            insta::assert_snapshot!(expanded($input, declare::$derive, expand::$derive));
        }
    )* };
}

expansions! {
    plain_key: table "struct Note {\n    #[pk]\n    id: String,\n    text: Option<String>,\n}";
    pattern_key: table "#[pk(\"USER#{owner}\")]\n#[sk(\"RUN#{run:010}\")]\nstruct Run {\n    owner: String,\n    run: u32,\n}";
    narrow_index: table "#[gsi(by_kind, pk = kind, include(size))]\nstruct File {\n    #[pk]\n    path: String,\n    kind: String,\n    size: u64,\n    body: String,\n}";
    shared_index_key: table "#[gsi(feed, pk = \"ORG#{org}\", sk = \"{kind}#{day}\")]\nstruct Post {\n    #[pk]\n    id: String,\n    org: String,\n    kind: String,\n    day: String,\n}";
    document: document "struct Address {\n    city: String,\n    #[dynamo(rename = \"postcode\")]\n    zip: String,\n}";
    newtype: value "struct UserId(String);";
    text_enum: value "#[dynamo(rename_all = \"lowercase\")]\nenum Status {\n    Pending,\n    Paid,\n}";
    projection: projection "#[projection(File::by_kind)]\nstruct Size {\n    size: u64,\n}";
    entities: entities "enum Item {\n    Run(Run),\n    Note(Note),\n}";
}
