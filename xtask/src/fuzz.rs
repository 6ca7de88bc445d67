//! `cargo xtask fuzz`: our evaluator of expressions against the engines, for as long as one likes. The tests run the same with one seed.

use crate::{
    Failure,
    command::{cargo, step},
    engines::Engines,
};

/// What was asked for on the command line.
#[derive(Debug, PartialEq)]
struct Options {
    cases: u64,
    seed: Option<u64>,
}

/// As many expressions of each kind as take a minute or two.
const CASES: u64 = 20_000;

pub(crate) fn run(words: &[&str]) -> Result<(), Failure> {
    let Options { cases, seed } = parse(words)?;
    let mut engines = Engines::start()?;
    engines.missing().iter().for_each(|advice| println!("{advice}\n    it is left out"));
    // One engine after the other: each alone is busy enough.
    let only = ["--", "--nocapture", "--test-threads", "1"];
    let mut command =
        cargo(&[&["test", "--package", "dynamo-core", "--all-features", "--test", "conformance"], &only[..]].concat());
    command.envs(engines.variables()).env("CONFORMANCE", "evaluate: ").env("EVALUATE_CASES", cases.to_string());
    let seed = seed.unwrap_or_else(drawn);
    println!("seed {seed}, {cases} expressions of each kind on each engine");
    command.env("EVALUATE_SEED", seed.to_string());
    let done = step("fuzz", command);
    let stopped = engines.stop();
    done.and(stopped)
}

/// Different from run to run, and printed: that is all it has to be.
fn drawn() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(0)
}

fn parse(words: &[&str]) -> Result<Options, Failure> {
    let mut options = Options { cases: CASES, seed: None };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut number = || words.next().and_then(|text| text.parse().ok());
        match *word {
            "--cases" => {
                options.cases = number().filter(|cases| *cases > 0).ok_or("`--cases` needs a number above 0")?;
            }
            "--seed" => options.seed = Some(number().ok_or("`--seed` needs a number")?),
            other => return Err(format!("unknown option `{other}` of fuzz")),
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::{CASES, Options, parse};

    #[test]
    fn options() {
        assert_eq!(parse(&[]), Ok(Options { cases: CASES, seed: None }));
        assert_eq!(parse(&["--seed", "7", "--cases", "100"]), Ok(Options { cases: 100, seed: Some(7) }));
        assert!(parse(&["--cases"]).is_err() && parse(&["--cases", "0"]).is_err() && parse(&["--fast"]).is_err());
    }
}
