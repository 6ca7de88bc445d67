//! One round of one peer: an empty table, its program, the lines that it prints.

use std::process::{self, Command};

use super::{install::Installed, list::Peer};
use crate::{Failure, command::quietly};

/// What is done, and how many times in one round.
pub(super) const OPERATIONS: [(&str, u32); 4] = [("get", 500), ("put", 500), ("query", 50), ("batch", 2)];

/// What one operation took, in seconds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sample {
    pub(super) operation: String,
    pub(super) wall: f64,
    /// Of the peer's process, in user and system mode.
    pub(super) cpu: f64,
}

pub(super) fn round(installed: &Installed, server: &str, peer: &Peer) -> Result<Vec<Sample>, Failure> {
    // Of this run: the server may be somebody else's, and another run's, too.
    let table = format!("peers-{}-{}-orders", process::id(), peer.name);
    let tables = |verb: &str| {
        let mut command = installed.module("peers.tables");
        quietly(on(server, command.arg(verb).arg(&table).args(peer.key)))
    };
    tables("create")?;
    let mut program = installed.program(peer);
    program.arg(&table).args(OPERATIONS.map(|(operation, count)| format!("{operation}:{count}")));
    let printed = quietly(on(server, &mut program));
    tables("delete")?;
    samples(&printed?).map_err(|error| format!("{}: {error}", peer.name))
}

/// Nothing else of the environment may say where to go, or as whom.
fn on<'a>(server: &str, command: &'a mut Command) -> &'a mut Command {
    command.env("AWS_ENDPOINT_URL_DYNAMODB", server).env("NO_PROXY", "127.0.0.1,localhost").env_remove("AWS_PROFILE");
    command.env("AWS_REGION", "eu-west-1").env("AWS_DEFAULT_REGION", "eu-west-1");
    command.env("AWS_ACCESS_KEY_ID", "peers").env("AWS_SECRET_ACCESS_KEY", "peers").env_remove("AWS_SESSION_TOKEN")
}

/// One line for each operation: its name, how many times, seconds, seconds of the CPU.
fn samples(printed: &str) -> Result<Vec<Sample>, Failure> {
    let samples: Vec<Sample> = printed.lines().filter_map(sample).collect();
    let operations = samples.iter().map(|sample| &*sample.operation);
    if operations.eq(OPERATIONS.map(|(operation, _)| operation)) {
        Ok(samples)
    } else {
        Err(format!("it did not print a line for each operation:\n{printed}"))
    }
}

fn sample(line: &str) -> Option<Sample> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [operation, count, wall, cpu] = words[..] else { return None };
    let count: f64 = count.parse().ok().filter(|count| *count > 0.0)?;
    let (wall, cpu): (f64, f64) = (wall.parse().ok()?, cpu.parse().ok()?);
    Some(Sample { operation: operation.to_owned(), wall: wall / count, cpu: cpu / count })
}

#[cfg(test)]
mod tests {
    use super::{Sample, sample, samples};

    #[test]
    fn a_line_is_a_sample() {
        let expected = Sample { operation: "get".into(), wall: 0.25, cpu: 0.125 };
        assert_eq!(sample("get 4 1.0 0.5"), Some(expected));
        for wrong in ["", "get", "get 4 1.0", "get x 1.0 0.5", "get 0 1.0 0.5", "get 4 1.0 0.5 9"] {
            assert_eq!(sample(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_operation_has_its_line() {
        let all = "get 1 1 1\nput 1 1 1\na word of a library\nquery 1 1 1\nbatch 1 1 1\n";
        assert_eq!(samples(all).unwrap().len(), 4);
        assert!(samples("get 1 1 1\nput 1 1 1\nquery 1 1 1\n").is_err());
    }
}
