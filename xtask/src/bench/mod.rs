//! `cargo xtask bench`: what has a budget, measured.

mod compile;
mod growth;
mod instructions;
mod markdown;
mod peers;
mod release;
mod spread;

use crate::Failure;

/// What was asked for on the command line.
#[derive(Debug)]
struct Options {
    what: What,
    check: bool,
    /// Whether the README's table is to be made anew.
    readme: bool,
    runs: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Compile,
    Growth,
    /// And the time of a call; what is measured if nothing is named.
    Instructions,
    Peers,
}

pub(crate) fn run(words: &[&str]) -> Result<(), Failure> {
    let options = parse(words)?;
    match options.what {
        What::Compile => compile::run(&options),
        What::Growth => growth::run(&options),
        What::Instructions => instructions::run(&options),
        What::Peers => peers::run(&options),
    }
}

fn parse(words: &[&str]) -> Result<Options, Failure> {
    let (mut what, mut check, mut readme, mut given) = (None, false, false, None);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--compile" if what.is_none() => what = Some(What::Compile),
            "--growth" if what.is_none() => what = Some(What::Growth),
            "--instructions" if what.is_none() => what = Some(What::Instructions),
            "--peers" if what.is_none() => what = Some(What::Peers),
            "--check" => check = true,
            "--readme" => readme = true,
            "--runs" => {
                let runs = words.next().and_then(|runs| runs.parse().ok()).filter(|runs| *runs > 0);
                given = Some(runs.ok_or("`--runs` needs a number above 0")?);
            }
            other => return Err(format!("unknown option `{other}` of bench")),
        }
    }
    let what = what.unwrap_or(What::Instructions);
    if readme && what != What::Instructions {
        return Err("`--readme` belongs to `cargo xtask bench --instructions`".into());
    }
    let runs = given.unwrap_or(match what {
        What::Compile | What::Peers => 5,
        What::Growth | What::Instructions => 3,
    });
    Ok(Options { what, check, readme, runs })
}

#[cfg(test)]
mod tests {
    use super::{What, parse};

    #[test]
    fn options() {
        assert!(parse(&["--compile", "--fast"]).is_err());
        assert!(parse(&["--compile", "--runs", "0"]).is_err());
        assert!(parse(&["--compile", "--instructions"]).is_err());
        let options = parse(&["--compile", "--check", "--runs", "3"]).unwrap();
        assert!(options.check && options.runs == 3 && options.what == What::Compile);
        for words in [&[][..], &["--instructions"]] {
            let options = parse(words).unwrap();
            assert!(!options.check && !options.readme && options.runs == 3 && options.what == What::Instructions);
        }
        assert!(parse(&["--readme"]).unwrap().readme && parse(&["--growth", "--readme"]).is_err());
        assert_eq!(parse(&["--growth", "--check"]).unwrap().what, What::Growth);
        assert_eq!(parse(&["--peers"]).unwrap().what, What::Peers);
    }
}
