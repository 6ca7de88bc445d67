//! `cargo xtask soak`: many tasks under faults, for as long as one likes. The tests run the same with five seeds.

use crate::{
    Failure,
    command::{cargo, step},
};

/// What was asked for on the command line.
#[derive(Debug, PartialEq)]
struct Options {
    calls: u64,
    seed: Option<u64>,
}

/// As many calls as take some minutes.
const CALLS: u64 = 100_000;

pub(crate) fn run(words: &[&str]) -> Result<(), Failure> {
    let Options { calls, seed } = parse(words)?;
    let target = ["--package", "dynamo-core", "--all-features", "--profile", "bench", "--test", "soak"];
    let only = ["--", "--exact", "long", "--ignored", "--nocapture"];
    let mut command = cargo(&[&["test"], &target[..], &only[..]].concat());
    command.env("SOAK_OPS", calls.to_string());
    match seed {
        Some(seed) => command.env("SOAK_SEED", seed.to_string()),
        None => command.env_remove("SOAK_SEED"),
    };
    step("soak", command)
}

fn parse(words: &[&str]) -> Result<Options, Failure> {
    let mut options = Options { calls: CALLS, seed: None };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut number = || words.next().and_then(|text| text.parse().ok());
        match *word {
            "--ops" => {
                options.calls = number().filter(|calls| *calls > 0).ok_or("`--ops` needs a number above 0")?;
            }
            "--seed" => options.seed = Some(number().ok_or("`--seed` needs a number")?),
            other => return Err(format!("unknown option `{other}` of soak")),
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::{CALLS, Options, parse};

    #[test]
    fn options() {
        assert_eq!(parse(&[]), Ok(Options { calls: CALLS, seed: None }));
        assert_eq!(parse(&["--seed", "7", "--ops", "100"]), Ok(Options { calls: 100, seed: Some(7) }));
        assert!(parse(&["--ops"]).is_err() && parse(&["--ops", "0"]).is_err() && parse(&["--seed", "x"]).is_err());
        assert!(parse(&["--fast"]).is_err());
    }
}
