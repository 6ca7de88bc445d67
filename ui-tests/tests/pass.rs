//! What must compile. Each file of `pass/` is a module; its tests, if it has any, run as well.
#![allow(dead_code, unreachable_pub, reason = "the cases are declared, not used")]

use std::{collections::BTreeSet, fs, path::Path};

macro_rules! cases {
    ($($path:literal $name:ident),* $(,)?) => {
        $(#[path = $path] mod $name;)*

        const CASES: &[&str] = &[$(stringify!($name)),*];
    };
}

cases! {
    "../pass/calls.rs" calls,
    "../pass/conditions.rs" conditions,
    "../pass/declarations.rs" declarations,
    "../pass/hygiene_field_names.rs" hygiene_field_names,
    "../pass/hygiene_in_function.rs" hygiene_in_function,
    "../pass/hygiene_macro_rules.rs" hygiene_macro_rules,
    "../pass/hygiene_named_result.rs" hygiene_named_result,
    "../pass/hygiene_no_prelude.rs" hygiene_no_prelude,
    "../pass/hygiene_raw_identifiers.rs" hygiene_raw_identifiers,
    "../pass/hygiene_renamed_crate.rs" hygiene_renamed_crate,
    "../pass/hygiene_shadowed.rs" hygiene_shadowed,
    "../pass/hygiene_visibility.rs" hygiene_visibility,
    "../pass/projections.rs" projections,
}

#[test]
fn every_file_is_a_case() {
    let files = fs::read_dir(Path::new("pass")).unwrap();
    let files: BTreeSet<String> =
        files.map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()).collect();
    let cases: BTreeSet<String> = CASES.iter().map(|case| (*case).to_owned()).collect();
    assert_eq!(files, cases);
}
