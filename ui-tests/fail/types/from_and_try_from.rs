use dynamo_core::prelude::*;

#[derive(Clone, DynamoValue)]
#[dynamo(from = "String", try_from = "String", into = "String")] //~ ERROR `from` and `try_from` cannot stand together
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
