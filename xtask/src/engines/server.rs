//! A server we started.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use crate::{
    Failure,
    command::{last_lines, quietly},
};

/// How long a server may take to answer; a busy machine needs seconds.
const START: Duration = Duration::from_secs(90);
const STOP: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(50);

/// A running server. It is stopped when this is dropped, by the id of the process that we started.
pub(super) struct Server {
    name: &'static str,
    child: Child,
    log: PathBuf,
    /// The polite way to stop it, if there is one.
    stop: Option<Command>,
}

impl Server {
    /// Starts the command with its output in the log.
    pub(super) fn launch(name: &'static str, mut command: Command, log: &Path) -> Result<Self, Failure> {
        let failure = |error: std::io::Error| format!("{name} did not start: {error}");
        let file = File::create(log).map_err(failure)?;
        let copy = file.try_clone().map_err(failure)?;
        let child = command.stdout(file).stderr(copy).spawn().map_err(failure)?;
        Ok(Self { name, child, log: log.to_owned(), stop: None })
    }

    pub(super) fn stop_with(&mut self, command: Command) {
        self.stop = Some(command);
    }

    /// Waits until `ready` is content; the failure has the end of the log.
    pub(super) fn wait_until(&mut self, ready: impl Fn() -> bool) -> Result<(), Failure> {
        let start = Instant::now();
        loop {
            // Asked before the process: an answer of somebody else on our port does not count, since ours is gone then.
            let answered = ready();
            if let Some(failure) = self.ended() {
                return Err(failure);
            }
            if answered {
                return Ok(());
            }
            if start.elapsed() > START {
                return Err(format!("{} did not answer in {START:?}; {}", self.name, self.end_of_log()));
            }
            thread::sleep(PAUSE);
        }
    }

    /// Whether the server stopped by itself, and what it said last.
    pub(super) fn ended(&mut self) -> Option<Failure> {
        let status = self.child.try_wait().ok()??;
        Some(format!("{} stopped by itself ({status}); {}", self.name, self.end_of_log()))
    }

    fn end_of_log(&self) -> String {
        let log = fs::read(&self.log).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        format!("the end of its log:\n{}", last_lines(&log, 20))
    }

    fn wait_for_the_end(&mut self) -> bool {
        let start = Instant::now();
        while start.elapsed() < STOP {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return true;
            }
            thread::sleep(PAUSE);
        }
        false
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let polite = self.stop.take().is_some_and(|mut stop| quietly(&mut stop).is_ok());
        if !polite || !self.wait_for_the_end() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
