use dynoxide::actions::update_item::UpdateItemRequest;
use dynoxide::{Database, DynoxideError, Result};
use memchr::memmem;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::engine::Access;
use super::{names, streams};

/// How deep parentheses may be nested. The engine's parser calls itself for each and has no limit: 150 of them overflowed the
/// two megabytes of a thread's stack, which ends the process.
const PARENTHESES: usize = 64;

type Run = fn(&Database, &[u8]) -> Result<Vec<u8>>;

/// One operation: the request's body in, the reply's body out.
#[derive(Clone, Copy)]
pub(super) struct Operation {
    run: Run,
    access: Access,
}

impl Operation {
    pub(super) fn access(&self) -> Access {
        self.access
    }

    pub(super) fn run(&self, database: &Database, body: &[u8]) -> Result<Vec<u8>> {
        (self.run)(database, body)
    }
}

/// The operation of this name, if the engine has it.
pub(super) fn find(name: &str) -> Option<Operation> {
    let (access, run): (_, Run) = match name {
        "CreateTable" => (Access::Alone, create_table),
        "UpdateTable" => (Access::Alone, update_table),
        _ => (Access::Shared, plain(name)?),
    };
    Some(Operation { run, access })
}

fn plain(name: &str) -> Option<Run> {
    Some(match name {
        "BatchExecuteStatement" => |db, body| write(db.batch_execute_statement(read(body)?)),
        "BatchGetItem" => |db, body| write(db.batch_get_item(read(body)?)),
        "BatchWriteItem" => |db, body| write(db.batch_write_item(read(body)?)),
        "DeleteItem" => |db, body| write(db.delete_item(read(body)?)),
        "DeleteTable" => |db, body| write(db.delete_table(read(body)?)),
        "DescribeStream" => streams::describe_stream,
        "DescribeTable" => |db, body| write(db.describe_table(read(body)?)),
        "DescribeTimeToLive" => |db, body| write(db.describe_time_to_live(read(body)?)),
        "ExecuteStatement" => |db, body| write(db.execute_statement(read(body)?)),
        "ExecuteTransaction" => |db, body| write(db.execute_transaction(read(body)?)),
        "GetItem" => |db, body| write(db.get_item(read(body)?)),
        "GetRecords" => streams::get_records,
        "GetShardIterator" => streams::get_shard_iterator,
        "ListStreams" => |db, body| write(db.list_streams(read(body)?)),
        "ListTables" => |db, body| write(db.list_tables(read(body)?)),
        "ListTagsOfResource" => |db, body| write(db.list_tags_of_resource(read(body)?)),
        "PutItem" => |db, body| write(db.put_item(read(body)?)),
        "Query" => |db, body| write(db.query(read(body)?)),
        "Scan" => |db, body| write(db.scan(read(body)?)),
        "SearchVectors" => |db, body| write(db.search_vectors(read(body)?)),
        "TagResource" => |db, body| write(db.tag_resource(read(body)?)),
        "TransactGetItems" => |db, body| write(db.transact_get_items(read(body)?)),
        "TransactWriteItems" => |db, body| write(db.transact_write_items(read(body)?)),
        "UntagResource" => |db, body| write(db.untag_resource(read(body)?)),
        "UpdateItem" => update_item,
        "UpdateTimeToLive" => |db, body| write(db.update_time_to_live(read(body)?)),
        _ => return None,
    })
}

fn create_table(database: &Database, body: &[u8]) -> Result<Vec<u8>> {
    let request = read(body)?;
    names::check_created(database, &request)?;
    write(database.create_table(request))
}

fn update_table(database: &Database, body: &[u8]) -> Result<Vec<u8>> {
    let request = read(body)?;
    names::check_updated(database, &request)?;
    write(database.update_table(request))
}

/// The engine hands back the key alone as the old item where there was none; DynamoDB hands back nothing. (An item that was
/// nothing but its key cannot be told from none here.)
fn update_item(database: &Database, body: &[u8]) -> Result<Vec<u8>> {
    let request: UpdateItemRequest = read(body)?;
    let old = request.return_values.as_deref() == Some("ALL_OLD");
    let key = old.then(|| request.key.clone());
    let mut reply = database.update_item(request)?;
    if reply.attributes == key {
        reply.attributes = None;
    }
    write(Ok(reply))
}

pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    // serde would take a list for a struct.
    if body.trim_ascii_start().first() != Some(&b'{') {
        return Err(DynoxideError::SerializationException("the request is not a JSON object".to_owned()));
    }
    if !shallow(body) {
        let text = format!("the embedded engine reads expressions of up to {PARENTHESES} nested parentheses");
        return Err(DynoxideError::ValidationException(text));
    }
    serde_json::from_slice(body).map_err(|error| unreadable(&error.to_string()))
}

