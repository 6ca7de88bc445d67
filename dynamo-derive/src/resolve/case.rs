//! `rename_all`, by serde's rules.

use syn::LitStr;

use crate::messages;
use crate::parse::{RawSerde, RawSerdeRename};
use crate::report::Report;
use crate::suggest::nearest;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

const CASES: &[(&str, Case)] = &[
    ("lowercase", Case::Lower),
    ("UPPERCASE", Case::Upper),
    ("PascalCase", Case::Pascal),
    ("camelCase", Case::Camel),
    ("snake_case", Case::Snake),
    ("SCREAMING_SNAKE_CASE", Case::ScreamingSnake),
    ("kebab-case", Case::Kebab),
    ("SCREAMING-KEBAB-CASE", Case::ScreamingKebab),
];

/// The case of an item's names: our `rename_all`, else serde's.
pub(super) fn of_item(own: Option<&LitStr>, serde: &RawSerde, report: &mut Report) -> Option<Case> {
    if let Some(lit) = own {
        let case = parse(&lit.value());
        if case.is_none() {
            unknown(lit, report);
        }
        return case;
    }
    match &serde.rename_all {
        Some(RawSerdeRename::Both(lit)) => parse(&lit.value()),
        Some(RawSerdeRename::Differs(tokens)) => {
            report.at(tokens, messages::serde_names_differ("rename_all"));
            None
        }
        None => None,
    }
}

fn parse(text: &str) -> Option<Case> {
    CASES.iter().find(|(word, _)| *word == text).map(|(_, case)| *case)
}

fn unknown(lit: &LitStr, report: &mut Report) {
    let text = lit.value();
    let words: Vec<&str> = CASES.iter().map(|(word, _)| *word).collect();
    let near = nearest(&text, words.iter().copied());
    report.at(lit, messages::unknown_case(&text, near, &words));
}

impl Case {
    /// Applies the case to a field, which is written in snake case.
    pub(super) fn of_field(self, word: &str) -> String {
        match self {
            Case::Lower | Case::Snake => word.to_owned(),
            Case::Upper | Case::ScreamingSnake => word.to_ascii_uppercase(),
            Case::Pascal => pascal(word),
            Case::Camel => uncapitalized(&pascal(word)),
            Case::Kebab => word.replace('_', "-"),
            Case::ScreamingKebab => word.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// Applies the case to a variant, which is written in Pascal case.
    pub(super) fn of_variant(self, word: &str) -> String {
        match self {
            Case::Lower => word.to_ascii_lowercase(),
            Case::Upper => word.to_ascii_uppercase(),
            Case::Pascal => word.to_owned(),
            Case::Camel => uncapitalized(word),
            Case::Snake => snake(word),
            Case::ScreamingSnake => snake(word).to_ascii_uppercase(),
            Case::Kebab => snake(word).replace('_', "-"),
            Case::ScreamingKebab => snake(word).to_ascii_uppercase().replace('_', "-"),
        }
    }
}

/// `by_status` is `ByStatus`.
pub(super) fn pascal(word: &str) -> String {
    word.split('_').map(capitalized).collect()
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

fn uncapitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(chars).collect()
}

fn snake(word: &str) -> String {
    let mut snake = String::new();
    for (at, letter) in word.char_indices() {
        if at > 0 && letter.is_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::{CASES, pascal};

    #[test]
    fn fields_and_variants_follow_serde() {
        let fields: Vec<String> = CASES.iter().map(|(_, case)| case.of_field("items_count")).collect();
        assert_eq!(
            fields,
            [
                "items_count",
                "ITEMS_COUNT",
                "ItemsCount",
                "itemsCount",
                "items_count",
                "ITEMS_COUNT",
                "items-count",
                "ITEMS-COUNT"
            ]
        );
        let variants: Vec<String> = CASES.iter().map(|(_, case)| case.of_variant("InTransit")).collect();
        assert_eq!(
            variants,
            [
                "intransit",
                "INTRANSIT",
                "InTransit",
                "inTransit",
                "in_transit",
                "IN_TRANSIT",
                "in-transit",
                "IN-TRANSIT"
            ]
        );
    }

    #[test]
    fn pascal_of_odd_words() {
        assert_eq!(pascal("gsi1"), "Gsi1");
        assert_eq!(pascal("_by__x"), "ByX");
    }
}
