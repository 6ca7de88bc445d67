//! The program that is measured: `dynamo-core/benches/instructions`.

use std::{path::PathBuf, process::Command};

use crate::{
    Failure,
    bench::release,
    command::{line, quietly},
};

pub(super) struct Program {
    pub(super) path: PathBuf,
}

/// One row of what the program can do.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Case {
    pub(super) name: String,
    pub(super) budget: Budget,
    pub(super) calls: u32,
    /// Ours first, if there is such a call of ours; the baseline last.
    pub(super) ways: Vec<Way>,
}

/// Ours over the baseline, at most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Budget {
    /// To be over it is a failure.
    Gate(f64),
    /// There is nothing of ours.
    Alone,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Way {
    pub(super) name: String,
    /// The instructions of a call as they are known: of what ours is compared with.
    pub(super) figure: Option<f64>,
}

pub(super) const OURS: &str = "ours";

impl Program {
    pub(super) fn build() -> Result<Self, Failure> {
        Ok(Self { path: release::built("instructions")? })
    }

    pub(super) fn cases(&self) -> Result<Vec<Case>, Failure> {
        let text = quietly(Command::new(&self.path).arg("list"))?;
        text.lines().map(|line| parse(line).ok_or_else(|| format!("not a case: `{line}`"))).collect()
    }

    /// Of one call, by the clock on the wall.
    pub(super) fn nanoseconds(&self, case: &Case, way: &str, calls: u32) -> Result<f64, Failure> {
        let mut command = Command::new(&self.path);
        command.args([&case.name, way]).arg(calls.to_string());
        let text = quietly(&mut command)?;
        text.trim().parse().map_err(|_| format!("`{}` prints no time: `{text}`", line(&command)))
    }
}

fn parse(line: &str) -> Option<Case> {
    let mut words = line.split_whitespace();
    let name = words.next()?.to_owned();
    let budget = match words.next()? {
        "gate" => Budget::Gate(words.next()?.parse().ok()?),
        "alone" => Budget::Alone,
        _ => return None,
    };
    let calls = words.next()?.parse().ok()?;
    let ours = (budget != Budget::Alone).then(|| Way { name: OURS.into(), figure: None });
    let baselines = words.map(baseline).collect::<Option<Vec<_>>>()?;
    let ways = ours.into_iter().chain(baselines.iter().cloned()).collect();
    (!baselines.is_empty()).then_some(Case { name, budget, calls, ways })
}

/// `by-hand=402000`
fn baseline(word: &str) -> Option<Way> {
    let (name, figure) = word.split_once('=')?;
    Some(Way { name: name.to_owned(), figure: Some(figure.parse().ok()?) })
}

#[cfg(test)]
mod tests {
    use super::{Budget, parse};

    #[test]
    fn cases() {
        let case = parse("get gate 1 100 by-hand=2 serde_dynamo=3").unwrap();
        let ways: Vec<_> = case.ways.iter().map(|way| (&*way.name, way.figure)).collect();
        assert_eq!(ways, [("ours", None), ("by-hand", Some(2.0)), ("serde_dynamo", Some(3.0))]);
        assert!(case.budget == Budget::Gate(1.0) && case.calls == 100);
        let alone = parse("sdk-call alone 100 by-hand=2").unwrap();
        assert!(alone.budget == Budget::Alone && alone.ways.len() == 1);
        for wrong in [
            "",
            "get",
            "get gate 1",
            "get gate 100 a=1",
            "get 1 100 a=1",
            "get gate 1 9 a",
            "x gate y 1 a=1",
            "x aim 1 1 a=1",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
