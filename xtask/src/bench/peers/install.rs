//! The programs: the Rust ones are built, the Python ones get a virtual environment; each as its lock file says.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::list::{Kind, Peer};
use crate::{
    Failure,
    command::{cargo, quietly, step},
    engines, repository,
};

/// Two, since one of the Rust peers and ours cannot agree on the version of a dependency.
const WORKSPACES: [&str; 2] = ["benches/peers/rust/Cargo.toml", "benches/peers/rust/toasty/Cargo.toml"];
const PYTHON: &str = "benches/peers/python";

pub(super) struct Installed {
    python: PathBuf,
}

impl Installed {
    /// Builds and downloads what is not here yet.
    pub(super) fn all() -> Result<Self, Failure> {
        for workspace in WORKSPACES {
            let mut command = cargo(&["build", "--release", "--locked", "--manifest-path", workspace, "--target-dir"]);
            command.arg(repository::target());
            step("the peers in Rust", command)?;
        }
        Ok(Self { python: environment()? })
    }

    /// What runs the peer; its words come next.
    pub(super) fn program(&self, peer: &Peer) -> Command {
        if peer.kind == Kind::Python {
            let mut command = self.module("peers");
            command.arg(peer.name);
            return command;
        }
        Command::new(repository::target().join("release").join(format!("peer-{}", peer.name)))
    }

    /// What runs a module of `benches/peers/python`.
    pub(super) fn module(&self, module: &str) -> Command {
        let mut command = Command::new(&self.python);
        command.args(["-m", module]).current_dir(repository::root().join(PYTHON));
        command.env("PYTHONPYCACHEPREFIX", folder().join("pycache"));
        command
    }
}

fn folder() -> PathBuf {
    repository::target().join("peers")
}

/// The Python of a virtual environment that has what the lock file lists.
fn environment() -> Result<PathBuf, Failure> {
    let (environment, lock) = (folder().join("venv"), repository::root().join(PYTHON).join("requirements.txt"));
    let (python, done) = (environment.join("bin").join("python"), environment.join("requirements.txt"));
    let wanted = repository::read(&lock)?;
    if fs::read_to_string(&done).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    println!("\n==> the peers in Python\n    into {}", environment.display());
    create(&environment)?;
    quietly(Command::new(&python).args(["-m", "pip", "install", "--quiet", "--require-hashes", "-r"]).arg(&lock))
        .map_err(|error| format!("the Python package index must answer once: {error}"))?;
    repository::write(&done, &wanted)?;
    Ok(python)
}

/// A new one, whatever was there.
fn create(environment: &Path) -> Result<(), Failure> {
    let python = engines::python()?.path;
    quietly(Command::new(python).args(["-m", "venv", "--clear"]).arg(environment)).map(drop)
}
