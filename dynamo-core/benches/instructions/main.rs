//! One call, again and again, each of three ways. `cargo xtask bench --instructions` counts the instructions: it runs this program
//! with two numbers of calls, so that what is done once is in both and not in their difference.
//!
//! ```text
//! instructions list                  name, budget, `gate` or `aim`, calls, ways; the last way is the baseline
//! instructions <case> <way> <calls>  does the work
//! ```
//!
//! A new case is a file with a `CASE`, and a line in [`CASES`].

#[path = "../../tests/canned/mod.rs"]
mod canned;

mod batch_write;
mod get;
mod put;
mod query;
mod transaction;
mod update;

use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::process::ExitCode;

const CASES: &[Case] =
    &[get::CASE, put::CASE, update::CASE, query::HUNDRED, query::MEGABYTE, batch_write::CASE, transaction::CASE];

type Outcome = Result<(), Box<dyn Error>>;
type Running = Pin<Box<dyn Future<Output = Outcome>>>;

/// Something that is done in several ways.
struct Case {
    name: &'static str,
    /// Our instructions over those of the last way, at most.
    budget: f64,
    /// Whether the budget is a gate. Where it is not yet, the figures are printed beside it.
    gate: bool,
    /// How many calls are enough for a steady figure.
    calls: u32,
    ways: &'static [Way],
    run: fn(Way, u32) -> Running,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// This library, as a user has it.
    Ours,
    /// The AWS SDK, and maps that are filled and taken apart by hand.
    ByHand,
    /// The AWS SDK and `serde_dynamo`.
    SerdeDynamo,
}

impl Way {
    const ALL: &[Self] = &[Self::Ours, Self::ByHand, Self::SerdeDynamo];

    fn word(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::ByHand => "by-hand",
            Self::SerdeDynamo => "serde_dynamo",
        }
    }
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words[..] {
        // What `cargo bench` itself passes.
        [] | ["list" | "--bench"] => {
            CASES.iter().for_each(list);
            Ok(())
        }
        [case, way, calls] => run(case, way, calls),
        _ => Err("expected `list` or `<case> <way> <calls>`".into()),
    };
    done.map_or_else(
        |error| {
            eprintln!("instructions: {error}");
            ExitCode::FAILURE
        },
        |()| ExitCode::SUCCESS,
    )
}

fn list(case: &Case) {
    let ways: Vec<&str> = case.ways.iter().map(|way| way.word()).collect();
    let gate = if case.gate { "gate" } else { "aim" };
    println!("{} {} {gate} {} {}", case.name, case.budget, case.calls, ways.join(" "));
}

fn run(case: &str, way: &str, calls: &str) -> Outcome {
    let case = CASES.iter().find(|known| known.name == case).ok_or("no such case")?;
    let way = case.ways.iter().find(|known| known.word() == way).ok_or("no such way")?;
    let work = (case.run)(*way, calls.parse()?);
    tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(work)
}
