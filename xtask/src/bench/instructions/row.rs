//! A case and what its ways cost.

use super::program::{Budget, Case, OURS};
use crate::bench::spread::Spread;

pub(super) struct Row {
    pub(super) case: Case,
    /// Of each way.
    pub(super) costs: Vec<Cost>,
}

/// Of one call, run by run.
#[derive(Default)]
pub(super) struct Cost {
    pub(super) instructions: Vec<f64>,
    pub(super) nanoseconds: Vec<f64>,
}

impl Row {
    /// Nothing measured yet.
    pub(super) fn new(case: Case) -> Self {
        let costs = case.ways.iter().map(|_| Cost::default()).collect();
        Self { case, costs }
    }

    pub(super) fn cost(&self, way: &str) -> Option<&Cost> {
        self.case.ways.iter().zip(&self.costs).find_map(|(known, cost)| (known.name == way).then_some(cost))
    }

    /// What ours is compared with.
    pub(super) fn baseline(&self) -> &str {
        self.case.ways.last().map_or(OURS, |way| &way.name)
    }

    /// Our instructions over those of this way.
    pub(super) fn ratio(&self, way: &str) -> Option<f64> {
        Some(self.cost(OURS)?.median() / self.cost(way)?.median())
    }

    /// Our time over that of this way, in each round.
    pub(super) fn ratio_of_time(&self, way: &str) -> Option<Spread> {
        let rounds = self.cost(OURS)?.nanoseconds.iter().zip(&self.cost(way)?.nanoseconds);
        Some(Spread::of(rounds.map(|(ours, theirs)| ours / theirs)))
    }

    /// The ratio and the budget, if the ratio is over it. One that is not a number always is.
    pub(super) fn over(&self) -> Option<(f64, f64)> {
        let Budget::Gate(budget) = self.case.budget else { return None };
        let ratio = self.ratio(self.baseline()).unwrap_or(f64::NAN);
        (ratio > budget || ratio.is_nan()).then_some((ratio, budget))
    }

    /// How far the runs of one way are apart, at most, in percent.
    pub(super) fn apart(&self) -> f64 {
        self.costs.iter().map(Cost::apart).fold(0.0, f64::max)
    }
}

impl Cost {
    pub(super) fn median(&self) -> f64 {
        Spread::of(self.instructions.iter().copied()).median
    }

    pub(super) fn microseconds(&self) -> f64 {
        Spread::of(self.nanoseconds.iter().copied()).median / 1e3
    }

    fn apart(&self) -> f64 {
        let high = self.instructions.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let low = self.instructions.iter().copied().fold(f64::INFINITY, f64::min);
        100.0 * (high - low) / self.median()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Cost, Row};
    use crate::bench::instructions::program::{Budget, Case, Way};

    /// Three runs of ours, some of them away from the median; 900 and 1000 are what it is compared with.
    pub(in crate::bench::instructions) fn row(ours: f64) -> Row {
        let way = |name: &str, figure| Way { name: name.into(), figure };
        let ways = vec![way("ours", None), way("by-hand", Some(900.0)), way("serde_dynamo", Some(1000.0))];
        let cost = |instructions: [f64; 3], nanoseconds: [f64; 3]| Cost {
            instructions: instructions.into(),
            nanoseconds: nanoseconds.into(),
        };
        let costs = vec![
            cost([ours, ours + 90.0, ours - 10.0], [6e3, 7e3, 9e3]),
            cost([900.0; 3], [1e4; 3]),
            cost([1000.0; 3], [12e3, 7e3, 1e4]),
        ];
        Row { case: Case { name: "get".into(), budget: Budget::Gate(1.0), calls: 1, ways }, costs }
    }

    /// Something of the SDK alone.
    pub(in crate::bench::instructions) fn alone() -> Row {
        let mut row = row(980.0);
        (row.case.name, row.case.budget) = ("sdk-call".into(), Budget::Alone);
        (row.case.ways, row.costs) = (vec![row.case.ways.remove(1)], vec![row.costs.remove(1)]);
        row
    }

    fn close(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-9, "{found}");
    }

    #[test]
    fn medians_are_compared() {
        close(row(980.0).ratio("serde_dynamo").unwrap(), 0.98);
        close(row(990.0).ratio("by-hand").unwrap(), 1.1);
        close(row(1000.0).apart(), 10.0);
        assert!(row(980.0).ratio("toasty").is_none() && alone().ratio("by-hand").is_none());
    }

    #[test]
    fn time_is_compared_round_by_round() {
        let spread = row(980.0).ratio_of_time("serde_dynamo").unwrap();
        close(spread.median, 0.9);
        close(spread.low, 0.7);
        close(spread.high, 0.95);
        close(row(980.0).costs[2].microseconds(), 10.0);
    }

    #[test]
    fn over_the_budget() {
        assert!(row(1000.0).over().is_none() && alone().over().is_none());
        assert!(row(1001.0).over().is_some());
        assert!(Row { costs: Vec::new(), ..row(1000.0) }.over().is_some());
    }
}
