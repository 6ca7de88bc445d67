//! The options of runs that are as long as one likes, and that a seed repeats.

use crate::Failure;

/// What was asked for on the command line.
#[derive(Debug, PartialEq)]
pub(crate) struct Seeded {
    pub(crate) count: u64,
    pub(crate) seed: Option<u64>,
}

/// Reads `--seed S`, and how many under the name of `flag`.
pub(crate) fn parse(command: &str, flag: &str, count: u64, words: &[&str]) -> Result<Seeded, Failure> {
    let mut options = Seeded { count, seed: None };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut number = || words.next().and_then(|text| text.parse().ok());
        match *word {
            word if word == flag => {
                options.count =
                    number().filter(|count| *count > 0).ok_or_else(|| format!("`{flag}` needs a number above 0"))?;
            }
            "--seed" => options.seed = Some(number().ok_or("`--seed` needs a number")?),
            other => return Err(format!("unknown option `{other}` of {command}")),
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::{Seeded, parse};

    #[test]
    fn options() {
        let parsed = |words: &[&str]| parse("soak", "--ops", 5, words);
        assert_eq!(parsed(&[]), Ok(Seeded { count: 5, seed: None }));
        assert_eq!(parsed(&["--seed", "7", "--ops", "100"]), Ok(Seeded { count: 100, seed: Some(7) }));
        assert!(parsed(&["--ops"]).is_err() && parsed(&["--ops", "0"]).is_err() && parsed(&["--seed", "x"]).is_err());
        assert!(parsed(&["--fast"]).is_err());
    }
}
