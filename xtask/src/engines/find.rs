//! Programs that are here already.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::version::{self, Version};

/// A program and its version.
#[derive(Debug, Clone)]
pub(crate) struct Tool {
    pub(crate) path: PathBuf,
    pub(crate) version: Version,
}

/// Asks a program for its version; Java answers on stderr.
pub(super) fn probe(path: &Path, question: &str) -> Option<Tool> {
    let output = Command::new(path).arg(question).stdin(Stdio::null()).output().ok()?;
    let text = [output.stdout, output.stderr].concat();
    let version = version::parse(&String::from_utf8_lossy(&text)).filter(|_| output.status.success())?;
    Some(Tool { path: path.to_owned(), version })
}

/// The first program of at least that version.
pub(super) fn first(paths: Vec<PathBuf>, question: &str, least: u32) -> Option<Tool> {
    paths.iter().filter_map(|path| probe(path, question)).find(|tool| tool.version.major >= least)
}

/// The newest program of at least that version; of equals, the first.
pub(super) fn newest(paths: Vec<PathBuf>, question: &str, least: u32) -> Option<Tool> {
    let tools = paths.iter().rev().filter_map(|path| probe(path, question));
    tools.filter(|tool| tool.version.major >= least).max_by_key(|tool| tool.version.major)
}

/// All programs of that name on the path, in its order.
pub(crate) fn on_path(name: &str) -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let programs = env::split_paths(&path).map(|folder| folder.join(executable(name)));
    programs.filter(|program| program.is_file()).collect()
}

/// Programs of that name in `bin` of the subfolders of `folder` whose names start with `prefix`.
pub(super) fn below(folder: &str, prefix: &str, name: &str) -> Vec<PathBuf> {
    let Ok(listing) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let folders =
        listing.filter_map(Result::ok).filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix));
    let programs = folders.map(|entry| entry.path().join("bin").join(executable(name)));
    let mut programs: Vec<PathBuf> = programs.filter(|program| program.is_file()).collect();
    programs.sort();
    programs
}

pub(super) fn executable(name: &str) -> String {
    format!("{name}{}", env::consts::EXE_SUFFIX)
}
