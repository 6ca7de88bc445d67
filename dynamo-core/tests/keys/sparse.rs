//! Values that are absent, cannot be stored, or may not be shown.

use std::borrow::Cow;

use dynamo_core::error::{EncodeError, KeyProblem, Unstorable};
use dynamo_core::key::{Part, Pattern, Placeholder, Prefix, parse, render};

use crate::sample::pattern;

fn text(text: &str) -> Result<Option<Cow<'_, str>>, EncodeError> {
    Ok(Some(Cow::Borrowed(text)))
}

#[test]
fn one_absent_value_leaves_the_key_out() {
    let pattern = pattern("{a}#{b}");
    assert_eq!(render(&pattern, &|number| if number == 0 { Ok(None) } else { text("x") }), Ok(None));
    assert_eq!(render(&pattern, &|number| if number == 1 { Ok(None) } else { text("x") }), Ok(None));
    // Of a key that is not written, nothing is wrong.
    assert_eq!(render(&pattern, &|number| if number == 1 { Ok(None) } else { text("#") }), Ok(None));
}

#[test]
fn the_first_refusal_is_reported() {
    let error = render(&pattern("{a}#{b}"), &|number| text(["", "#"][number])).unwrap_err();
    assert_eq!((error.field(), error.problem()), ("a", &KeyProblem::Empty));
}

#[test]
fn a_value_that_cannot_be_stored_names_its_field() {
    let error = render(&pattern("A#{a}"), &|_| Err(EncodeError::new(Unstorable::NotFinite))).unwrap_err();
    assert_eq!(error.field(), "a");
    assert_eq!(error.problem(), &KeyProblem::Value(EncodeError::new(Unstorable::NotFinite)));
}

#[test]
fn sensitive_values_are_never_shown() {
    const SECRET: Placeholder = Placeholder { field: "ssn", number: 0, width: None, sensitive: true };
    const PATTERN: Pattern =
        Pattern { text: "P#{ssn}", parts: &[Part::Literal("P#"), Part::Placeholder(SECRET)], escape: false };
    let errors = [
        render(&PATTERN, &|_| text("secret#")).unwrap_err(),
        render(&PATTERN, &|_| Err(EncodeError::new(Unstorable::OutOfRange("secret".into())))).unwrap_err(),
        parse(&PATTERN, "PK", "secret").unwrap_err(),
        Prefix::new(&PATTERN).between("secret2", "secret1").unwrap_err(),
        Prefix::new(&PATTERN).gt("secret").unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.value(), None);
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    }
    let prefix = Prefix::new(&PATTERN).known("secret").unwrap();
    assert!(!format!("{prefix:?}").contains("secret"));
}
