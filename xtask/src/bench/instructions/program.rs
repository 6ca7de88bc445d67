//! The program that is counted: `dynamo-core/benches/instructions`.

use std::{path::PathBuf, process::Command};

use crate::{Failure, bench::release};

pub(super) struct Program {
    pub(super) path: PathBuf,
}

/// One row of what the program can do.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Case {
    pub(super) name: String,
    /// Ours over the baseline, at most.
    pub(super) budget: f64,
    /// Whether to be over it is a failure.
    pub(super) is_gate: bool,
    pub(super) calls: u32,
    /// Ours first, the baseline last.
    pub(super) ways: Vec<String>,
}

impl Program {
    pub(super) fn build() -> Result<Self, Failure> {
        Ok(Self { path: release::built("instructions")? })
    }

    pub(super) fn cases(&self) -> Result<Vec<Case>, Failure> {
        let output = Command::new(&self.path).arg("list").output().map_err(|error| error.to_string())?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.lines().map(|line| parse(line).ok_or_else(|| format!("not a case: `{line}`"))).collect()
    }
}

fn parse(line: &str) -> Option<Case> {
    let mut words = line.split_whitespace();
    let name = words.next()?.to_owned();
    let budget = words.next()?.parse().ok()?;
    let is_gate = match words.next()? {
        "gate" => true,
        "aim" => false,
        _ => return None,
    };
    let calls = words.next()?.parse().ok()?;
    let ways: Vec<String> = words.map(str::to_owned).collect();
    (ways.len() >= 2).then_some(Case { name, budget, is_gate, calls, ways })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn cases() {
        let case = parse("get 1 gate 100 ours serde_dynamo").unwrap();
        assert!(case.is_gate && case.calls == 100 && case.ways == ["ours", "serde_dynamo"]);
        for wrong in
            ["", "get", "get 1 gate perhaps ours by-hand", "get 1 100 ours a", "get 1 aim 100 ours", "get x aim 1 a b"]
        {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
