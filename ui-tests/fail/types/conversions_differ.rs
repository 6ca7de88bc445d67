use dynamo_core::prelude::*;

#[derive(Clone, DynamoValue)]
#[dynamo(from = "String", into = "Vec<String>")] //~ ERROR `from` and `into` must name one type, written the same way
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
