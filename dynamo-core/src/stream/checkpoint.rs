use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::error::{Error, Result};

/// How far a reader of changes has come: where [`after`](super::ReadChanges::after) goes on.
///
/// It is a line of text (`Display`, `FromStr`), and serializes as that: the stream, and for each of its shards the sequence number of the last
/// change that was handed out. It holds neither keys nor values, and its length is that of the list of shards, which covers about a day.
///
/// ```
/// use dynamo_core::stream::Checkpoint;
///
/// let text = "1 arn:aws:dynamodb:eu-north-1:1:table/t/stream/2026 shardId-1=after:111 shardId-0=done";
/// let checkpoint: Checkpoint = text.parse()?;
/// assert_eq!(checkpoint.stream(), "arn:aws:dynamodb:eu-north-1:1:table/t/stream/2026");
/// assert_eq!(checkpoint.to_string().parse(), Ok(checkpoint));
/// # Ok::<(), dynamo_core::stream::CheckpointError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    pub(super) stream: String,
    pub(super) places: BTreeMap<String, Place>,
}

/// How far one shard was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Not at all: it is read from its beginning.
    Start,
    /// Nothing was handed out yet, and what is older than this is not wanted.
    Since(SystemTime),
    /// To this sequence number.
    After(String),
    /// To its end.
    Done,
}

impl Checkpoint {
    /// The stream it belongs to. That of a table which was deleted and created again is another one.
    #[must_use]
    pub fn stream(&self) -> &str {
        &self.stream
    }
}

/// A text that is no [`Checkpoint`].
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::stream::Checkpoint;
///
/// assert!("yesterday".parse::<Checkpoint>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CheckpointError;

impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is no checkpoint of a stream of changes")
    }
}

impl std::error::Error for CheckpointError {}

impl From<CheckpointError> for Error {
    fn from(error: CheckpointError) -> Self {
        Self::invalid_cursor(error.to_string())
    }
}

/// The form that is written. Another one would get another number.
const FORM: &str = "1";

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{FORM} {}", self.stream)?;
        self.places.iter().try_for_each(|(shard, place)| match place {
            Place::Start => write!(f, " {shard}=start"),
            Place::Since(time) => {
                let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
                write!(f, " {shard}=since:{}", since.as_millis())
            }
            Place::After(number) => write!(f, " {shard}=after:{number}"),
            Place::Done => write!(f, " {shard}=done"),
        })
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let mut words = text.split(' ');
        let form = words.next();
        let stream = words.next().filter(|stream| form == Some(FORM) && !stream.is_empty()).ok_or(CheckpointError)?;
        let places: Option<_> = words.map(place).collect();
        Ok(Self { stream: stream.to_owned(), places: places.ok_or(CheckpointError)? })
    }
}

fn place(word: &str) -> Option<(String, Place)> {
    let (shard, place) = word.split_once('=').filter(|(shard, _)| !shard.is_empty())?;
    let place = match place.split_once(':') {
        None if place == "start" => Place::Start,
        None if place == "done" => Place::Done,
        Some(("since", millis)) => Place::Since(UNIX_EPOCH.checked_add(Duration::from_millis(millis.parse().ok()?))?),
        Some(("after", number)) if !number.is_empty() => Place::After(number.to_owned()),
        _ => return None,
    };
    Some((shard.to_owned(), place))
}

impl Serialize for Checkpoint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Checkpoint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{Checkpoint, CheckpointError, Duration, Place, UNIX_EPOCH};

    #[test]
    fn what_is_written_reads_back() {
        let since = UNIX_EPOCH + Duration::from_millis(1_700_000_000_123);
        let places =
            [("a", Place::Since(since)), ("b", Place::After("12".into())), ("c", Place::Done), ("d", Place::Start)];
        let places = places.map(|(shard, place)| (shard.to_owned(), place)).into();
        let checkpoint = Checkpoint { stream: "arn:x/stream/2026-01-01T00:00:00.000".into(), places };
        let text = checkpoint.to_string();
        assert_eq!(text, "1 arn:x/stream/2026-01-01T00:00:00.000 a=since:1700000000123 b=after:12 c=done d=start");
        assert_eq!(text.parse(), Ok(checkpoint.clone()));
        let json = serde_json::to_string(&checkpoint).expect("a text");
        assert_eq!(json, format!("{text:?}"));
        assert_eq!(serde_json::from_str::<Checkpoint>(&json).expect("a checkpoint").to_string(), text);
    }

    #[test]
    fn other_texts_are_none() {
        let texts =
            ["", "1", "1 ", "2 arn", "arn a=done", "1 arn a", "1 arn =done", "1 arn a=after:", "1 arn a=since:x"];
        for text in texts.into_iter().chain(["1 arn  a=done", "1 arn a=done ", "1 arn a=later"]) {
            assert_eq!(text.parse::<Checkpoint>(), Err(CheckpointError), "{text:?}");
        }
    }
}
