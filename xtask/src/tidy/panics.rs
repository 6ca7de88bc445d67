//! Rule `panics`: library code does not stop the process; `expect` names the invariant it rests on.

use super::{Violation, source::Source};

const STOPS: [&str; 4] = [".unwrap()", "todo!(", "unimplemented!(", "panic!("];

pub(super) fn check(source: &Source, found: &mut Vec<Violation>) {
    for stop in STOPS {
        for (at, _) in source.code.match_indices(stop) {
            let message = format!("`{stop}` in library code: return an error, or `expect` with the invariant");
            found.push(Violation::new("panics", &source.path, source.line(at), message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Source, check};

    #[test]
    fn every_stop_is_red_outside_tests_comments_and_texts() {
        let mut found = Vec::new();
        let fine = "/// x.unwrap()\nfn a() { say(\"panic!(\") }\n#[test]\n#[cfg(test)]\nfn b() { x.unwrap() }\n";
        check(&Source::new("a.rs", fine), &mut found);
        assert!(found.is_empty(), "{found:?}");
        let wrong = "fn a() {\n x.unwrap();\n todo!();\n unimplemented!();\n panic!(\"x\") }";
        check(&Source::new("a.rs", wrong), &mut found);
        assert_eq!(found.iter().map(|violation| violation.line).collect::<Vec<_>>(), [2, 3, 4, 5]);
    }
}