/// Whether no expression is nested too deep. Attribute values cannot be mistaken for one: theirs are objects, not texts.
fn shallow(body: &[u8]) -> bool {
    const MEMBER: &[u8] = b"Expression\":";
    memmem::find_iter(body, MEMBER).all(|at| {
        let text = body[at + MEMBER.len()..].trim_ascii_start().strip_prefix(b"\"").unwrap_or_default();
        let mut depth = 0_usize;
        text.iter().take_while(|byte| **byte != b'"').all(|byte| {
            match byte {
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth <= PARENTHESES
        })
    })
}

pub(super) fn write<T: Serialize>(reply: Result<T>) -> Result<Vec<u8>> {
    serde_json::to_vec(&reply?).map_err(|error| DynoxideError::InternalServerError(error.to_string()))
}

/// Why the body is no request, as AWS answers it: what is missing or not allowed is a validation error, what is of another
/// JSON type a serialization error.
fn unreadable(message: &str) -> DynoxideError {
    const INVALID: [&str; 4] = ["missing field", "unknown variant", "invalid type: null", "AttributeValue"];
    if let Some(error) = unmarked(message) {
        error
    } else if message.starts_with("recursion limit") {
        DynoxideError::ValidationException("Nesting Levels have exceeded supported limits".to_owned())
    } else if INVALID.iter().any(|text| message.contains(text)) {
        DynoxideError::ValidationException(without_position(message).to_owned())
    } else {
        DynoxideError::SerializationException(message.to_owned())
    }
}

/// The engine's request types put the class of an error in front of its text.
fn unmarked(message: &str) -> Option<DynoxideError> {
    type Class = fn(String) -> DynoxideError;
    const MARKS: [(&str, Class); 5] = [
        ("SERIALIZATION_AS_READ:", DynoxideError::SerializationException),
        ("VALIDATION_AS_READ:", DynoxideError::ValidationException),
        ("SERIALIZATION:", DynoxideError::SerializationException),
        ("VALIDATION_REQUEST:", DynoxideError::ValidationException),
        ("VALIDATION:", DynoxideError::ValidationException),
    ];
    MARKS.iter().find_map(|(mark, class)| Some(class(without_position(message.strip_prefix(mark)?).to_owned())))
}

/// The text without serde's ` at line 1 column 42`.
fn without_position(message: &str) -> &str {
    message.rsplit_once(" at line ").map_or(message, |(text, _)| text)
}

/// The reply's body for an error.
pub(super) fn error_body(error: DynoxideError) -> Vec<u8> {
    unmarked(&error.to_string()).unwrap_or(error).to_json().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::{error_body, read, unreadable};
    use dynoxide::DynoxideError;
    use dynoxide::actions::get_item::GetItemRequest;

    #[test]
    fn no_mark_reaches_the_wire() {
        let cases = [
            ("VALIDATION:no at line 1 column 2", "no", true),
            ("VALIDATION_REQUEST:no", "no", true),
            ("VALIDATION_AS_READ:no", "no", true),
            ("SERIALIZATION:no at line 3 column 4", "no", false),
            ("SERIALIZATION_AS_READ:no", "no", false),
            ("missing field `Key` at line 1 column 2", "missing field `Key`", true),
            ("recursion limit exceeded at line 1 column 2", "Nesting Levels have exceeded supported limits", true),
            ("invalid type: integer `1`", "invalid type: integer `1`", false),
        ];
        for (message, text, validation) in cases {
            let error = unreadable(message);
            assert_eq!(error.to_string(), text);
            assert_eq!(matches!(error, DynoxideError::ValidationException(_)), validation, "{message}");
        }
        let late = error_body(DynoxideError::InternalServerError("VALIDATION:late".to_owned()));
        let late = String::from_utf8(late).expect("JSON");
        assert!(late.contains("ValidationException") && late.contains(r#":"late""#), "{late}");
    }

    #[test]
    fn a_body_that_is_no_object_is_a_serialization_error() {
        for body in ["", " ", "[]", "null", "\"x\"", "{", "{\"TableName\":", "{\"TableName\":7}", "\u{0}"] {
            let error = read::<GetItemRequest>(body.as_bytes()).expect_err(body);
            assert!(matches!(error, DynoxideError::SerializationException(_)), "{body}: {error:?}");
        }
        assert!(matches!(read::<GetItemRequest>(b"\xff{}"), Err(DynoxideError::SerializationException(_))));
    }
}
