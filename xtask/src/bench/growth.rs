//! `cargo xtask bench --growth`: an item among many takes no more time, and no more memory, than one among few.

use std::{fmt::Write, path::Path, process::Command};

use super::{Options, release};
use crate::{Failure, command::line};

/// The same work, for more and more items. The first is what the others are compared with.
struct Growth {
    work: &'static str,
    /// Items, and segments of a scan.
    sizes: &'static [(u64, u64)],
    memory: Memory,
}

enum Memory {
    /// What is read is not kept: this much more, at most, than the first takes.
    More(u64),
    /// What is written is kept until it is done: this much of an item, at most, of what one of the first takes.
    OfAnItem(f64),
}

const TEN_MEGABYTES: u64 = 10 * 1024 * 1024;
/// An item of the last may take so much of the time of one of the first. Work that grows with what is there takes ten times and more.
const TIME: f64 = 1.5;

const GROWTHS: &[Growth] = &[
    Growth { work: "query", sizes: &[(20_000, 1), (200_000, 1)], memory: Memory::More(TEN_MEGABYTES) },
    Growth { work: "scan", sizes: &[(10_000, 1), (100_000, 1), (1_000_000, 1)], memory: Memory::More(TEN_MEGABYTES) },
    // Each segment has a page in memory.
    Growth {
        work: "scan",
        sizes: &[(200_000, 1), (200_000, 2), (200_000, 4), (200_000, 8)],
        memory: Memory::More(8 * TEN_MEGABYTES),
    },
    Growth { work: "batch-write", sizes: &[(10_000, 1), (100_000, 1)], memory: Memory::OfAnItem(1.25) },
];

/// What one run took.
#[derive(Debug, Clone, Copy)]
struct Cost {
    /// Of an item.
    nanoseconds: f64,
    /// The peak.
    bytes: u64,
}

pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let program = release::built("growth")?;
    let (mut table, mut over) = (heading(), Vec::new());
    for growth in GROWTHS {
        let costs = least(&program, growth, options.runs)?;
        let mut first = None;
        for ((items, segments), cost) in growth.sizes.iter().zip(costs) {
            let first = *first.get_or_insert((cost, *items));
            let verdict = growth.verdict(first, (cost, *items));
            let _ = writeln!(table, "{}", row(growth.work, (*items, *segments), cost, first.0, verdict.is_ok()));
            over.extend(verdict.err().map(|why| format!("{} of {items} in {segments}: {why}", growth.work)));
        }
    }
    println!("\n{table}");
    if options.check && !over.is_empty() { Err(over.join("\n")) } else { Ok(()) }
}

impl Growth {
    fn verdict(&self, (first, few): (Cost, u64), (cost, many): (Cost, u64)) -> Result<(), String> {
        let time = cost.nanoseconds / first.nanoseconds;
        if time > TIME || time.is_nan() {
            return Err(format!("an item takes {time:.2} of the time, and may take {TIME}"));
        }
        match self.memory {
            Memory::More(most) => {
                let more = cost.bytes.saturating_sub(first.bytes);
                if more > most { Err(format!("it takes {more} bytes more, and may take {most}")) } else { Ok(()) }
            }
            Memory::OfAnItem(most) => {
                let ratio = each(cost.bytes, many) / each(first.bytes, few);
                if ratio > most {
                    Err(format!("an item takes {ratio:.2} of the memory, and may take {most}"))
                } else {
                    Ok(())
                }
            }
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "bytes of a process")]
fn each(bytes: u64, items: u64) -> f64 {
    bytes as f64 / items as f64
}

fn heading() -> String {
    format!("{:<12} {:>9} {:>9} {:>10} {:>7} {:>10}\n", "work", "items", "segments", "ns/item", "ratio", "peak MB")
}

fn row(work: &str, (items, segments): (u64, u64), cost: Cost, first: Cost, is_kept: bool) -> String {
    let ratio = cost.nanoseconds / first.nanoseconds;
    let megabytes = each(cost.bytes, 1024 * 1024);
    let kept = if is_kept { "" } else { "  OVER" };
    format!("{work:<12} {items:>9} {segments:>9} {:>10.0} {ratio:>7.2} {megabytes:>10.1}{kept}", cost.nanoseconds)
}

/// For each size, the least of some runs: what is in the way of the others is not ours. The sizes take turns, so that a slow minute falls on all.
fn least(program: &Path, growth: &Growth, runs: usize) -> Result<Vec<Cost>, Failure> {
    println!("==> {}", growth.work);
    let mut least = vec![Cost { nanoseconds: f64::INFINITY, bytes: u64::MAX }; growth.sizes.len()];
    for _ in 0..runs {
        for ((items, segments), least) in growth.sizes.iter().zip(&mut least) {
            let cost = cost(program, growth.work, *items, *segments)?;
            least.nanoseconds = least.nanoseconds.min(cost.nanoseconds);
            least.bytes = least.bytes.min(cost.bytes);
        }
    }
    Ok(least)
}

fn cost(program: &Path, work: &str, items: u64, segments: u64) -> Result<Cost, Failure> {
    let mut command = Command::new(program);
    command.arg(work).args([items, segments].map(|number| number.to_string()));
    let output = command.output().map_err(|error| format!("`{}`: {error}", line(&command)))?;
    let cost = parse(&String::from_utf8_lossy(&output.stdout)).filter(|_| output.status.success());
    cost.ok_or_else(|| {
        format!("`{}` failed ({})\n{}", line(&command), output.status, String::from_utf8_lossy(&output.stderr))
    })
}

fn parse(text: &str) -> Option<Cost> {
    let (nanoseconds, bytes) = text.trim().split_once(' ')?;
    Some(Cost { nanoseconds: nanoseconds.parse().ok()?, bytes: bytes.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::{Cost, Growth, Memory, TEN_MEGABYTES, parse};

    fn cost(nanoseconds: f64, bytes: u64) -> Cost {
        Cost { nanoseconds, bytes }
    }

    #[test]
    fn ten_megabytes_more_are_allowed() {
        let growth = Growth { work: "scan", sizes: &[], memory: Memory::More(TEN_MEGABYTES) };
        let first = (cost(100.0, 5), 10);
        assert!(growth.verdict(first, (cost(150.0, 5 + TEN_MEGABYTES), 100)).is_ok());
        assert!(growth.verdict(first, (cost(100.0, 6 + TEN_MEGABYTES), 100)).is_err());
        assert!(growth.verdict(first, (cost(151.0, 5), 100)).is_err());
    }

    #[test]
    fn what_is_kept_may_grow_with_the_items_only() {
        let growth = Growth { work: "batch-write", sizes: &[], memory: Memory::OfAnItem(1.25) };
        let first = (cost(100.0, 1_000), 10);
        assert!(growth.verdict(first, (cost(100.0, 12_500), 100)).is_ok());
        assert!(growth.verdict(first, (cost(100.0, 12_600), 100)).is_err());
        assert!(growth.verdict((cost(0.0, 1), 1), (cost(0.0, 1), 1)).is_err());
    }

    #[test]
    fn what_the_program_prints() {
        assert_eq!(parse("7 9\n").map(|cost| cost.bytes), Some(9));
        assert!(parse("7").is_none() && parse("").is_none());
    }
}
