//! Who may open a file, and what is no database.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use dynamo_core::backend::embedded::Engine;

use crate::fixtures::{create, get, part, put};
use crate::folder::Folder;

const HOLDER: &str = "DYNAMO_CORE_TEST_HOLD";

/// Runs one test of this binary in a process of its own.
pub(crate) fn child(test: &str, variable: &str, value: &Path) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([test, "--exact", "--nocapture"]).env(variable, value);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

#[tokio::test]
async fn a_file_keeps_what_was_written() {
    let folder = Folder::new();
    let path = folder.file("a.db");
    let client = Engine::file(&path).unwrap().client();
    create(&client, "parts").send().await.unwrap();
    put(&client, part("bolt", 1, "red")).await;
    drop(client);
    let engine = Engine::file(&path).unwrap();
    assert_eq!(get(&engine.client(), "bolt", 1).await, Some(part("bolt", 1, "red")));
    assert_eq!(format!("{engine:?}"), format!("Engine({})", path.canonicalize().unwrap().display()));
}

#[tokio::test]
async fn a_second_engine_on_a_file_is_refused() {
    let folder = Folder::new();
    let path = folder.file("a.db");
    let first = Engine::file(&path).unwrap();
    create(&first.client(), "parts").send().await.unwrap();
    let detour = folder.file(".").join("..").join(path.parent().unwrap().file_name().unwrap()).join("a.db");
    for same in [&path, &detour] {
        let error = Engine::file(same).unwrap_err();
        assert!(error.is_invalid_request());
        assert!(error.to_string().contains("open already"), "{error}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&path, folder.file("link.db")).unwrap();
        assert!(Engine::file(folder.file("link.db")).is_err());
    }
    // The refusals took nothing from the first.
    put(&first.client(), part("bolt", 1, "red")).await;
    let clone = first.clone();
    drop(first);
    assert!(Engine::file(&path).is_err());
    drop(clone);
    assert!(Engine::file(&path).is_ok());
}

/// Not a test by itself: the other process of the one below.
#[test]
fn holder() {
    let Some(path) = std::env::var_os(HOLDER) else { return };
    let _engine = Engine::file(path).unwrap();
    println!("\nholding");
    let _ = std::io::stdin().read_line(&mut String::new());
}

#[test]
fn another_process_is_refused_until_the_first_one_is_gone() {
    use std::io::{BufRead, BufReader};

    let folder = Folder::new();
    let path = folder.file("a.db");
    let mut other = child("opening::holder", HOLDER, &path);
    let lines = BufReader::new(other.stdout.take().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line == "holding"), "the child did not open the file");
    let begin = Instant::now();
    let error = Engine::file(&path).unwrap_err().to_string();
    assert!(error.contains("open already, in this process or another"), "{error}");
    assert!(begin.elapsed() < Duration::from_secs(5));

    // A process that is about to go is waited for.
    let killer = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(200));
        other.kill().unwrap();
        other.wait().unwrap();
    });
    Engine::file(&path).unwrap();
    killer.join().unwrap();
}

#[test]
fn what_cannot_be_opened_says_why() {
    let folder = Folder::new();
    let text = folder.file("notes.txt");
    std::fs::write(&text, "no database, and long enough to be looked at by SQLite".repeat(100)).unwrap();
    let missing = folder.file("missing").join("a.db");
    for path in [text.as_path(), &missing, &folder.file("."), Path::new(""), Path::new("/")] {
        let error = Engine::file(path).unwrap_err();
        assert!(error.is_invalid_request());
        assert!(error.to_string().starts_with("cannot open the embedded engine ("), "{error}");
    }
    assert!(std::fs::read_to_string(&text).unwrap().starts_with("no database"));
}

#[test]
fn a_file_is_a_file_whatever_its_name() {
    let folder = Folder::new();
    for name in ["file:x?mode=memory", ":memory:", "a b%20ü.db"] {
        Engine::file(folder.file(name)).unwrap();
        assert!(folder.file(name).metadata().unwrap().len() > 0, "{name}");
    }
}
