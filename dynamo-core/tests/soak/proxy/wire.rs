//! As much of PostgreSQL's protocol as tells where a request ends, and its answer. Each message is a letter, its length and its content, but for
//! the first, which has no letter.

use std::io;

use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

/// What a client sends before it waits for an answer.
pub(super) struct Request {
    pub(super) bytes: Vec<u8>,
    pub(super) kind: Kind,
}

/// What hangs on the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A connection begins.
    Start,
    /// The end of a transaction.
    Commit,
    /// Nothing that stays.
    Other,
    /// The client goes, and waits for nothing.
    End,
}

/// The next request; `None` when the client is gone.
pub(super) async fn request(client: &mut TcpStream, is_first: bool) -> io::Result<Option<Request>> {
    let mut bytes = Vec::new();
    if is_first {
        let is_there = content(client, &mut bytes).await.is_ok();
        return Ok(is_there.then_some(Request { bytes, kind: Kind::Start }));
    }
    loop {
        let begin = bytes.len();
        let Ok(letter) = client.read_u8().await else { return Ok(None) };
        bytes.push(letter);
        content(client, &mut bytes).await?;
        let kind = match letter {
            b'X' => Kind::End,
            b'Q' if bytes[begin + 5..].starts_with(b"COMMIT") => Kind::Commit,
            // A password, too, is answered.
            b'Q' | b'S' | b'p' => Kind::Other,
            _ => continue,
        };
        return Ok(Some(Request { bytes, kind }));
    }
}

/// All that the server says to a request.
pub(super) async fn answer(server: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        let letter = server.read_u8().await?;
        bytes.push(letter);
        let begin = bytes.len() + 4;
        content(server, &mut bytes).await?;
        // Ready for the next one, or a question for a password.
        if letter == b'Z' || letter == b'R' && matches!(bytes[begin + 3], 3 | 5 | 10 | 11) {
            return Ok(bytes);
        }
    }
}

/// Reads a length and what it is the length of.
async fn content(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> io::Result<()> {
    let length = stream.read_u32().await?;
    bytes.extend(length.to_be_bytes());
    let begin = bytes.len();
    bytes.resize(begin + length as usize - 4, 0);
    stream.read_exact(&mut bytes[begin..]).await?;
    Ok(())
}
