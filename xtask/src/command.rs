//! Running other programs, and saying which.

use std::{
    env,
    process::{Command, Stdio},
};

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

/// Runs a program whose output matters only when it fails: then its end is in the failure.
pub(crate) fn quietly(command: &mut Command) -> Result<String, Failure> {
    let line = line(command);
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("`{line}` did not start: {error}"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() {
        return Ok(text(&output.stdout));
    }
    let said = last_lines(&text(&[output.stdout, output.stderr].concat()), 15);
    Err(format!("`{line}` failed ({}):\n{said}", output.status))
}

/// The last lines of a text that are not empty, indented.
pub(crate) fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let from = lines.len().saturating_sub(count);
    lines[from..].iter().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::last_lines;

    #[test]
    fn the_end_of_a_log() {
        assert_eq!(last_lines("one\n\ntwo\nthree\n", 2), "    two\n    three");
        assert_eq!(last_lines("one\n", 2), "    one");
        assert_eq!(last_lines("", 2), "");
    }
}
