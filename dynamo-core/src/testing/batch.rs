//! Members of batches that are left.

use serde_json::{Map, Value, json};

/// A batch as it was sent.
pub(super) struct Batch {
    body: Value,
    under: &'static str,
}

/// A batch of which some members are left.
pub(super) struct Split {
    body: Value,
    under: &'static str,
    passed: Map<String, Value>,
    left: Map<String, Value>,
}

impl Batch {
    /// `None` of what is no batch.
    pub(super) fn read(under: &'static str, body: &[u8]) -> Option<Self> {
        let body: Value = serde_json::from_slice(body).ok()?;
        let is_batch = tables(&body)?.values().all(|asked| members(asked).is_some());
        is_batch.then_some(Self { body, under })
    }

    fn tables(&self) -> impl Iterator<Item = (&String, &Value)> {
        tables(&self.body).into_iter().flatten()
    }

    /// Every member, as JSON.
    pub(super) fn members(&self) -> Vec<String> {
        let members = self.tables().filter_map(|(_, asked)| members(asked)).flatten();
        members.map(Value::to_string).collect()
    }

    /// The members that are passed on and those that are left, `left` in the order of [`members`](Self::members).
    pub(super) fn split(self, left: &[bool], strangers: bool) -> Split {
        let mut marks = left.iter().copied();
        let (mut passed, mut remaining) = (Map::new(), Map::new());
        for (table, asked) in self.tables() {
            let (mut some, mut others) = (Vec::new(), Vec::new());
            for member in members(asked).into_iter().flatten() {
                let to = if marks.next() == Some(true) { &mut others } else { &mut some };
                to.push(member.clone());
            }
            for (to, members) in [(&mut passed, some), (&mut remaining, others)] {
                if !members.is_empty() {
                    to.insert(table.clone(), with_members(asked, members));
                }
            }
            if strangers {
                remaining.insert(table.clone(), stranger(asked));
            }
        }
        Split { under: self.under, passed, left: remaining, body: self.body }
    }
}

impl Split {
    /// The request for what is passed on; `None` when that is nothing.
    pub(super) fn passed(&self) -> Option<Vec<u8>> {
        if self.passed.is_empty() {
            return None;
        }
        let mut body = self.body.clone();
        body["RequestItems"] = self.passed.clone().into();
        Some(body.to_string().into_bytes())
    }

    /// The engine's reply, with what was left; `None` when it cannot be read.
    pub(super) fn reply(&self, engine: &[u8]) -> Option<Vec<u8>> {
        let mut reply: Map<String, Value> = serde_json::from_slice(engine).ok()?;
        let left = reply.entry(self.under).or_insert_with(|| json!({})).as_object_mut()?;
        for (table, ours) in &self.left {
            match left.get_mut(table).and_then(members_mut) {
                // The engine has left some, too.
                Some(theirs) => theirs.extend(members(ours).into_iter().flatten().cloned()),
                None => drop(left.insert(table.clone(), ours.clone())),
            }
        }
        Some(Value::from(reply).to_string().into_bytes())
    }

    /// The reply when nothing was passed on.
    pub(super) fn reply_for_none(&self) -> Vec<u8> {
        json!({ "Responses": {}, self.under: self.left }).to_string().into_bytes()
    }
}

fn tables(body: &Value) -> Option<&Map<String, Value>> {
    body.get("RequestItems")?.as_object()
}

/// Reads have their keys beside what is to be read of them; writes are a list.
fn members(asked: &Value) -> Option<&Vec<Value>> {
    asked.get("Keys").unwrap_or(asked).as_array()
}

fn members_mut(asked: &mut Value) -> Option<&mut Vec<Value>> {
    match asked {
        Value::Object(asked) => asked.get_mut("Keys")?.as_array_mut(),
        asked => asked.as_array_mut(),
    }
}

fn with_members(asked: &Value, members: Vec<Value>) -> Value {
    match asked.get("Keys") {
        Some(_) => {
            let mut asked = asked.clone();
            asked["Keys"] = members.into();
            asked
        }
        None => members.into(),
    }
}

fn stranger(asked: &Value) -> Value {
    let key = json!({ "id": { "S": "stranger" } });
    match asked.get("Keys") {
        Some(_) => json!({ "Keys": [key] }),
        None => json!([{ "DeleteRequest": { "Key": key } }]),
    }
}
