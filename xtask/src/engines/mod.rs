//! The real engines of the tests: AWS's DynamoDB Local and PostgreSQL, found or installed, started and stopped.
//!
//! The servers belong to a second process, the [`keeper`]: it ends when the pipe from this one closes, and a pipe
//! closes however this process ends: done, failed, panicked, Ctrl-C or killed. So nothing here handles signals.

mod account;
mod dynamodb_local;
mod find;
mod keeper;
mod lock;
mod packages;
mod plan;
mod port;
mod postgres;
mod run_folder;
mod server;
mod version;

use std::{env, path::PathBuf, process::Command, thread, time::Duration};

use crate::{Failure, command::quietly};
pub(crate) use find::{Tool, on_path};
use keeper::Keeper;
pub(crate) use keeper::{KEEP, keep};
use plan::Plan;

/// One engine that the tests can use.
pub(crate) struct Engine {
    pub(crate) name: &'static str,
    /// The variable that tells the tests where it is.
    pub(crate) variable: &'static str,
    pub(crate) state: State,
}

pub(crate) enum State {
    /// Started by us.
    Started { version: String, address: String },
    /// The variable was set already: somebody else's server.
    Given { address: String },
    /// Not here, and what would change that.
    Missing { advice: Failure },
}

/// The engines of one run. What was started stops when this is dropped.
pub(crate) struct Engines {
    pub(crate) all: Vec<Engine>,
    keeper: Option<Keeper>,
}

impl Engines {
    /// Finds, installs and starts. An engine that cannot be had is `Missing`; one that does not start is a failure.
    pub(crate) fn start() -> Result<Self, Failure> {
        let mut plan = Plan::default();
        let all = vec![look_for_dynamodb_local(&mut plan), look_for_postgres(&mut plan)];
        Self::started(all, &plan)
    }

    /// The same of DynamoDB Local alone.
    pub(crate) fn start_dynamodb_local() -> Result<Self, Failure> {
        let mut plan = Plan::default();
        let all = vec![look_for_dynamodb_local(&mut plan)];
        Self::started(all, &plan)
    }

    fn started(mut all: Vec<Engine>, plan: &Plan) -> Result<Self, Failure> {
        let keeper = if plan.is_empty() { None } else { Some(start(plan, &mut all)?) };
        Ok(Self { all, keeper })
    }

    /// Where DynamoDB Local is; that it is missing is a failure.
    pub(crate) fn dynamodb_local(&self) -> Result<&str, Failure> {
        let address = self.variables().into_iter().find(|(variable, _)| *variable == dynamodb_local::VARIABLE);
        address.map(|(_, address)| address).ok_or_else(|| self.missing().join("\n"))
    }

    /// What the tests are told.
    pub(crate) fn variables(&self) -> Vec<(&'static str, &str)> {
        self.all.iter().filter_map(|engine| Some((engine.variable, engine.state.address()?))).collect()
    }

    /// Everything that is missing, with what to do about it.
    pub(crate) fn missing(&self) -> Vec<String> {
        let advice = |engine: &Engine| match &engine.state {
            State::Missing { advice } => Some(format!("{} is missing: {advice}", engine.name)),
            State::Started { .. } | State::Given { .. } => None,
        };
        self.all.iter().filter_map(advice).collect()
    }

    /// Stops the servers; fails when one of them had stopped by itself.
    pub(crate) fn stop(&mut self) -> Result<(), Failure> {
        self.keeper.take().map_or(Ok(()), Keeper::stop)
    }
}

impl State {
    fn address(&self) -> Option<&str> {
        match self {
            Self::Started { address, .. } | Self::Given { address } => Some(address),
            Self::Missing { .. } => None,
        }
    }

    /// Known of what we started; else empty.
    pub(crate) fn version(&self) -> &str {
        match self {
            Self::Started { version, .. } => version,
            Self::Given { .. } | Self::Missing { .. } => "",
        }
    }
}

/// It is here already, or it is ours to start.
fn look_for_dynamodb_local(plan: &mut Plan) -> Engine {
    let state = state(dynamodb_local::VARIABLE, dynamodb_local::find_or_install, &mut plan.local);
    Engine { name: dynamodb_local::NAME, variable: dynamodb_local::VARIABLE, state }
}

