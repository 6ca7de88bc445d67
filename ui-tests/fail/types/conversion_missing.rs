use dynamo_core::prelude::*;

#[derive(Clone, DynamoValue)]
#[dynamo(try_from = "String")] //~ ERROR `try_from` goes one way only; add `into
struct Email(String);

impl From<String> for Email {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

fn main() {}
