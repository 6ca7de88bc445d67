//! The tables, and whether the budget is kept.

use std::{fmt::Write, time::Duration};

use super::{
    count::Count,
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

/// The instructions of each step, side by side.
pub(super) fn counts(counts: &[Count]) -> String {
    let mut text =
        String::from("\nmillions of instructions that the compiler takes for 20 structs, debug, not incremental\n\n");
    text += "step       ours     serde   ours / serde      ms, user CPU: ours    serde\n";
    for step in Step::ALL {
        let (Some(ours), Some(serde)) = (of(counts, step, Kind::Ours), of(counts, step, Kind::Serde)) else { continue };
        let _ = writeln!(
            text,
            "{:<6} {:>8} {:>9} {:>14.3} {:>24} {:>8}",
            step.word(),
            ours.instructions / 1_000_000,
            serde.instructions / 1_000_000,
            quotient(ours, serde),
            ours.time.cost().as_millis(),
            serde.time.cost().as_millis(),
        );
    }
    text
}

fn of(counts: &[Count], step: Step, kind: Kind) -> Option<&Count> {
    counts.iter().find(|count| count.step == step && count.kind == kind)
}

/// For people; what is decided is decided in whole numbers.
#[allow(clippy::cast_precision_loss, reason = "three digits are shown")]
fn quotient(ours: &Count, serde: &Count) -> f64 {
    ours.instructions as f64 / serde.instructions as f64
}

/// An error when our structs cost more than serde's.
pub(super) fn verdict(counts: &[Count]) -> Result<(), Failure> {
    let mut over = Vec::new();
    for step in Step::ALL {
        match (of(counts, step, Kind::Ours), of(counts, step, Kind::Serde)) {
            (Some(ours), Some(serde)) if ours.instructions <= serde.instructions => {}
            (Some(ours), Some(serde)) => {
                over.push(format!("`cargo {}`: {:.3} times serde's", step.word(), quotient(ours, serde)));
            }
            _ => over.push(format!("`cargo {}`: not counted", step.word())),
        }
    }
    if over.is_empty() { Ok(()) } else { Err(format!("over the budget of 1.000: {}", over.join(", "))) }
}

#[cfg(test)]
mod tests {
    use super::{Count, Duration, Kind, Sample, Series, Step, counts, ratio, table, verdict};

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

    fn counted(ours: u64) -> Vec<Count> {
        let count = |step, kind, instructions| {
            let time = Sample { wall: Duration::from_millis(9), cpu: None };
            Count { step, kind, instructions, time }
        };
        let of_step = |step| [count(step, Kind::Ours, ours), count(step, Kind::Serde, 3_000_000)];
        Step::ALL.into_iter().flat_map(of_step).collect()
    }

    #[test]
    fn over_the_budget_is_an_error() {
        assert!(verdict(&counted(2_700_000)).is_ok());
        assert!(verdict(&counted(3_000_000)).is_ok());
        assert!(verdict(&counted(3_000_001)).is_err(), "a budget is a budget");
        assert!(verdict(&[]).is_err());
        assert!(counts(&counted(2_700_000)).contains("0.900"));
    }
}
