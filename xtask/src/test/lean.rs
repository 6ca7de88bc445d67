//! What a first build consists of: no TLS, no AWS configuration.

use std::process::Stdio;

use crate::Failure;
use crate::command::cargo;

/// What takes minutes to build, and has nothing to do in an engine within the process.
const HEAVY: &[&str] = &["rustls", "aws-lc", "aws-config", "openssl", "hyper-rustls"];

/// Builds the quickstart as a user does, and looks at the artifacts that cargo lists.
pub(super) fn check() -> Result<(), Failure> {
    let mut command = cargo(&["build", "--quiet", "--example", "quickstart", "--message-format=json"]);
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| format!("cargo did not start: {error}"))?;
    if !output.status.success() {
        return Err(format!("the quickstart does not build ({})", output.status));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let names: Vec<&str> = text.lines().filter_map(package).collect();
    let heavy = heavy(&names);
    println!("    {} artifacts", names.len());
    if !names.iter().any(|name| name.contains("quickstart") || name.contains("examples")) {
        return Err("cargo lists no artifact of the quickstart".to_owned());
    }
    if heavy.is_empty() { Ok(()) } else { Err(format!("the quickstart is built with {}", heavy.join(", "))) }
}

fn heavy<'n>(names: &[&'n str]) -> Vec<&'n str> {
    names.iter().copied().filter(|name| HEAVY.iter().any(|heavy| name.contains(heavy))).collect()
}

/// The package of an artifact: the last part of its id, such as `aws-config@1.13.0`.
fn package(line: &str) -> Option<&str> {
    let artifact = line.starts_with(r#"{"reason":"compiler-artifact""#);
    let (_, id) = line.split_once(r#""package_id":""#)?;
    let id = id.split('"').next()?;
    artifact.then(|| id.rsplit(['/', '#']).find(|part| !part.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(id))
}

#[cfg(test)]
mod tests {
    use super::{heavy, package};

    #[test]
    fn packages_of_artifacts() {
        let registry =
            r#"{"reason":"compiler-artifact","package_id":"registry+https://index#aws-config@1.13.0","x":1}"#;
        let path =
            r#"{"reason":"compiler-artifact","package_id":"path+file:///home/x/examples#dynamo-examples@0.1.0"}"#;
        let short = r#"{"reason":"compiler-artifact","package_id":"path+file:///home/x/dynamo-core#0.1.0"}"#;
        assert_eq!(package(registry), Some("aws-config@1.13.0"));
        assert_eq!(package(path), Some("dynamo-examples@0.1.0"));
        assert_eq!(package(short), Some("dynamo-core"));
        assert_eq!(package(r#"{"reason":"build-finished","success":true}"#), None);
    }

    #[test]
    fn what_is_heavy() {
        assert_eq!(heavy(&["tokio@1.0.0", "aws-lc-rs@1.19.0", "rustls@0.23.0"]), ["aws-lc-rs@1.19.0", "rustls@0.23.0"]);
        assert!(heavy(&["aws-sdk-dynamodb@1.136.0"]).is_empty());
    }
}
