//! Programs from the Python package index, in virtual environments of the build folder.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Failure, command::quietly, engines, repository};

/// The programs of a virtual environment that has what the lock file lists: made anew when that has changed.
pub(crate) fn programs(folder: &Path, lock: &str) -> Result<PathBuf, Failure> {
    let (environment, lock) = (folder.join("venv"), repository::root().join(lock));
    let (programs, done) = (environment.join("bin"), environment.join("requirements.txt"));
    let wanted = repository::read(&lock)?;
    if fs::read_to_string(&done).is_ok_and(|installed| installed == wanted) {
        return Ok(programs);
    }
    println!("\n==> what {} lists\n    into {}", lock.display(), environment.display());
    quietly(Command::new(engines::python()?.path).args(["-m", "venv", "--clear"]).arg(&environment))?;
    let mut install = Command::new(programs.join("python"));
    install.args(["-m", "pip", "install", "--quiet", "--require-hashes", "-r"]).arg(&lock);
    quietly(&mut install).map_err(|error| format!("the Python package index must answer once: {error}"))?;
    repository::write(&done, &wanted)?;
    Ok(programs)
}
