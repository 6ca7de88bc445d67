//! PostgreSQL: the system's programs, a data folder of our own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{
    account::Launcher,
    find::{self, Tool},
    packages, port,
    run_folder::RunFolder,
    server::Server,
};
use crate::{Failure, command::quietly};

pub(super) const NAME: &str = "PostgreSQL";
pub(super) const VARIABLE: &str = "DYNAMO_TEST_POSTGRES";

const OLDEST: u32 = 15;
const USER: &str = "dynamo";

/// Tried one after the other, since not every build and every system has each. Sort orders that differ from the order
/// of bytes come first: a query that forgets to ask for bytes shall fail here.
const LOCALES: &[&[&str]] = &[
    &["--locale=C", "--locale-provider=icu", "--icu-locale=en-US"],
    &["--locale=en_US.UTF-8"],
    &["--locale=C.UTF-8"],
    &["--locale=C"],
];

/// What a start needs: `initdb` and `pg_ctl` are in the same folder.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) postgres: Tool,
}

pub(super) fn find_or_install() -> Result<Found, Failure> {
    let find = || find::newest(servers(), "--version", OLDEST);
    Ok(Found { postgres: packages::POSTGRES.find_or_install(find)? })
}

fn servers() -> Vec<PathBuf> {
    let mut all = find::on_path("postgres");
    all.extend(find::below("/usr/lib/postgresql", "", "postgres"));
    all.extend(find::below("/usr", "pgsql-", "postgres"));
    for brew in ["/opt/homebrew/opt", "/usr/local/opt"] {
        all.extend(find::below(brew, "postgresql", "postgres"));
    }
    // A link on the path may stand alone; `initdb` is beside what it points to.
    all.into_iter()
        .filter_map(|path| path.canonicalize().ok())
        .filter(|path| path.with_file_name("initdb").exists())
        .collect()
}

/// A running server with its version and address.
pub(super) fn start(found: &Found, run: &mut RunFolder) -> Result<(Server, String, String), Failure> {
    let launcher = Launcher::not_as_root()?;
    let programs = Programs { launcher: &launcher, server: &found.postgres.path };
    let home = run.owned_by(&launcher, "postgres")?;
    programs.create(&home)?;
    let log = run.file("postgres.log");
    port::with_free(|port| {
        let mut server = Server::launch(NAME, programs.run(&home, port), &log)?;
        server.wait_until(|| is_ready(&home))?;
        server.stop_with(programs.stop(&home));
        let address = format!("postgres://{USER}@127.0.0.1:{port}/postgres");
        Ok((server, found.postgres.version.text.clone(), address))
    })
}

/// The commands of one installation.
struct Programs<'a> {
    launcher: &'a Launcher,
    server: &'a Path,
}

impl Programs<'_> {
    /// Creates the data folder.
    fn create(&self, home: &Path) -> Result<(), Failure> {
        let mut failure = Failure::new();
        for locale in LOCALES {
            match quietly(&mut self.initdb(home, locale)) {
                Ok(_) => return Ok(()),
                Err(other) => failure = other,
            }
        }
        Err(failure)
    }

    fn initdb(&self, home: &Path, locale: &[&str]) -> Command {
        let mut command = self.launcher.tool(&self.server.with_file_name(find::executable("initdb")));
        // The data folder is never used after a crash of the system; later commits are synced as ever.
        command.args(["--no-sync", "--no-instructions", "--auth=trust", "--encoding=UTF8"]).args(locale);
        command.args(["--username", USER, "--pgdata"]).arg(data(home)).current_dir(home);
        command
    }

    /// TCP only: the path of a socket in a deep build folder would be too long.
    fn run(&self, home: &Path, port: u16) -> Command {
        let mut command = self.launcher.server(self.server, "INT");
        command.arg("-D").arg(data(home)).args(["-p", &port.to_string()]);
        command.args([
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=200",
        ]);
        command.current_dir(home);
        command
    }

    fn stop(&self, home: &Path) -> Command {
        let mut command = self.launcher.tool(&self.server.with_file_name(find::executable("pg_ctl")));
        command.args(["stop", "-m", "fast", "-t", "15", "-D"]).arg(data(home)).current_dir(home);
        command
    }
}

fn data(home: &Path) -> PathBuf {
    home.join("data")
}

/// The server writes its state into the eighth line of its lock file; nobody else on our port can fool that.
fn is_ready(home: &Path) -> bool {
    let text = fs::read_to_string(data(home).join("postmaster.pid")).unwrap_or_default();
    text.lines().nth(7).is_some_and(|state| state.trim() == "ready")
}

#[cfg(test)]
mod tests {
    use std::{net::TcpStream, path::Path};

    use super::{LOCALES, Programs, start};
    use crate::{
        command::line,
        engines::{account::Launcher, postgres, run_folder::RunFolder},
    };

    #[test]
    fn it_listens_to_this_machine_only() {
        let launcher = Launcher::as_we_are();
        let programs = Programs { launcher: &launcher, server: Path::new("bin/postgres") };
        let line = line(&programs.run(Path::new("home"), 4711));
        assert!(line.contains("-p 4711 -c listen_addresses=127.0.0.1 -c unix_socket_directories= "), "{line}");
        assert!(!line.contains("fsync"), "durability is not switched off: {line}");
    }

    #[test]
    fn initdb_and_pg_ctl_stand_beside_the_server() {
        let launcher = Launcher::as_we_are();
        let programs = Programs { launcher: &launcher, server: Path::new("bin/postgres") };
        assert_eq!(programs.initdb(Path::new("home"), LOCALES[0]).get_program(), "bin/initdb");
        assert_eq!(programs.stop(Path::new("home")).get_program(), "bin/pg_ctl");
    }

    #[test]
    #[ignore = "needs PostgreSQL; `cargo xtask test` does the same"]
    fn it_starts_and_stops() {
        let found = postgres::find_or_install().unwrap();
        let mut run = RunFolder::new().unwrap();
        let (server, version, address) = start(&found, &mut run).unwrap();
        let place = address.strip_prefix("postgres://dynamo@").unwrap().strip_suffix("/postgres").unwrap();
        assert!(TcpStream::connect(place).is_ok() && !version.is_empty());
        drop(server);
        assert!(TcpStream::connect(place).is_err());
    }
}
