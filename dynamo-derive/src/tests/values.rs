use super::{Case, cases};

pub(super) fn cases() -> Vec<Case> {
    cases! {
        value_of_several_fields: Value { struct V { a: u8, b: u8 } } => [
            "`V` is no newtype: for a struct of several fields derive `DynamoDocument`",
        ];
        variant_with_data: Value { enum V { A, B(u8), C { c: u8 } } } => [
            "`DynamoValue` needs unit variants: `B` carries data; mark fields of this type `#[dynamo(serde)]`",
            "`DynamoValue` needs unit variants: `C` carries data; mark fields of this type `#[dynamo(serde)]`",
        ];
        empty_enum: Value { enum V {} } => ["`V` has no variants, so no value could be stored; add one"];
        bad_discriminant: Value { #[dynamo(number)] enum V { A = OTHER, B = 9223372036854775807, C } } => [
            "`A` is stored as its discriminant, which must be an integer literal that fits `i64`",
            "`C` is stored as its discriminant, which must be an integer literal that fits `i64`",
        ];
        same_stored_text: Value { #[dynamo(rename_all = "lowercase")] enum V { A, #[dynamo(rename = "a")] B } } => [
            "two variants are stored as `a`: `A` and `B`; rename one of them",
        ];
        two_encodings: Value { #[dynamo(binary)] struct V(#[dynamo(list)] Vec<u8>); } => [
            "`binary` and `list` cannot stand together: a value is stored in one way",
        ];
        encoding_of_enum: Value { #[dynamo(serde)] enum V { A } } => [
            "`serde` is for newtypes; an enum is stored as text, or as a number by `#[dynamo(number)]`",
        ];
        encoding_of_converted: Value { #[dynamo(try_from = "String", into = "String", binary)] struct V(String); } => [
            "`binary` has no effect: the value is stored as the type it is converted into",
        ];
        unit_of_enum: Value { #[dynamo(number = "millis")] enum V { A } } => [
            "the unit of `number` is for date-times; an enum is stored by its discriminants",
        ];
        renamed_value: Value { #[dynamo(number, rename_all = "lowercase")] enum V { #[dynamo(rename = "x")] A } } => [
            "`rename_all` has no effect: only variants stored as text have names; remove it",
            "`rename` has no effect: only variants stored as text have names; remove it",
        ];
        conversion_missing: Value { #[dynamo(try_from = "String")] struct V(String); } => [
            "`try_from` goes one way only; add `into = \"…\"` with the same type",
        ];
        conversion_missing: Value { #[dynamo(into = "String")] struct V(String); } => [
            "`into` goes one way only; add `try_from = \"…\"` with the same type",
        ];
        from_and_try_from: Value { #[dynamo(from = "String", try_from = "String", into = "String")] struct V(String); } => [
            "`from` and `try_from` cannot stand together: a value is read in one way",
        ];
        conversions_differ: Value { #[dynamo(from = "String", into = "u64")] struct V(String); } => [
            "`from` and `into` must name one type, written the same way: it is what is stored",
        ];
    }
}
