//! Versions, as programs print them.

use std::fmt;

/// A version: its first number, for comparisons, and its text, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Version {
    pub(crate) major: u32,
    pub(crate) text: String,
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// The first word of a `--version` text that starts with a digit.
pub(super) fn parse(text: &str) -> Option<Version> {
    let mut words = text.split(|letter: char| letter.is_whitespace() || "\"()-,".contains(letter));
    let word = words.find(|word| word.starts_with(|letter: char| letter.is_ascii_digit()))?;
    // Java 8 and its elders call themselves 1.8.
    let counted = word.strip_prefix("1.").filter(|_| text.contains("version \"1.")).unwrap_or(word);
    let digits = counted.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(counted.len());
    Some(Version { major: counted[..digits].parse().ok()?, text: word.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn parsed(text: &str) -> Option<(u32, String)> {
        parse(text).map(|version| (version.major, version.text))
    }

    #[test]
    fn versions_as_programs_print_them() {
        let texts = [
            ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15, "15.18"),
            ("postgres (PostgreSQL) 18beta1", 18, "18beta1"),
            ("openjdk version \"17.0.15\" 2025-04-15\nOpenJDK Runtime Environment", 17, "17.0.15"),
            ("openjdk version \"25-ea\" 2025-09-16", 25, "25"),
            ("java version \"1.8.0_392\"", 8, "1.8.0_392"),
            ("valgrind-3.19.0", 3, "3.19.0"),
            ("setpriv from util-linux 2.38.1", 2, "2.38.1"),
            ("11.19.1", 11, "11.19.1"),
            ("1.22.0", 1, "1.22.0"),
        ];
        for (text, major, word) in texts {
            assert_eq!(parsed(text), Some((major, word.to_owned())), "{text}");
        }
    }

    #[test]
    fn no_number_is_no_version() {
        assert_eq!(parsed("The operation couldn't be completed. Unable to locate a Java Runtime."), None);
        assert_eq!(parsed(""), None);
    }
}
