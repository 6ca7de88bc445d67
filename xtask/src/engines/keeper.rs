//! The process that the servers belong to, from both sides.
//!
//! It is a child of `cargo xtask test` in a process group of its own, so that Ctrl-C in the terminal does not reach it, and
//! holds the reading end of a pipe. When the pipe closes, it stops the servers, removes their folder, and ends.

use std::{
    env,
    io::{self, BufRead, BufReader, Read, Write},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use super::{
    dynamodb_local,
    plan::{Plan, Started},
    postgres,
    run_folder::RunFolder,
    server::Server,
};
use crate::Failure;

/// The word of the hidden command; see `main`.
pub(crate) const KEEP: &str = "keep-servers";
const READY: &str = "ready";
/// More than the servers take to stop.
const STOP: Duration = Duration::from_secs(60);

/// The keeper, seen by the process that started it.
pub(super) struct Keeper {
    child: Child,
}

impl Keeper {
    /// Starts the servers; returns when all of them answer.
    pub(super) fn start(plan: &Plan) -> Result<(Self, Vec<Started>), Failure> {
        let failure = |error: io::Error| format!("the keeper of the servers did not start: {error}");
        let mut command = Command::new(env::current_exe().map_err(failure)?);
        command.arg(KEEP).args(plan.words()).stdin(Stdio::piped()).stdout(Stdio::piped());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(failure)?;
        let answers = child.stdout.take();
        let keeper = Self { child };
        let started = listen(BufReader::new(answers.ok_or("the keeper has no output")?));
        Ok((keeper, started.ok_or("the servers of the tests did not start; the reason is above")?))
    }

    /// Whether the keeper is gone. It goes by itself only when a server did.
    pub(super) fn ended(&mut self) -> Result<bool, Failure> {
        self.child.try_wait().map(|status| status.is_some()).map_err(|error| error.to_string())
    }

    /// Closes the pipe and waits until everything has stopped.
    pub(super) fn stop(mut self) -> Result<(), Failure> {
        if self.close() { Ok(()) } else { Err("a server of the tests stopped before the end; its log is above".into()) }
    }

    fn close(&mut self) -> bool {
        drop(self.child.stdin.take());
        let start = Instant::now();
        while start.elapsed() < STOP {
            match self.child.try_wait() {
                Ok(None) => thread::sleep(Duration::from_millis(20)),
                Ok(Some(status)) => return status.success(),
                Err(_) => return false,
            }
        }
        // The kernel tells the servers where it can.
        let _ = self.child.kill();
        let _ = self.child.wait();
        false
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.close();
    }
}

/// What was started, when all of it was.
fn listen(answers: impl BufRead) -> Option<Vec<Started>> {
    let mut started = Vec::new();
    for line in answers.lines().map_while(Result::ok) {
        if line == READY {
            return Some(started);
        }
        started.extend(Started::parse(&line));
    }
    None
}

/// The keeper itself: starts what the words say, reports on stdout, and ends with its stdin.
pub(crate) fn keep(words: &[&str]) -> Result<(), Failure> {
    let plan = Plan::parse(words)?;
    // Declared first, removed last.
    let mut run = RunFolder::new()?;
    let mut servers = Vec::new();
    if let Some(found) = &plan.local {
        let (server, version, address) = dynamodb_local::start(found, &run)?;
        servers.push(server);
        say(&Started { variable: dynamodb_local::VARIABLE.into(), version, address }.line());
    }
    if let Some(found) = &plan.postgres {
        let (server, version, address) = postgres::start(found, &mut run)?;
        servers.push(server);
        say(&Started { variable: postgres::VARIABLE.into(), version, address }.line());
    }
    say(READY);
    watch(&mut servers)
}

/// When nobody listens any more, the other pipe is closed too, and [`watch`] sees it.
fn say(line: &str) {
    let mut output = io::stdout().lock();
    let _ = writeln!(output, "{line}").and_then(|()| output.flush());
}

/// Until the pipe closes, or a server stops by itself.
fn watch(servers: &mut [Server]) -> Result<(), Failure> {
    let (closed, closing) = mpsc::channel::<()>();
    thread::spawn(move || {
        let _ = io::stdin().lock().read_to_end(&mut Vec::new());
        drop(closed);
    });
    while closing.recv_timeout(Duration::from_millis(250)) == Err(RecvTimeoutError::Timeout) {
        if let Some(failure) = servers.iter_mut().find_map(Server::ended) {
            return Err(failure);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::listen;

    #[test]
    fn without_the_last_word_nothing_counts() {
        assert_eq!(listen("V\t1\thttp\n".as_bytes()), None);
        assert_eq!(listen("V\t1\thttp\nready\n".as_bytes()).map(|started| started.len()), Some(1));
    }
}
