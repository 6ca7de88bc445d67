//! The table, and whether the budget is kept.

use std::{fmt::Write, time::Duration};

use super::{
    generate::Kind,
    measure::{Sample, Step},
};
use crate::Failure;

/// All measurements of one kind of crate in one step, by number of structs.
pub(super) struct Series {
    pub(super) step: Step,
    pub(super) kind: Kind,
    pub(super) samples: Vec<(usize, Vec<Sample>)>,
}

/// How several runs become one number.
type Pick = fn(Vec<Duration>) -> Duration;

impl Series {
    fn at(&self, size: usize, pick: Pick) -> f64 {
        let samples = self.samples.iter().find(|(known, _)| *known == size).map(|(_, samples)| samples.as_slice());
        pick(samples.unwrap_or_default().iter().map(Sample::cost).collect()).as_secs_f64() * 1000.0
    }

    fn wall(&self, size: usize) -> f64 {
        let samples = self.samples.iter().find(|(known, _)| *known == size).map(|(_, samples)| samples.as_slice());
        min(samples.unwrap_or_default().iter().map(|sample| sample.wall).collect()).as_secs_f64() * 1000.0
    }

    /// Milliseconds for one more struct.
    fn per_struct(&self, pick: Pick) -> f64 {
        (self.at(100, pick) - self.at(20, pick)) / 80.0
    }
}

fn min(times: Vec<Duration>) -> Duration {
    times.into_iter().min().unwrap_or_default()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Ours over the other kind, of the minima.
fn ratio(series: &[Series], step: Step, other: Kind) -> f64 {
    let cost = |kind| find(series, step, kind).map_or(f64::NAN, |series| series.per_struct(min));
    cost(Kind::Ours) / cost(other)
}

fn find(series: &[Series], step: Step, kind: Kind) -> Option<&Series> {
    series.iter().find(|series| series.step == step && series.kind == kind)
}

pub(super) fn table(series: &[Series]) -> String {
    let runs = series.first().and_then(|series| series.samples.first()).map_or(0, |(_, samples)| samples.len());
    let mut text = format!("\ncompile time, user CPU, minimum of {runs} runs (median), debug, not incremental\n\n");
    text += "step   crate       1 struct  20 structs  100 structs  wall of 100   ms per struct      ours / this\n";
    for one in series {
        let _ = writeln!(
            text,
            "{:<6} {:<11} {:>6.0} ms {:>8.0} ms {:>9.0} ms {:>9.0} ms {:>8.1} ({:>5.1})  {:>12.2}",
            one.step.word(),
            one.kind.word(),
            one.at(1, min),
            one.at(20, min),
            one.at(100, min),
            one.wall(100),
            one.per_struct(min),
            one.per_struct(median),
            ratio(series, one.step, one.kind),
        );
    }
    text += "\nms per struct: (100 structs - 20 structs) / 80. serde_used also converts every struct to an item and\n";
    text + "back, as ours does; plain serde leaves that to whoever calls it.\n"
}

/// What the ratio of two minima may be above 1 by noise alone: the spread of repeated measurements on a shared machine.
const TOLERANCE: f64 = 0.05;

/// An error when one of our structs costs more than one of serde's.
pub(super) fn verdict(series: &[Series]) -> Result<(), Failure> {
    let over = Step::ALL.into_iter().map(|step| (step, ratio(series, step, Kind::Serde)));
    // A ratio that is not a number is over, too.
    let over: Vec<String> = over
        .filter(|(_, ratio)| {
            !matches!(ratio.partial_cmp(&(1.0 + TOLERANCE)), Some(std::cmp::Ordering::Less | std::cmp::Ordering::Equal))
        })
        .map(|(step, ratio)| format!("`cargo {}`: {ratio:.2} times serde's", step.word()))
        .collect();
    if over.is_empty() {
        Ok(())
    } else {
        Err(format!("over the budget of 1.00 (and {TOLERANCE:.2} for noise): {}", over.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Kind, Sample, Series, Step, ratio, table, verdict};

    fn series(kind: Kind, step: Step, per_struct: u64) -> Series {
        let sample = |structs: u64| Sample {
            wall: Duration::from_secs(9),
            cpu: Some(Duration::from_millis(100 + structs * per_struct)),
        };
        let samples = [1, 20, 100]
            .map(|size| (size, vec![sample(size as u64 + 1), sample(size as u64), sample(size as u64 + 2)]));
        Series { step, kind, samples: samples.into() }
    }

    fn all(ours: u64) -> Vec<Series> {
        let of_step =
            |step| [series(Kind::Ours, step, ours), series(Kind::Serde, step, 30), series(Kind::SerdeUsed, step, 60)];
        Step::ALL.into_iter().flat_map(of_step).collect()
    }

    #[test]
    fn what_is_paid_once_does_not_count() {
        assert!((all(27)[0].per_struct(super::min) - 27.0).abs() < 1e-9);
        assert!((ratio(&all(27), Step::Build, Kind::Serde) - 0.9).abs() < 1e-9);
        assert!(table(&all(27)).contains("0.90"));
    }

    #[test]
    fn over_the_budget_is_an_error() {
        assert!(verdict(&all(27)).is_ok());
        assert!(verdict(&all(30)).is_ok());
        assert!(verdict(&all(31)).is_ok(), "within the noise");
        assert!(verdict(&all(32)).is_err());
        assert!(verdict(&[]).is_err());
    }
}
