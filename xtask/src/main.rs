//! `cargo xtask`: what a contributor runs.

mod bench;
mod command;
mod deny;
mod diagram;
mod engines;
mod environment;
mod fuzz;
mod package;
mod repository;
mod seeded;
mod soak;
mod test;
mod tidy;

use std::process::ExitCode;

/// Why a subcommand failed; printed as it is.
type Failure = String;

const HELP: &str = "\
cargo xtask test               everything: the full feature set on all engines, the lean one, the ui cases
cargo xtask servers            DynamoDB Local and PostgreSQL until Ctrl-C, for `cargo test` in another terminal
cargo xtask engines            finds or installs what the others need: Java, PostgreSQL, Valgrind, Python, Chromium
cargo xtask tidy               layout rules: sizes, names, imports, panics, links, attribute pages
cargo xtask deny               bans, licences and sources of the dependencies
cargo xtask package            both crates as they would be published, and the README's program and the orders service built from them
cargo xtask soak               32 tasks, every fifth request meets a fault, every answer is held against a model; on PostgreSQL with --postgres
        --ops N                ... so many calls (100000)
        --seed S               ... the same run again
cargo xtask fuzz               our evaluator of expressions against the engines
        --cases N              ... so many expressions of each kind (20000)
        --seed S               ... the same ones again
cargo xtask bench              instructions and time of one call beside hand-written SDK code: the README's table; short for --instructions
        --readme               ... and write the table into the README
cargo xtask bench --compile    compile time of the derive beside serde's two derives
cargo xtask bench --growth     time and memory of one item among few and among many
cargo xtask bench --peers      other libraries, in Rust and in Python, doing the same on one DynamoDB Local
        --check                ... and fail when ours is over its budget, what it is compared with has changed, or the README's table is stale
        --runs N               ... measure everything N times (compile 5, growth 3, instructions 3, peers 5)
cargo xtask diagram            the page of examples/diagram.rs in a browser: everything on it, readable, in light and in dark
cargo xtask help               this text
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match dispatch(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: &[&str]) -> Result<(), Failure> {
    match words {
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        ["test"] => test::run(),
        ["servers"] => engines::serve(),
        ["engines"] => engines::install(),
        // Not for people: the process that the servers of the two above belong to.
        [engines::KEEP, words @ ..] => engines::keep(words),
        ["tidy"] => tidy::run(),
        ["deny"] => deny::run(),
        ["package"] => package::run(),
        ["soak", options @ ..] => soak::run(options),
        ["fuzz", options @ ..] => fuzz::run(options),
        ["diagram"] => diagram::run(),
        ["bench", options @ ..] => bench::run(options),
        other => Err(format!("unknown command `{}`\n\n{HELP}", other.join(" "))),
    }
}
