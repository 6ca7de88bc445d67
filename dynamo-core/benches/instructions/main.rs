//! One call, again and again, each of three ways. `cargo xtask bench` counts the instructions: it runs this program under callgrind
//! with two numbers of calls, so that what is done once is in both and not in their difference. Then it runs it as it is, for the time.
//!
//! ```text
//! instructions list                  name, `gate` and the budget, or `alone`, calls, ways to compare with and their figures
//! instructions <case> <way> <calls>  does the work, and prints the nanoseconds of a call
//! ```
//!
//! A new case is a file with a `CASE`, and a line in [`CASES`].

#[path = "../../tests/canned/mod.rs"]
mod canned;

mod batch_write;
mod calls;
mod get;
mod put;
mod query;
mod sdk_call;
mod transaction;
mod update;

use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::process::ExitCode;

use calls::Calls;

const CASES: &[Case] = &[
    sdk_call::CASE,
    get::CASE,
    put::CASE,
    update::CASE,
    query::HUNDRED,
    query::MEGABYTE,
    batch_write::CASE,
    transaction::CASE,
];

type Outcome = Result<(), Box<dyn Error>>;
type Running<'c> = Pin<Box<dyn Future<Output = Outcome> + 'c>>;

/// Something that is done in several ways.
struct Case {
    name: &'static str,
    budget: Budget,
    /// How many calls are enough for a steady figure.
    calls: u32,
    /// What ours is compared with, and the instructions of a call: the design's figure, unless a comment says otherwise. A run that is
    /// more than 5 % away from it is an error, since ratios that were measured before mean nothing then.
    baselines: &'static [(Way, u32)],
    run: fn(Way, &mut Calls) -> Running<'_>,
}

/// Our instructions over those of the last baseline, at most.
enum Budget {
    /// To be over it is an error.
    Gate(f64),
    /// Nothing of ours is like it.
    Alone,
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
    let budget = match case.budget {
        Budget::Gate(most) => format!("gate {most}"),
        Budget::Alone => "alone".to_owned(),
    };
    let baselines: Vec<String> =
        case.baselines.iter().map(|(way, figure)| format!("{}={figure}", way.word())).collect();
    println!("{} {budget} {} {}", case.name, case.calls, baselines.join(" "));
}

fn run(case: &str, way: &str, calls: &str) -> Outcome {
    let case = CASES.iter().find(|known| known.name == case).ok_or("no such case")?;
    let ours = std::iter::once(Way::Ours).filter(|_| !matches!(case.budget, Budget::Alone));
    let mut ways = ours.chain(case.baselines.iter().map(|(way, _)| *way));
    let way = ways.find(|known| known.word() == way).ok_or("no such way")?;
    let mut calls = Calls::new(calls.parse()?);
    let work = (case.run)(way, &mut calls);
    tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(work)?;
    println!("{}", calls.nanoseconds());
    Ok(())
}
