//! Programs that are not here yet: installed as root with apt, else named.

use std::{process::Command, sync::OnceLock};

use super::{account, find, lock};
use crate::{Failure, command::quietly};

/// A program, and what its package is called.
pub(super) struct Package {
    what: &'static str,
    /// Tried one after the other: not every release has the first.
    debian: &'static [&'static str],
    fedora: &'static str,
    brew: &'static str,
}

pub(super) const JAVA: Package = Package {
    what: "Java 17 or newer",
    debian: &["openjdk-17-jre-headless", "default-jre-headless"],
    fedora: "java-latest-openjdk-headless",
    brew: "openjdk",
};

pub(super) const NPM: Package = Package { what: "npm", debian: &["npm"], fedora: "npm", brew: "node" };

pub(super) const POSTGRES: Package = Package {
    what: "PostgreSQL 15 or newer (the server, with `initdb`)",
    debian: &["postgresql"],
    fedora: "postgresql-server",
    brew: "postgresql@17",
};

pub(super) const VALGRIND: Package =
    Package { what: "Valgrind", debian: &["valgrind"], fedora: "valgrind", brew: "valgrind" };

pub(super) const PYTHON: Package =
    Package { what: "Python 3.11 or newer, with `venv`", debian: &["python3-venv"], fedora: "python3", brew: "python" };

pub(super) const CHROMIUM: Package =
    Package { what: "Chromium", debian: &["chromium"], fedora: "chromium-headless", brew: "--cask chromium" };

impl Package {
    /// What `find` finds; when it finds nothing and we may, after an installation.
    pub(super) fn find_or_install<T>(&self, find: impl Fn() -> Option<T>) -> Result<T, Failure> {
        if let Some(found) = find() {
            return Ok(found);
        }
        if !account::is_root() || find::on_path("apt-get").is_empty() {
            return Err(self.advice());
        }
        let _lock = lock::take("install")?;
        let mut failures = Vec::new();
        for name in self.debian {
            // Another run may have installed it while we waited for the lock.
            if let Some(found) = find() {
                return Ok(found);
            }
            failures.extend(apt(name).err());
        }
        find().ok_or_else(|| [vec![self.advice()], failures].concat().join("\n"))
    }

    /// What to type, on the systems we know.
    pub(super) fn advice(&self) -> String {
        let Self { what, debian, fedora, brew } = self;
        let debian = debian.first().copied().unwrap_or_default();
        format!(
            "install {what}\n    \
             Debian, Ubuntu: sudo apt-get install {debian}\n    \
             Fedora:         sudo dnf install {fedora}\n    \
             macOS:          brew install {brew}\n    \
             elsewhere:      any package of {what} whose programs are on the PATH"
        )
    }
}

/// Installs one package, after the first `apt-get update` of this run.
fn apt(name: &str) -> Result<(), Failure> {
    static UPDATED: OnceLock<Result<(), Failure>> = OnceLock::new();
    eprintln!("installing {name} (apt-get)");
    // Lists that could not be fetched may still be good enough for the installation.
    if let Err(failure) = UPDATED.get_or_init(|| quietly(apt_get().arg("update")).map(drop)) {
        eprintln!("{failure}");
    }
    quietly(apt_get().args(["install", "--yes", "--no-install-recommends", name])).map(drop)
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.args(["-o", "DPkg::Lock::Timeout=300"]).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

#[cfg(test)]
mod tests {
    use super::{JAVA, POSTGRES};

    #[test]
    fn advice_names_the_package_of_each_system() {
        let advice = JAVA.advice();
        assert!(advice.contains("apt-get install openjdk-17-jre-headless\n"), "{advice}");
        assert!(advice.contains("brew install openjdk\n"), "{advice}");
        assert!(POSTGRES.advice().contains("dnf install postgresql-server\n"));
    }

    #[test]
    fn what_is_here_is_not_installed() {
        assert_eq!(JAVA.find_or_install(|| Some(1)), Ok(1));
    }
}
