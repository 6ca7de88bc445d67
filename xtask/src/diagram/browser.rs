//! Chromium without a window.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{Failure, command, repository};

/// How long a page may take; a browser that hangs would hang the run.
const PATIENCE: Duration = Duration::from_secs(120);

/// What a page is told of the reader's choice.
#[derive(Debug, Clone, Copy)]
pub(super) enum Theme {
    Light,
    Dark,
}

pub(super) struct Browser<'a> {
    program: &'a Path,
    folder: &'a Path,
    window: (u32, u32),
}

impl<'a> Browser<'a> {
    pub(super) fn new(program: &'a Path, folder: &'a Path, window: (u32, u32)) -> Self {
        Self { program, folder, window }
    }

    /// A picture of a page.
    pub(super) fn screenshot(&self, page: &Path, theme: Theme, to: &Path) -> Result<(), Failure> {
        let _ = fs::remove_file(to);
        let mut shot = std::ffi::OsString::from("--screenshot=");
        shot.push(to);
        let mut command = self.command();
        command.arg(shot).args(matches!(theme, Theme::Dark).then_some("--blink-settings=preferredColorScheme=0"));
        self.open(command, page).map(drop)
    }

    /// What a page is after it was loaded, as text.
    pub(super) fn dump(&self, page: &Path) -> Result<String, Failure> {
        let mut command = self.command();
        command.arg("--dump-dom");
        self.open(command, page)
    }

    /// It is told to keep to itself: no sandbox, since that refuses root, and nothing in the background that would use the network.
    fn command(&self) -> Command {
        let (width, height) = self.window;
        let mut command = Command::new(self.program);
        command.args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
        ]);
        command.arg(format!("--window-size={width},{height}"));
        command
    }

    /// Opens a page with a profile of its own, which is gone afterwards, and gives what is printed.
    fn open(&self, mut command: Command, page: &Path) -> Result<String, Failure> {
        let profile = self.folder.join(format!("profile-{}", std::process::id()));
        let _ = fs::remove_dir_all(&profile);
        fs::create_dir_all(&profile).map_err(|error| format!("{}: {error}", profile.display()))?;
        let mut own = std::ffi::OsString::from("--user-data-dir=");
        own.push(&profile);
        command.arg(own).arg(address(page)?);
        let printed = self.printed(command);
        let _ = fs::remove_dir_all(&profile);
        printed
    }

    /// Into files, since nobody reads a pipe while we wait.
    fn printed(&self, mut command: Command) -> Result<String, Failure> {
        let (out, log) = (self.folder.join("printed.html"), self.folder.join("browser.log"));
        let create = |path: &PathBuf| fs::File::create(path).map_err(|error| format!("{}: {error}", path.display()));
        command.stdin(Stdio::null()).stdout(create(&out)?).stderr(create(&log)?);
        let line = command::line(&command);
        let mut child = command.spawn().map_err(|error| format!("`{line}` did not start: {error}"))?;
        let begin = Instant::now();
        let status = loop {
            match child.try_wait().map_err(|error| format!("`{line}`: {error}"))? {
                Some(status) => break status,
                None if begin.elapsed() < PATIENCE => thread::sleep(Duration::from_millis(50)),
                None => {
                    let _ = child.kill();
                    let _ = child.wait();
                    return Err(format!("`{line}` did not end in {PATIENCE:?}"));
                }
            }
        };
        if status.success() {
            return repository::read(&out);
        }
        let said = fs::read(&log).map(|said| String::from_utf8_lossy(&said).into_owned()).unwrap_or_default();
        Err(format!("`{line}` failed ({status}):\n{}", command::last_lines(&said, 15)))
    }
}

/// The address of a file. A build folder may be called anything.
fn address(page: &Path) -> Result<String, Failure> {
    let path = page.canonicalize().map_err(|error| format!("{}: {error}", page.display()))?;
    let text = path.to_str().ok_or_else(|| format!("{}: not UTF-8", path.display()))?;
    Ok(format!("file://{}", escaped(text)))
}

fn escaped(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    path.bytes()
        .map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn an_address_holds_any_path() {
        assert_eq!(escaped("/build/a-b_c.html"), "/build/a-b_c.html");
        assert_eq!(escaped("/my build/#1?ä"), "/my%20build/%231%3F%C3%A4");
    }
}
