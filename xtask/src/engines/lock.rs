//! Locks between runs of xtask that share a build folder.

use std::{
    fs::{self, File},
    path::PathBuf,
};

use crate::{Failure, repository};

/// Where downloads, data folders and locks are.
pub(super) fn folder() -> PathBuf {
    repository::target().join("engines")
}

/// Waits for the lock of that name. It is released when the file is dropped, at the latest with the process.
pub(super) fn take(name: &str) -> Result<File, Failure> {
    let path = folder().join(format!("{name}.lock"));
    let failure = |error: std::io::Error| format!("{}: {error}", path.display());
    fs::create_dir_all(folder()).map_err(failure)?;
    let file = File::create(&path).map_err(failure)?;
    file.lock().map_err(failure)?;
    Ok(file)
}
