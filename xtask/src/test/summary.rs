//! What ran, on what, and how long it took.

use std::time::Duration;

use crate::engines::{Engine, State};

/// How a step ended.
pub(super) enum Outcome {
    Passed(Duration),
    Failed(Duration),
    NotRun,
}

/// The steps in their order.
#[derive(Default)]
pub(super) struct Summary {
    steps: Vec<(&'static str, Outcome)>,
}

impl Summary {
    pub(super) fn add(&mut self, title: &'static str, outcome: Outcome) {
        self.steps.push((title, outcome));
    }

    /// Two small tables: engines, steps.
    pub(super) fn text(&self, engines: &[Engine]) -> String {
        let header = ["engine", "version", "where"].map(String::from);
        let embedded = ["embedded", "", "in the process of the tests"].map(String::from);
        let engines = [header, embedded].into_iter().chain(engines.iter().map(engine));
        let steps = [["step", "took", "result"].map(String::from)].into_iter().chain(self.steps.iter().map(step));
        format!("{}\n{}", table(&engines.collect::<Vec<_>>()), table(&steps.collect::<Vec<_>>()))
    }
}

fn engine(engine: &Engine) -> [String; 3] {
    let place = match &engine.state {
        State::Started { address, .. } => address.clone(),
        State::Given { address } => format!("{address}, from {}", engine.variable),
        State::Missing { .. } => "skipped: not installed".to_owned(),
    };
    [engine.name.to_owned(), engine.state.version().to_owned(), place]
}

fn step((title, outcome): &(&'static str, Outcome)) -> [String; 3] {
    let (took, result) = match outcome {
        Outcome::Passed(took) => (seconds(*took), "passed"),
        Outcome::Failed(took) => (seconds(*took), "failed"),
        Outcome::NotRun => (String::new(), "not run"),
    };
    [(*title).to_owned(), took, result.to_owned()]
}

fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}

/// Columns as wide as their widest cell.
fn table(rows: &[[String; 3]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (first, second) = (width(0), width(1));
    rows.iter().map(|[a, b, c]| format!("{a:first$}  {b:second$}  {c}\n")).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Outcome, Summary};
    use crate::engines::{Engine, State};

    #[test]
    fn the_tables() {
        let engine = |name, state| Engine { name, variable: "VARIABLE", state };
        let engines = [
            engine("one", State::Started { version: "3.3.0".into(), address: "http://127.0.0.1:1".into() }),
            engine("two", State::Given { address: "postgres://two".into() }),
            engine("three", State::Missing { advice: "install it".into() }),
        ];
        let mut summary = Summary::default();
        summary.add("first", Outcome::Passed(Duration::from_millis(1260)));
        summary.add("second", Outcome::Failed(Duration::from_secs(61)));
        summary.add("third", Outcome::NotRun);
        let expected = "\
engine    version  where
embedded           in the process of the tests
one       3.3.0    http://127.0.0.1:1
two                postgres://two, from VARIABLE
three              skipped: not installed

step    took    result
first   1.3 s   passed
second  61.0 s  failed
third           not run
";
        assert_eq!(summary.text(&engines), expected);
    }
}
