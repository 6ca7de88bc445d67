//! The table, and whether the budgets are kept.

use std::{cmp::Ordering, fmt::Write};

use super::program::Case;
use crate::Failure;

/// A case, and for each of its ways the instructions of one call, run by run.
pub(super) struct Row {
    pub(super) case: Case,
    pub(super) costs: Vec<(String, Vec<u64>)>,
}

impl Row {
    /// Ours over the baseline, of the medians.
    fn ratio(&self) -> f64 {
        let of = |way: Option<&(String, Vec<u64>)>| way.map_or(f64::NAN, |(_, runs)| count(median(runs)));
        of(self.costs.first()) / of(self.costs.last())
    }

    /// Whether the ratio is not in the budget; one that is not a number never is.
    fn is_over(&self) -> bool {
        !matches!(self.ratio().partial_cmp(&self.case.budget), Some(Ordering::Less | Ordering::Equal))
    }

    /// How far the runs of one way are apart, at most, in percent.
    fn spread(&self) -> f64 {
        let spread = |runs: &Vec<u64>| {
            let (low, high) = (runs.iter().min(), runs.iter().max());
            100.0 * count(high.zip(low).map_or(0, |(high, low)| high - low)) / count(median(runs))
        };
        self.costs.iter().map(|(_, runs)| spread(runs)).fold(0.0, f64::max)
    }

    fn verdict(&self) -> &'static str {
        match (self.is_over(), self.case.is_gate) {
            (true, true) => "OVER",
            (true, false) => "over, and no gate yet",
            (false, _) => "kept",
        }
    }
}

fn median(runs: &[u64]) -> u64 {
    let mut runs = runs.to_vec();
    runs.sort_unstable();
    runs.get(runs.len() / 2).copied().unwrap_or_default()
}

#[allow(clippy::cast_precision_loss, reason = "instructions of one call")]
fn count(instructions: u64) -> f64 {
    instructions as f64
}

pub(super) fn table(rows: &[Row], runs: usize) -> String {
    let mut text =
        format!("\ninstructions of one call, median of {runs} runs; ratio: ours / the last column that is there\n\n");
    text += "case                ours      by hand serde_dynamo  ratio budget  spread\n";
    for row in rows {
        let cost = |way: &str| {
            let runs = row.costs.iter().find(|(known, _)| known == way).map(|(_, runs)| runs);
            runs.map_or_else(|| "-".to_owned(), |runs| thousands(median(runs)))
        };
        let _ = writeln!(
            text,
            "{:<14} {:>9} {:>12} {:>12} {:>6.3} {:>6.2} {:>6.2}%  {}",
            row.case.name,
            cost("ours"),
            cost("by-hand"),
            cost("serde_dynamo"),
            row.ratio(),
            row.case.budget,
            row.spread(),
            row.verdict(),
        );
    }
    text
}

fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// An error that names every case over its budget.
pub(super) fn verdict(rows: &[Row]) -> Result<(), Failure> {
    let over = rows.iter().filter(|row| row.is_over() && row.case.is_gate);
    let over: Vec<String> = over
        .map(|row| format!("{} ({:.3}, the budget is {:.2})", row.case.name, row.ratio(), row.case.budget))
        .collect();
    match (rows.is_empty(), over.is_empty()) {
        (true, _) => Err("there is no case".into()),
        (false, true) => Ok(()),
        (false, false) => Err(format!("over the budget: {}", over.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, Row, table, thousands, verdict};

    fn row(ours: u64) -> Row {
        let ways = ["ours", "by-hand", "serde_dynamo"].map(String::from);
        let case = Case { name: "get".into(), budget: 1.0, is_gate: true, calls: 1, ways: ways.clone().into() };
        let costs = ways.into_iter().zip([vec![ours, ours + 90, ours - 10], vec![900; 3], vec![1000; 3]]);
        Row { case, costs: costs.collect() }
    }

    #[test]
    fn the_median_counts_against_the_last_way() {
        assert!((row(980).ratio() - 0.98).abs() < 1e-9);
        assert!((row(1000).spread() - 10.0).abs() < 1e-9);
        assert!(table(&[row(980)], 3).contains("0.980"));
        assert_eq!([999, 1000, 1_234_567].map(thousands), ["999", "1 000", "1 234 567"]);
    }

    #[test]
    fn over_a_budget_is_an_error() {
        assert!(verdict(&[row(1000)]).is_ok());
        assert!(verdict(&[row(1001)]).is_err());
        assert!(verdict(&[]).is_err());
        let mut aim = row(1001);
        aim.case.is_gate = false;
        assert!(verdict(&[aim]).is_ok());
        let unmeasured = Row { costs: Vec::new(), ..row(1000) };
        assert!(verdict(&[unmeasured]).is_err());
    }
}
