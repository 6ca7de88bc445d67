//! As whom a server runs, and that it does not outlive the process that started it.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
};

use super::find;
use crate::{Failure, command::quietly};

/// A user with few rights, by name and by numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Account {
    name: String,
    user: u32,
    group: u32,
}

/// What stands before a server's own command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Launcher {
    /// Linux has it: drops rights, and asks the kernel for a signal when the parent dies.
    setpriv: Option<PathBuf>,
    account: Option<Account>,
}

pub(super) fn is_root() -> bool {
    static ROOT: OnceLock<bool> = OnceLock::new();
    *ROOT.get_or_init(|| number("-u", None) == Some(0))
}

impl Launcher {
    /// For servers that do not mind who runs them.
    pub(super) fn as_we_are() -> Self {
        Self { setpriv: setpriv(), account: None }
    }

    /// For servers that refuse root: as we are, or as another account when that is root.
    pub(super) fn not_as_root() -> Result<Self, Failure> {
        if !is_root() {
            return Ok(Self::as_we_are());
        }
        let account = ["postgres", "nobody"].into_iter().find_map(Account::find);
        let account = account.ok_or("PostgreSQL refuses to run as root, and there is no user `postgres`")?;
        let setpriv = setpriv().ok_or("PostgreSQL refuses to run as root, and `setpriv` (util-linux) is missing")?;
        Ok(Self { setpriv: Some(setpriv), account: Some(account) })
    }

    /// The command of a server that is sent `signal` when this process dies; call it from the main thread, since the
    /// kernel watches the thread.
    pub(super) fn server(&self, program: &Path, signal: &str) -> Command {
        self.command(program, &["--pdeathsig", signal])
    }

    /// The command of a program that belongs to the server.
    pub(super) fn tool(&self, program: &Path) -> Command {
        self.command(program, &[])
    }

    fn command(&self, program: &Path, options: &[&str]) -> Command {
        let mut command = match &self.setpriv {
            Some(setpriv) if self.account.is_some() || !options.is_empty() => Command::new(setpriv),
            _ => Command::new(program),
        };
        if command.get_program() != program {
            command.args(self.account.as_ref().map(Account::options).unwrap_or_default());
            command.args(options).arg("--").arg(program);
        }
        // Error texts are compared, and PostgreSQL takes defaults from the environment.
        command.env("LC_ALL", "C").stdin(Stdio::null());
        command
    }

    /// Whether the server may enter the folder.
    pub(super) fn can_enter(&self, folder: &Path) -> bool {
        self.account.is_none() || quietly(self.tool(Path::new("test")).arg("-x").arg(folder)).is_ok()
    }

    /// Gives the folder to the server.
    pub(super) fn give(&self, folder: &Path) -> Result<(), Failure> {
        let Some(Account { user, group, .. }) = &self.account else {
            return Ok(());
        };
        quietly(Command::new("chown").arg(format!("{user}:{group}")).arg(folder)).map(drop)
    }
}

impl Account {
    fn find(name: &str) -> Option<Self> {
        let (user, group) = (number("-u", Some(name))?, number("-g", Some(name))?);
        Some(Self { name: name.to_owned(), user, group })
    }

    fn options(&self) -> Vec<String> {
        let Self { name, group, .. } = self;
        vec![format!("--reuid={name}"), format!("--regid={group}"), "--init-groups".to_owned()]
    }
}

/// `id -u` or `id -g`.
fn number(question: &str, name: Option<&str>) -> Option<u32> {
    let output = Command::new("id").arg(question).args(name).stderr(Stdio::null()).output().ok()?;
    String::from_utf8_lossy(&output.stdout).trim().parse().ok().filter(|_| output.status.success())
}

/// Only the one of util-linux: busybox has another of that name, with fewer options.
fn setpriv() -> Option<PathBuf> {
    let version = |path: &PathBuf| quietly(Command::new(path).arg("--version"));
    find::on_path("setpriv").into_iter().find(|path| version(path).is_ok_and(|text| text.contains("util-linux")))
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{Account, Launcher};
    use crate::command::line;

    fn launcher(setpriv: bool, account: bool) -> Launcher {
        let postgres = Account { name: "postgres".into(), user: 101, group: 104 };
        Launcher { setpriv: setpriv.then(|| PathBuf::from("setpriv")), account: account.then_some(postgres) }
    }

    #[test]
    fn a_server_ends_with_its_parent_where_the_system_can() {
        let server = |launcher: Launcher| line(&launcher.server(Path::new("java"), "TERM"));
        assert_eq!(server(launcher(true, false)), "setpriv --pdeathsig TERM -- java");
        assert_eq!(server(launcher(false, false)), "java");
        assert_eq!(
            server(launcher(true, true)),
            "setpriv --reuid=postgres --regid=104 --init-groups --pdeathsig TERM -- java"
        );
    }

    #[test]
    fn a_tool_changes_the_account_only() {
        let tool = |launcher: Launcher| line(&launcher.tool(Path::new("initdb")));
        assert_eq!(tool(launcher(true, false)), "initdb");
        assert_eq!(tool(launcher(true, true)), "setpriv --reuid=postgres --regid=104 --init-groups -- initdb");
    }
}
