//! One run under callgrind.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::program::{Case, Program};
use crate::{Failure, command::line, repository::target};

pub(super) struct Callgrind<'p> {
    valgrind: PathBuf,
    program: &'p Path,
    /// Where the profiles are kept, one for each case and way.
    folder: PathBuf,
}

impl<'p> Callgrind<'p> {
    pub(super) fn new(valgrind: PathBuf, program: &'p Program) -> Result<Self, Failure> {
        let folder = target().join("bench-instructions");
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Self { valgrind, program: &program.path, folder })
    }

    /// The instructions of one call.
    pub(super) fn per_call(&self, case: &Case, way: &str) -> Result<f64, Failure> {
        // What is done for the first calls only, such as filling caches, is in both runs.
        let few = self.total(case, way, case.calls)?;
        let more = self.total(case, way, 3 * case.calls)?;
        Ok((more - few) / f64::from(2 * case.calls))
    }

    /// The profile of the longer run is what stays.
    fn total(&self, case: &Case, way: &str, calls: u32) -> Result<f64, Failure> {
        let profile = self.folder.join(format!("{}.{way}.callgrind", case.name));
        let mut command = Command::new(&self.valgrind);
        command.arg("--tool=callgrind").arg(format!("--callgrind-out-file={}", profile.display()));
        command.arg(self.program).args([&case.name, way]).arg(calls.to_string());
        let output = command.output().map_err(|error| format!("`{}`: {error}", line(&command)))?;
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let total = collected(&text).filter(|_| output.status.success());
        total.ok_or_else(|| format!("`{}` failed ({})\n{text}", line(&command), output.status))
    }

    pub(super) fn profiles(&self) -> String {
        self.folder.join("*.callgrind").display().to_string()
    }
}

/// `==1== Collected : 123456`
fn collected(text: &str) -> Option<f64> {
    text.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::collected;

    #[test]
    fn the_count_is_in_what_callgrind_says_at_the_end() {
        assert_eq!(collected("==7== Events    : Ir\n==7== Collected : 123456\n==7==\n"), Some(123_456.0));
        assert_eq!(collected("==7== Command: x\n"), None);
    }
}
