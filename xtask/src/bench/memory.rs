//! `cargo xtask bench --memory`: a stream keeps no more of a long table in memory than of a short one.

use std::{path::Path, process::Command};

use super::{Options, release};
use crate::{Failure, command::line};

/// What is streamed, and how much more memory ten times as much may take.
const SHORT: u32 = 20_000;
const LONG: u32 = 200_000;
const MORE: u64 = 10 * 1024 * 1024;

pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let program = release::built("memory")?;
    let (short, long) = (peak(&program, SHORT)?, peak(&program, LONG)?);
    println!("\npeak of resident memory: {SHORT} items {short} bytes, {LONG} items {long} bytes");
    if options.check { verdict(short, long) } else { Ok(()) }
}

fn verdict(short: u64, long: u64) -> Result<(), Failure> {
    let more = long.saturating_sub(short);
    if more <= MORE { Ok(()) } else { Err(format!("the long stream takes {more} bytes more, and may take {MORE}")) }
}

fn peak(program: &Path, items: u32) -> Result<u64, Failure> {
    let mut command = Command::new(program);
    command.arg(items.to_string());
    let output = command.output().map_err(|error| format!("`{}`: {error}", line(&command)))?;
    let text = String::from_utf8_lossy(&output.stdout).trim().parse().ok();
    text.filter(|_| output.status.success()).ok_or_else(|| {
        format!("`{}` failed ({})\n{}", line(&command), output.status, String::from_utf8_lossy(&output.stderr))
    })
}

#[cfg(test)]
mod tests {
    use super::{MORE, verdict};

    #[test]
    fn ten_megabytes_more_are_allowed() {
        assert!(verdict(5, 5 + MORE).is_ok() && verdict(9, 5).is_ok());
        assert!(verdict(5, 6 + MORE).is_err());
    }
}
