//! The programs: the Rust ones are built, the Python ones get a virtual environment; each as its lock file says.

use std::{path::PathBuf, process::Command};

use super::list::{Kind, Peer};
use crate::{
    Failure,
    command::{cargo, step},
    environment, repository,
};

/// Two, since one of the Rust peers and ours cannot agree on the version of a dependency.
const WORKSPACES: [&str; 2] = ["benches/peers/rust/Cargo.toml", "benches/peers/rust/toasty/Cargo.toml"];
const PYTHON: &str = "benches/peers/python";
const LOCK: &str = "benches/peers/python/requirements.txt";

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
        Ok(Self { python: environment::programs(&folder(), LOCK)?.join("python") })
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
