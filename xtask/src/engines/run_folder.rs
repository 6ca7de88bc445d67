//! The folder of one run: logs, temporary files and the data of PostgreSQL. It is gone when the run is.

use std::{
    env,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process,
};

use super::{account::Launcher, lock};
use crate::{Failure, repository};

/// A folder that belongs to this process while its file `lock` is locked; the system unlocks it when we die.
pub(super) struct RunFolder {
    path: PathBuf,
    outside: Option<PathBuf>,
    _lock: File,
}

/// In a run's folder: the path of the folder outside.
const OUTSIDE: &str = "outside";

impl RunFolder {
    /// A new one, below the build folder. What killed runs left behind is removed.
    pub(super) fn new() -> Result<Self, Failure> {
        Self::below(&lock::folder().join("runs"))
    }

    fn below(runs: &Path) -> Result<Self, Failure> {
        let _one_at_a_time = lock::take("runs")?;
        sweep(runs);
        let failure = |error: io::Error| format!("{}: {error}", runs.display());
        fs::create_dir_all(runs).map_err(failure)?;
        let names = (1..).map(|number: u32| runs.join(number.to_string()));
        let path = names.into_iter().find(|path| !path.exists()).ok_or("no name for a folder is left")?;
        fs::create_dir(&path).map_err(failure)?;
        let file = File::create(path.join("lock")).map_err(failure)?;
        file.lock().map_err(failure)?;
        Ok(Self { path, outside: None, _lock: file })
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// A new folder that the launched server owns: here, or in the system's temporary folder when the server's account
    /// cannot come here (a checkout below `/root`).
    pub(super) fn owned_by(&mut self, launcher: &Launcher, name: &str) -> Result<PathBuf, Failure> {
        let folder = if launcher.can_enter(&self.path) { self.file(name) } else { self.outside(name)? };
        fs::create_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        launcher.give(&folder)?;
        Ok(folder)
    }

    /// A path in the system's temporary folder, written down for the sweep.
    fn outside(&mut self, name: &str) -> Result<PathBuf, Failure> {
        let random = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let path = env::temp_dir().join(format!("dynamo-xtask-{name}-{}-{random}", process::id()));
        repository::write(&self.file(OUTSIDE), &path.to_string_lossy())?;
        self.outside = Some(path.clone());
        Ok(path)
    }
}

impl Drop for RunFolder {
    fn drop(&mut self) {
        // Locked, since a sweep beside us would give our name to another run while we still delete.
        let _one_at_a_time = lock::take("runs");
        if let Some(outside) = &self.outside {
            let _ = fs::remove_dir_all(outside);
        }
        remove(&self.path);
    }
}

/// Removes the folders whose process is gone.
fn sweep(runs: &Path) {
    let folders = fs::read_dir(runs).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    for folder in folders {
        let alive = File::open(folder.join("lock")).is_ok_and(|file| file.try_lock().is_err());
        if !alive {
            remove(&folder);
        }
    }
}

/// What cannot be removed now is left for the next sweep.
fn remove(folder: &Path) {
    if let Ok(outside) = fs::read_to_string(folder.join(OUTSIDE)) {
        let _ = fs::remove_dir_all(outside);
    }
    let _ = fs::remove_dir_all(folder);
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::RunFolder;
    use crate::engines::lock;

    #[test]
    fn a_folder_lives_as_long_as_its_run() {
        let runs = lock::folder().join(format!("runs-of-a-test-{}", std::process::id()));
        let left = runs.join("1");
        fs::create_dir_all(&left).unwrap();
        fs::write(left.join("lock"), "").unwrap();
        fs::write(left.join("log"), "of a run that was killed").unwrap();

        let first = RunFolder::below(&runs).unwrap();
        assert_eq!(first.path, left);
        assert!(!first.file("log").exists());
        let second = RunFolder::below(&runs).unwrap();
        assert_eq!(second.path, runs.join("2"));
        assert!(first.path.exists());

        drop(first);
        assert!(!left.exists());
        assert!(second.path.exists());
        drop(second);
        fs::remove_dir(&runs).unwrap();
    }
}
