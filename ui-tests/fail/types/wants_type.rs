use dynamo_core::prelude::*;

#[derive(Clone, DynamoValue)]
#[dynamo(try_from = 5, into = "String")] //~ ERROR `try_from` wants a type: `try_from = "…"`
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
