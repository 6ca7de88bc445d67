//! Every case under `fail/` fails with its `.stderr`, and the `.stderr` holds what the case marks.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod marks;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// A row of the list of mistakes is one case at least; there are this many and more.
const CASES: usize = 90;

#[test]
fn ui() {
    let tests = trybuild::TestCases::new();
    for group in groups() {
        tests.compile_fail(format!("{group}/*.rs"));
    }
}

#[test]
fn every_case_has_exactly_the_errors_it_marks() {
    let mut complaints = Vec::new();
    for case in cases() {
        let source = fs::read_to_string(&case).unwrap();
        match fs::read_to_string(case.with_extension("stderr")) {
            Ok(stderr) => {
                let found = marks::compare(&source, &stderr);
                complaints.extend(found.into_iter().map(|complaint| format!("{}: {complaint}", case.display())));
            }
            Err(_) => complaints.push(format!("{}: has no .stderr (TRYBUILD=overwrite writes it)", case.display())),
        }
    }
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn there_are_enough_cases_and_every_stderr_belongs_to_one() {
    let cases = cases();
    println!("{} cases", cases.len());
    assert!(cases.len() >= CASES, "{} cases, at least {CASES} are needed", cases.len());
    for group in groups() {
        for file in entries(Path::new(&group)).unwrap() {
            assert!(file.with_extension("rs").exists(), "{} belongs to no case", file.display());
        }
    }
}

/// The folders of cases: `fail/keys`, `fail/indexes`, …
fn groups() -> Vec<String> {
    let folders = entries(Path::new("fail")).unwrap();
    folders.into_iter().map(|folder| format!("fail/{}", folder.file_name().unwrap().to_string_lossy())).collect()
}

fn cases() -> Vec<PathBuf> {
    let files = groups().into_iter().flat_map(|group| entries(Path::new(&group)).unwrap());
    files.filter(|file| file.extension().is_some_and(|end| end == "rs")).collect()
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    entries.sort();
    Ok(entries)
}
