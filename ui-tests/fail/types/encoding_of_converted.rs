use dynamo_core::prelude::*;

#[derive(Clone, DynamoValue)]
#[dynamo(from = "String", into = "String", binary)] //~ ERROR `binary` has no effect: the value is stored as the type it is converted into
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
