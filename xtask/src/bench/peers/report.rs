//! The table, and whether we are where we want to be.

use super::{
    list::{Kind, Peer},
    measure::{OPERATIONS, Sample},
};
use crate::{
    Failure,
    bench::{markdown, spread::Spread},
};

/// The CPU of every Python library for a query of 100 is at least so many times ours.
const TIMES_OURS: f64 = 5.0;
/// Every other Rust library takes more CPU than we do for these ...
const AHEAD: [&str; 2] = ["query", "batch"];
/// ... and for these we may be behind by as much as the rounds of this run are apart.
const LEVEL: [&str; 2] = ["get", "put"];

/// A peer and what it took, round by round.
pub(super) struct Row {
    pub(super) peer: &'static Peer,
    pub(super) samples: Vec<Sample>,
}

impl Row {
    pub(super) fn new(peer: &'static Peer) -> Self {
        Self { peer, samples: Vec::new() }
    }

    /// Seconds of the CPU for one operation.
    fn cpu(&self, operation: &str) -> Spread {
        self.spread(operation, |sample| sample.cpu)
    }

    fn per_second(&self, operation: &str) -> Spread {
        self.spread(operation, |sample| 1.0 / sample.wall)
    }

    fn spread(&self, operation: &str, of: impl Fn(&Sample) -> f64) -> Spread {
        Spread::of(self.samples.iter().filter(|sample| sample.operation == operation).map(of))
    }
}

/// As Markdown, for the page that keeps the last one.
pub(super) fn table(rows: &[Row], runs: usize) -> String {
    let heads =
        ["peer", "get/s", "CPU µs", "put/s", "CPU µs", "query of 100/s", "CPU µs", "batch of 1,000/s", "CPU µs"];
    let mut lines = vec![heads.map(String::from).to_vec()];
    lines.extend(rows.iter().map(cells));
    format!(
        "\noperations a second, and microseconds of the client's CPU for one; medians of {runs} rounds (quartiles)\n\n{}",
        markdown::table(lines)
    )
}

fn cells(row: &Row) -> Vec<String> {
    let mut cells = vec![row.peer.name.to_owned()];
    for (operation, _) in OPERATIONS {
        let Spread { low, median, high } = row.cpu(operation);
        cells.push(format!("{:.1}", row.per_second(operation).median));
        cells.push(format!("{:.0} ({:.0}–{:.0})", median * 1e6, low * 1e6, high * 1e6));
    }
    cells
}

/// An error that names everything in which we are not where we want to be.
pub(super) fn verdict(rows: &[Row]) -> Result<(), Failure> {
    let ours = rows.iter().find(|row| row.peer.kind == Kind::Ours).ok_or("ours was not measured")?;
    let behind: Vec<String> = rows.iter().flat_map(|row| behind(ours, row)).collect();
    if behind.is_empty() { Ok(()) } else { Err(format!("behind where we want to be:\n    {}", behind.join("\n    "))) }
}

/// Against one peer. What was not measured is not a number, and no comparison holds for it.
fn behind(ours: &Row, row: &Row) -> Vec<String> {
    let name = row.peer.name;
    let mut behind = Vec::new();
    let mut want = |holds: bool, operation: &str, wanted: &str| {
        if !holds {
            let (ours, theirs) = (ours.cpu(operation).median * 1e6, row.cpu(operation).median * 1e6);
            behind.push(format!("{operation}: ours {ours:.0} µs of the CPU, {name} {theirs:.0} µs; wanted: {wanted}"));
        }
    };
    match row.peer.kind {
        Kind::Ours | Kind::RawSdk => {}
        Kind::Python => {
            let holds = ours.cpu("query").median * TIMES_OURS <= row.cpu("query").median;
            want(holds, "query", &format!("at least {TIMES_OURS} times ours"));
        }
        Kind::Rust => {
            for operation in AHEAD {
                want(ours.cpu(operation).median < row.cpu(operation).median, operation, "less than it");
            }
            for operation in LEVEL {
                let (ours, theirs) = (ours.cpu(operation), row.cpu(operation));
                let apart = (ours.high - ours.low).max(theirs.high - theirs.low);
                want(
                    ours.median <= theirs.median + apart,
                    operation,
                    "no more than it, but for the spread of the rounds",
                );
            }
        }
    }
    behind
}

#[cfg(test)]
mod tests {
    use super::{Row, Sample, table, verdict};
    use crate::bench::peers::list::{PEERS, Peer};

    fn peer(name: &str) -> &'static Peer {
        PEERS.iter().find(|peer| peer.name == name).unwrap()
    }

    /// Microseconds of the CPU, three rounds of each operation.
    fn row(name: &str, costs: [(&str, [u32; 3]); 4]) -> Row {
        let sample =
            |operation: &str, cost: u32| Sample { operation: operation.into(), wall: 0.5, cpu: f64::from(cost) / 1e6 };
        let samples = costs.iter().flat_map(|(operation, costs)| costs.map(|cost| sample(operation, cost)));
        Row { peer: peer(name), samples: samples.collect() }
    }

    fn steady(name: &str, [get, put, query, batch]: [u32; 4]) -> Row {
        row(name, [("get", [get; 3]), ("put", [put; 3]), ("query", [query; 3]), ("batch", [batch; 3])])
    }

    fn said(theirs: Row) -> String {
        verdict(&[steady("ours", [100, 100, 1000, 5000]), theirs]).err().unwrap_or_default()
    }

    #[test]
    fn python_takes_five_times_ours_for_a_query() {
        assert_eq!(said(steady("boto3", [1, 1, 5000, 1])), "");
        assert!(said(steady("boto3", [1, 1, 4999, 1])).contains("boto3 4999"));
        assert!(said(Row::new(peer("boto3"))).contains("boto3"), "what was not measured is no success");
    }

    #[test]
    fn rust_takes_more_than_ours_for_queries_and_batches() {
        assert_eq!(said(steady("modyne", [100, 100, 1001, 5001])), "");
        assert!(said(steady("toasty", [100, 100, 1000, 5001])).contains("query"));
        assert!(said(steady("toasty", [100, 100, 1001, 5000])).contains("batch"));
        assert_eq!(said(steady("raw-sdk", [1, 1, 1, 1])), "", "what everybody is built on");
    }

    #[test]
    fn gets_and_puts_may_be_behind_by_the_spread() {
        assert!(said(steady("modyne", [99, 100, 1001, 5001])).contains("get: ours 100 µs"));
        let apart = |get| row("modyne", [("get", get), ("put", [100; 3]), ("query", [1001; 3]), ("batch", [5001; 3])]);
        assert_eq!(said(apart([90, 95, 100])), "", "the quartiles are 5 apart");
        assert!(said(apart([90, 94, 99])).contains("get"));
    }

    #[test]
    fn the_table_has_a_row_for_each() {
        let text = table(&[steady("ours", [161, 170, 1000, 5000]), steady("boto3", [2900, 3100, 20_000, 500_000])], 3);
        assert!(text.contains("161 (161–161)") && text.contains("| boto3 "), "{text}");
    }
}
