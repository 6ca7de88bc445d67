//! The tables, and what is wrong.

use super::{
    program::{Budget, Way},
    row::{Cost, Row},
};
use crate::bench::{markdown, spread::Spread};

/// A baseline may be so far from its figure.
const ASTRAY: f64 = 0.05;
const REMEDY: &str = "    A baseline that has changed makes older ratios meaningless. Find out why (another SDK, compiler or item), \
     put the new figure beside its case in dynamo-core/benches/instructions, with a word on why, and make the README's table anew: \
     `cargo xtask bench --readme`";
/// What is not there.
pub(super) const NOTHING: &str = "–";

pub(super) const WAYS: [&str; 3] = ["ours", "by-hand", "serde_dynamo"];

pub(super) fn instructions(rows: &[Row], runs: usize) -> String {
    let heads = ["call", "ours", "by hand", "ratio", "serde_dynamo", "ratio", "budget", "spread", ""];
    let cells = rows.iter().map(|row| {
        let [ours, by_hand, serde] = WAYS.map(|way| cell(row.cost(way), |cost| thousands(cost.median())));
        let [_, to_hand, to_serde] = WAYS.map(|way| cell(row.ratio(way), |ratio| format!("{ratio:.3}")));
        let budget = match row.case.budget {
            Budget::Gate(budget) => format!("{budget:.2}"),
            Budget::Alone => NOTHING.into(),
        };
        let verdict = match (row.over(), row.case.budget) {
            (Some(_), _) => "OVER",
            (None, Budget::Alone) => NOTHING,
            (None, _) => "kept",
        };
        let spread = format!("{:.2}%", row.apart());
        vec![row.case.name.clone(), ours, by_hand, to_hand, serde, to_serde, budget, spread, verdict.into()]
    });
    let lines = std::iter::once(heads.map(String::from).to_vec()).chain(cells).collect();
    format!(
        "\ninstructions of one call, median of {runs} runs; the budget is for the last ratio of a line\n\n{}",
        markdown::table(lines)
    )
}

pub(super) fn time(rows: &[Row], rounds: usize) -> String {
    let heads = ["call", "ours", "by hand", "ratio", "serde_dynamo", "ratio"];
    let cells = rows.iter().map(|row| {
        let [ours, by_hand, serde] = WAYS.map(|way| cell(row.cost(way), microseconds));
        let [_, to_hand, to_serde] = WAYS.map(|way| cell(row.ratio_of_time(way), quartiles));
        vec![row.case.name.clone(), ours, by_hand, to_hand, serde, to_serde]
    });
    let lines = std::iter::once(heads.map(String::from).to_vec()).chain(cells).collect();
    format!(
        "\nmicroseconds of one call, median of {rounds} rounds; ratios of each round, and their quartiles\n\n{}",
        markdown::table(lines)
    )
}

pub(super) fn cell<T>(value: Option<T>, shown: impl FnOnce(T) -> String) -> String {
    value.map_or_else(|| NOTHING.to_owned(), shown)
}

pub(super) fn microseconds(cost: &Cost) -> String {
    thousands(cost.microseconds())
}

pub(super) fn quartiles(spread: Spread) -> String {
    format!("{:.2} ({:.2}–{:.2})", spread.median, spread.low, spread.high)
}

pub(super) fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// A line for each gate that is not kept, and for each baseline that is not what it was.
pub(super) fn wrong(rows: &[Row]) -> Vec<String> {
    if rows.is_empty() {
        return vec!["there is no case".into()];
    }
    let over = rows.iter().filter_map(|row| {
        let (ratio, budget) = row.over()?;
        Some(format!("{} is over its budget: {ratio:.3}, it is {budget:.2}", row.case.name))
    });
    let baselines = rows.iter().flat_map(|row| row.case.ways.iter().filter_map(|way| astray(row, way)));
    let baselines: Vec<String> = baselines.collect();
    let remedy = (!baselines.is_empty()).then(|| REMEDY.to_owned());
    over.chain(baselines).chain(remedy).collect()
}

/// What ours is compared with costs more than it is known to, or less: either way ratios do not mean what they meant.
fn astray(row: &Row, way: &Way) -> Option<String> {
    let (figure, found) = (way.figure?, row.cost(&way.name).map_or(f64::NAN, Cost::median));
    let away = found / figure - 1.0;
    let [name, way] = [&row.case.name, &way.name];
    (away.abs() > ASTRAY || away.is_nan()).then(|| {
        let [figure, found] = [figure, found].map(thousands);
        format!("{name} {way}: {found} instructions, which is {:+.1} % away from its figure, {figure}", 100.0 * away)
    })
}

#[cfg(test)]
mod tests {
    use super::{REMEDY, instructions, thousands, time, wrong};
    use crate::bench::instructions::row::{
        Row,
        tests::{alone, row},
    };

    #[test]
    fn tables() {
        let text = instructions(&[row(980.0), alone()], 3);
        assert!(text.contains("| 1.089 |        1 000 | 0.980 |   1.00 | 10.20% | kept |"), "{text}");
        assert!(text.contains("| sdk-call |    – |     900 |     – |            – |"), "{text}");
        let text = time(&[row(980.0), alone()], 3);
        assert!(text.contains("|           10 | 0.90 (0.70–0.95) |"), "{text}");
        assert_eq!([999.4, 1000.0, 1_234_567.0].map(thousands), ["999", "1 000", "1 234 567"]);
    }

    #[test]
    fn over_a_gate_is_wrong() {
        assert_eq!(wrong(&[row(1000.0), alone()]), [""; 0]);
        assert_eq!(wrong(&[row(1001.0)]), ["get is over its budget: 1.001, it is 1.00"]);
        assert_eq!(wrong(&[]).len(), 1);
    }

    #[test]
    fn a_baseline_may_not_change_unnoticed() {
        let with = |figure: f64| {
            let mut row = row(900.0);
            row.case.ways[2].figure = Some(figure);
            wrong(&[row])
        };
        assert_eq!([with(953.0), with(1052.0)], [[""; 0]; 2]);
        let (slower, faster) = (with(952.0), with(1053.0));
        assert_eq!(slower[0], "get serde_dynamo: 1 000 instructions, which is +5.0 % away from its figure, 952");
        assert_eq!(faster[0], "get serde_dynamo: 1 000 instructions, which is -5.0 % away from its figure, 1 053");
        assert_eq!([&slower[1..], &faster[1..]], [[REMEDY]; 2]);
        let unmeasured = Row { costs: Vec::new(), ..row(900.0) };
        assert_eq!(wrong(&[unmeasured]).len(), 4, "the budget, two baselines, and what to do");
    }
}
