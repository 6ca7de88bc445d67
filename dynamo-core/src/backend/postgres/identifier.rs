//! Names and texts inside SQL, where they cannot be values beside it.

use sha2::{Digest, Sha256};

/// The longest name that PostgreSQL does not cut off, in bytes.
const MAX: usize = 63;

/// The relation that a table is, in quotes. A name that PostgreSQL would cut off ends in a hash of all of it instead.
pub(super) fn table(name: &str) -> String {
    quoted(&shortened(name))
}

/// The relation that an index is. No table has a slash in its name.
pub(super) fn index(table: &str, index: &str) -> String {
    quoted(&shortened(&format!("{table}/{index}")))
}

/// What is known of how the values of an attribute are spread.
pub(super) fn statistics(table: &str, attribute: &str) -> String {
    quoted(&shortened(&format!("{table}#{attribute}")))
}

fn shortened(name: &str) -> String {
    if name.len() <= MAX {
        return name.to_owned();
    }
    let hash = Sha256::digest(name.as_bytes());
    let hash: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let mut end = MAX - hash.len() - 1;
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}~{hash}", &name[..end])
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text as a constant.
pub(super) fn literal(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('\'', "''");
    format!("E'{escaped}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_stay_inside() {
        assert_eq!(table("a\"b"), "\"a\"\"b\"");
        assert_eq!(literal("it's \\ here"), "E'it''s \\\\ here'");
    }

    #[test]
    fn long_names_stay_apart() {
        let (one, two) = (format!("{}1", "ä".repeat(60)), format!("{}2", "ä".repeat(60)));
        assert_ne!(table(&one), table(&two));
        assert!(table(&one).len() <= MAX + 2 && index(&one, "by_x").len() <= MAX + 2);
        assert_eq!(table("orders"), "\"orders\"");
    }
}