fn look_for_postgres(plan: &mut Plan) -> Engine {
    let state = state(postgres::VARIABLE, postgres::find_or_install, &mut plan.postgres);
    Engine { name: postgres::NAME, variable: postgres::VARIABLE, state }
}

fn state<T>(variable: &str, find: impl FnOnce() -> Result<T, Failure>, planned: &mut Option<T>) -> State {
    if let Ok(address) = env::var(variable)
        && !address.is_empty()
    {
        return State::Given { address };
    }
    match find() {
        Ok(found) => {
            *planned = Some(found);
            State::Started { version: String::new(), address: String::new() }
        }
        Err(advice) => State::Missing { advice },
    }
}

/// Starts what is planned, and fills in where it is.
fn start(plan: &Plan, all: &mut [Engine]) -> Result<Keeper, Failure> {
    let (keeper, started) = Keeper::start(plan)?;
    for server in started {
        for engine in all.iter_mut().filter(|engine| engine.variable == server.variable) {
            let (version, address) = (server.version.clone(), server.address.clone());
            engine.state = State::Started { version, address };
        }
    }
    Ok(keeper)
}

/// `cargo xtask servers`: both servers, until Ctrl-C.
pub(crate) fn serve() -> Result<(), Failure> {
    let mut engines = Engines::start()?;
    for advice in engines.missing() {
        eprintln!("{advice}\n");
    }
    let Some(keeper) = &mut engines.keeper else {
        return Err("there is nothing to start".into());
    };
    let servers = engines.all.iter().filter(|engine| matches!(engine.state, State::Started { .. }));
    for Engine { name, variable, state } in servers {
        eprintln!("# {name} {}", state.version());
        println!("export {variable}={}", state.address().unwrap_or_default());
    }
    eprintln!("# Ctrl-C stops them");
    while !keeper.ended()? {
        thread::sleep(Duration::from_millis(200));
    }
    engines.stop()
}

/// `cargo xtask engines`: finds or installs everything that `test` and `bench` need, and starts nothing.
pub(crate) fn install() -> Result<(), Failure> {
    let tools = [
        ("Java, for DynamoDB Local", dynamodb_local::java()),
        ("PostgreSQL", postgres::find_or_install().map(|found| found.postgres)),
        ("Valgrind", valgrind()),
        ("Python", python()),
        ("Chromium, for the picture of a model", chromium()),
    ];
    let mut missing = Vec::new();
    for (name, tool) in tools {
        match tool {
            Ok(Tool { path, version }) => println!("{name}: {version}, {}", path.display()),
            Err(advice) => missing.push(format!("{name} is missing: {advice}")),
        }
    }
    match dynamodb_local::package() {
        Ok(folder) => println!("DynamoDB Local: {}", folder.display()),
        Err(advice) => missing.push(format!("DynamoDB Local is missing: {advice}")),
    }
    if missing.is_empty() { Ok(()) } else { Err(missing.join("\n\n")) }
}

/// Valgrind, whose callgrind counts instructions; found, else installed.
pub(crate) fn valgrind() -> Result<Tool, Failure> {
    packages::VALGRIND.find_or_install(|| find::first(find::on_path("valgrind"), "--version", 3))
}

/// Chromium, or what is made of it; found, else installed. On some systems a program of that name only says where to get it.
pub(crate) fn chromium() -> Result<Tool, Failure> {
    const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let find = || find::first(NAMES.into_iter().flat_map(find::on_path).collect(), "--version", 120);
    packages::CHROMIUM.find_or_install(find)
}

/// Python, with what makes virtual environments; found, else installed.
pub(crate) fn python() -> Result<Tool, Failure> {
    packages::PYTHON.find_or_install(|| {
        let able = |path: &PathBuf| quietly(Command::new(path).args(["-c", ABLE])).is_ok();
        find::first(find::on_path("python3").into_iter().filter(able).collect(), "--version", 3)
    })
}

/// One of the peers of `bench --peers` needs 3.11; on Debian what makes virtual environments is a package of its own.
const ABLE: &str = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))";
