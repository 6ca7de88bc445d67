//! Benches of `dynamo-core`, compiled as a release is compiled, with every feature.

use std::path::PathBuf;

use crate::{
    Failure,
    command::{cargo, line},
};

/// Where the program of this bench is, once it is built.
pub(super) fn built(bench: &str) -> Result<PathBuf, Failure> {
    let words = ["bench", "--package", "dynamo-core", "--all-features", "--no-run"];
    let words = [&words[..], &["--message-format", "json-render-diagnostics", "--bench", bench]].concat();
    println!("==> {}", line(&cargo(&words)));
    let output = cargo(&words).stderr(std::process::Stdio::inherit()).output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err("the bench does not build".into());
    }
    let messages = String::from_utf8_lossy(&output.stdout).into_owned();
    let path = executable(&messages).ok_or("cargo does not say where the bench is")?;
    Ok(path.into())
}

/// The path in cargo's message on the bench; only one message has one.
fn executable(messages: &str) -> Option<&str> {
    messages.lines().find_map(|line| line.split_once(r#""executable":""#)?.1.split_once('"').map(|(path, _)| path))
}

#[cfg(test)]
mod tests {
    use super::executable;

    #[test]
    fn the_executable_is_in_one_message() {
        let messages = "{\"executable\":null}\n{\"a\":1,\"executable\":\"/t/instructions-1\",\"fresh\":true}\n";
        assert_eq!(executable(messages), Some("/t/instructions-1"));
        assert_eq!(executable("{\"executable\":null}"), None);
    }
}
