//! Running other programs, and saying which.

use std::{env, process::Command};

use crate::{Failure, repository};

/// Cargo, at the root of the workspace, in the toolchain that runs xtask.
pub(crate) fn cargo(words: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(words).current_dir(repository::root());
    command
}

/// Prints what is about to run, runs it, and fails when it fails.
pub(crate) fn step(title: &str, mut command: Command) -> Result<(), Failure> {
    let line = line(&command);
    println!("\n==> {title}\n    {line}");
    let status = command.status().map_err(|error| format!("`{line}` did not start: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{title} failed: `{line}` ({status})")) }
}

/// The command as one would type it.
pub(crate) fn line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let program = program.file_name().unwrap_or(command.get_program());
    let words = command.get_args().map(|word| word.to_string_lossy().into_owned());
    std::iter::once(program.to_string_lossy().into_owned()).chain(words).collect::<Vec<_>>().join(" ")
}
