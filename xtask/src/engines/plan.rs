//! What the keeper is asked to start, as words on its command line, and what it answers, as lines.

use std::path::PathBuf;

use super::{
    dynamodb_local,
    find::Tool,
    postgres,
    version::{self, Version},
};
use crate::Failure;

/// What to start.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    pub(super) local: Option<dynamodb_local::Found>,
    pub(super) postgres: Option<postgres::Found>,
}

const LOCAL: &str = "--dynamodb-local";
const POSTGRES: &str = "--postgres";

impl Plan {
    pub(super) fn is_empty(&self) -> bool {
        self.local.is_none() && self.postgres.is_none()
    }

    pub(super) fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        if let Some(dynamodb_local::Found { java, folder }) = &self.local {
            words.extend([LOCAL.to_owned(), java.display().to_string(), folder.display().to_string()]);
        }
        if let Some(postgres::Found { postgres: Tool { path, version } }) = &self.postgres {
            words.extend([POSTGRES.to_owned(), path.display().to_string(), version.text.clone()]);
        }
        words
    }

    pub(super) fn parse(words: &[&str]) -> Result<Self, Failure> {
        let mut plan = Self::default();
        for words in words.chunks(3) {
            match words {
                [LOCAL, java, folder] => {
                    plan.local =
                        Some(dynamodb_local::Found { java: PathBuf::from(java), folder: PathBuf::from(folder) });
                }
                [POSTGRES, path, text] => {
                    let version = version::parse(text).unwrap_or(Version { major: 0, text: (*text).to_owned() });
                    plan.postgres = Some(postgres::Found { postgres: Tool { path: PathBuf::from(path), version } });
                }
                other => return Err(format!("the keeper does not know {other:?}")),
            }
        }
        Ok(plan)
    }
}

/// One server that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Started {
    pub(super) variable: String,
    pub(super) version: String,
    pub(super) address: String,
}

impl Started {
    pub(super) fn line(&self) -> String {
        [&*self.variable, &*self.version, &*self.address].join("\t")
    }

    pub(super) fn parse(line: &str) -> Option<Self> {
        let mut words = line.split('\t').map(str::to_owned);
        Some(Self { variable: words.next()?, version: words.next()?, address: words.next()? })
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Plan, Started};
    use crate::engines::{dynamodb_local, find::Tool, postgres, version};

    #[test]
    fn a_plan_survives_the_command_line() {
        let postgres = Tool { path: PathBuf::from("/a b/postgres"), version: version::parse("15.18").unwrap() };
        let plan = Plan {
            local: Some(dynamodb_local::Found { java: PathBuf::from("java"), folder: PathBuf::from("/a b") }),
            postgres: Some(postgres::Found { postgres }),
        };
        let words = plan.words();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let parsed = Plan::parse(&words).unwrap();
        assert_eq!(parsed.words(), plan.words());
        assert_eq!(parsed.local, plan.local);
        assert!(Plan::parse(&words[1..]).is_err());
        assert!(Plan::parse(&[]).unwrap().is_empty());
    }

    #[test]
    fn an_answer_survives_the_pipe() {
        let started = Started { variable: "V".into(), version: "3.3.0".into(), address: "http://127.0.0.1:1".into() };
        assert_eq!(Started::parse(&started.line()), Some(started));
        assert_eq!(Started::parse("ready"), None);
    }
}
