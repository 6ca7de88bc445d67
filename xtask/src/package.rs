//! `cargo xtask package`: both crates as they would be published, and what somebody new makes of them: the README's program and the orders
//! service, in a project of their own that knows nothing of this repository.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    Failure,
    command::{cargo, quietly, step},
    repository::{read, root, target, write},
    tidy,
};

/// Derives first: the other one needs them.
const CRATES: [&str; 2] = ["dynamo-derive", "dynamo-core"];
const SERVICE: &str = "examples/orders_service";
const MEMBERS: &str = "members = [\"newcomer\", \"orders_service\"]";

pub(crate) fn run() -> Result<(), Failure> {
    let folder = target().join("package").join("newcomer");
    // Nothing is there the first time.
    let _ = fs::remove_dir_all(&folder);
    let crates = unpacked(&folder.join("crates"))?;
    let project = project(&folder.join("project"), &crates)?;
    step("the orders service, from the packages", in_project(&["test", "--quiet", "--workspace"], &project))?;
    step("the README's program, from the packages", in_project(&["build", "--quiet", "--workspace"], &project))?;
    let said = quietly(&mut Command::new(target().join("debug").join("newcomer")))?;
    let (_, told) = readme()?;
    println!("{said}");
    if said.trim() == told { Ok(()) } else { Err(format!("the README says that its program prints:\n{told}")) }
}

/// The packages, made and taken apart.
fn unpacked(folder: &Path) -> Result<Vec<(&'static str, PathBuf)>, Failure> {
    let packages = CRATES.iter().flat_map(|name| ["--package", name]);
    let mut command = cargo(&["package", "--quiet", "--no-verify", "--allow-dirty"]);
    command.args(packages).arg("--target-dir").arg(target());
    step("the packages", command)?;
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let unpack = |name: &'static str| {
        let versioned = format!("{name}-{}", env!("CARGO_PKG_VERSION"));
        let package = target().join("package").join(format!("{versioned}.crate"));
        quietly(Command::new("tar").arg("-xzf").arg(package).arg("-C").arg(folder))?;
        Ok((name, folder.join(versioned)))
    };
    CRATES.into_iter().map(unpack).collect()
}

/// A workspace of the README's program and the service, with the versions that ours has.
fn project(folder: &Path, crates: &[(&str, PathBuf)]) -> Result<PathBuf, Failure> {
    let manifest = folder.join("Cargo.toml");
    write(&manifest, &workspace(&read(&root().join("Cargo.toml"))?, crates))?;
    write(&folder.join("Cargo.lock"), &read(&root().join("Cargo.lock"))?)?;
    let (program, _) = readme()?;
    write(&folder.join("newcomer/src/main.rs"), &program)?;
    write(&folder.join("newcomer/Cargo.toml"), NEWCOMER)?;
    quietly(Command::new("cp").arg("-r").arg(root().join(SERVICE)).arg(folder))?;
    Ok(manifest)
}

/// What the README's `cargo add`s come to.
const NEWCOMER: &str = r#"[package]
name = "newcomer"
version = "0.1.0"
edition = "2024"

[dependencies]
dynamo-core = { workspace = true, default-features = true, features = ["embedded"] }
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
"#;

/// Our manifest, with the packages in place of their folders.
fn workspace(ours: &str, crates: &[(&str, PathBuf)]) -> String {
    let left_out = ["members = ", "exclude = ", "default-members = "];
    let mut lines: Vec<String> =
        ours.lines().filter(|line| !left_out.iter().any(|word| line.starts_with(word))).map(str::to_owned).collect();
    for line in &mut lines {
        for (name, folder) in crates {
            *line = line.replace(&format!("path = \"{name}\""), &format!("path = \"{}\"", folder.display()));
        }
        if line == "[workspace]" {
            line.push('\n');
            line.push_str(MEMBERS);
        }
    }
    lines.push("\n[patch.crates-io]".to_owned());
    lines.extend(crates.iter().map(|(name, folder)| format!("{name} = {{ path = \"{}\" }}", folder.display())));
    lines.join("\n") + "\n"
}

/// The README's first program, and what it says that it prints.
fn readme() -> Result<(String, String), Failure> {
    let text = read(&root().join("README.md"))?;
    let mut blocks = tidy::blocks(&text).into_iter().skip_while(|block| block.info != "rust");
    match (blocks.next(), blocks.next()) {
        (Some(program), Some(said)) if said.info == "text" => {
            Ok((program.lines.join("\n") + "\n", said.lines.join("\n")))
        }
        _ => Err("README.md has no program with what it prints behind it".to_owned()),
    }
}

fn in_project(words: &[&str], manifest: &Path) -> Command {
    let mut command = cargo(words);
    command.arg("--manifest-path").arg(manifest).arg("--target-dir").arg(target());
    command
}

#[cfg(test)]
mod tests {
    use super::{readme, workspace};

    #[test]
    fn the_packages_take_the_place_of_the_folders() {
        let ours = "[workspace]\nmembers = [\"dynamo-core\"]\nexclude = [\"x\"]\n[workspace.dependencies]\ndynamo-core = { path = \"dynamo-core\" }";
        let text = workspace(ours, &[("dynamo-core", "/there".into())]);
        assert_eq!(
            text,
            "[workspace]\nmembers = [\"newcomer\", \"orders_service\"]\n[workspace.dependencies]\n\
             dynamo-core = { path = \"/there\" }\n\n[patch.crates-io]\ndynamo-core = { path = \"/there\" }\n"
        );
    }

    #[test]
    fn the_readme_begins_with_a_program_and_what_it_prints() {
        let (program, said) = readme().unwrap();
        assert!(program.contains("async fn main()") && said.starts_with("order 7: 55"), "{said}");
    }
}
