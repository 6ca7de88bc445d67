use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, AeadCore, KeyInit, OsRng, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};

use super::cursor::{Cursor, Position, StoredPosition};
use crate::error::{Error, Result};
use crate::request::Binding;

/// The first byte of every token, for the day on which they are made otherwise.
const FORM: u8 = 1;
const NONCE: usize = 24;
/// What the cipher adds, so that a change is found.
const TAG: usize = 16;

/// The keys that cursors are sealed with: the first seals, all of them open, so that keys can be changed while tokens are about.
///
/// ```
/// use dynamo_core::output::SealKeys;
///
/// # let (this_months, last_months) = ([1; 32], [2; 32]);
/// let keys = SealKeys::new(this_months).accept(last_months);
/// ```
#[derive(Clone)]
pub struct SealKeys {
    keys: Arc<[XChaCha20Poly1305]>,
    lifetime: Option<Duration>,
}

impl SealKeys {
    /// Seals and opens with this key: 32 bytes from a cryptographic source of randomness, kept secret.
    #[must_use]
    pub fn new(key: [u8; 32]) -> Self {
        Self { keys: Arc::new([XChaCha20Poly1305::new(&key.into())]), lifetime: None }
    }

    /// Opens what was sealed with this key, too.
    #[must_use]
    pub fn accept(self, key: [u8; 32]) -> Self {
        let more = XChaCha20Poly1305::new(&key.into());
        Self { keys: self.keys.iter().cloned().chain([more]).collect(), ..self }
    }

    /// Tokens that are made with these keys open for so long only.
    #[must_use]
    pub fn expiring(self, lifetime: Duration) -> Self {
        Self { lifetime: Some(lifetime), ..self }
    }
}

/// Keys are not printed.
impl fmt::Debug for SealKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SealKeys").field("keys", &self.keys.len()).field("lifetime", &self.lifetime).finish()
    }
}

/// A token that a client has brought back, with the keys to open it: what [`after`](crate::operation::Read::after) takes.
///
/// It opens for the query that it was made by and for no other, so it is the query that opens it.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Order>().await?;
/// # for id in 1..=5 { db.put(&order(id)).await?; }
/// use dynamo_core::output::{Cursor, SealKeys};
///
/// let keys = SealKeys::new([7; 32]);
/// let page = db.query(Order::partition("ada")).take(2).await?;
/// let token = page.next.expect("there are more").seal(&keys)?;
/// let sealed = Cursor::open(&token, &keys)?;
/// // Its query opens it, and no other.
/// assert!(db.query(Order::partition("bob")).after(sealed.clone()).all().await.is_err());
/// assert_eq!(db.query(Order::partition("ada")).after(sealed).all().await?.len(), 3);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Clone)]
pub struct Sealed {
    token: Vec<u8>,
    keys: SealKeys,
    now: SystemTime,
}

#[derive(Serialize, Deserialize)]
struct Inside {
    /// Seconds since 1970; `None` for a token that does not expire.
    until: Option<u64>,
    at: Vec<StoredPosition>,
}

impl Cursor {
    /// The cursor as a token for a client that is neither to read it nor to change it: text of letters, digits, `-` and `_`.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "posts")]
    /// # struct Post { #[pk] user: String, #[sk] number: u32 }
    /// use dynamo_core::output::{Cursor, SealKeys};
    ///
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<Post>().await?;
    /// # for number in 0..5 { db.put(&Post { user: "ada".into(), number }).await?; }
    /// # let secret = [7; 32];
    /// let keys = SealKeys::new(secret);
    /// let page = db.query(Post::partition("ada")).take(3).await?;
    /// let token = page.next.map(|next| next.seal(&keys)).transpose()?;
    ///
    /// let token = token.map(|token| Cursor::open(&token, &keys)).transpose()?;
    /// let rest = db.query(Post::partition("ada")).after(token).all().await?;
    /// assert_eq!(rest.len(), 2);
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    ///
    /// # Errors
    /// When the system has no source of randomness.
    pub fn seal(&self, keys: &SealKeys) -> Result<String> {
        self.seal_at(keys, SystemTime::now())
    }

    fn seal_at(&self, keys: &SealKeys, now: SystemTime) -> Result<String> {
        let (binding, positions) = self.parts();
        let until = keys.lifetime.map(|lifetime| seconds(now).saturating_add(lifetime.as_secs()));
        let at = positions.iter().cloned().map(Into::into).collect();
        let inside = serde_json::to_vec(&Inside { until, at });
        let unsealed = |_| Error::invalid_cursor("it could not be sealed");
        let inside = inside.map_err(|_| Error::invalid_cursor("it could not be written"))?;
        let nonce = XChaCha20Poly1305::generate_nonce(&mut OsRng);
        let sealed = keys.keys[0].encrypt(&nonce, payload(&inside, &bound(binding))).map_err(unsealed)?;
        let mut token = vec![FORM];
        token.extend_from_slice(&nonce);
        token.extend_from_slice(&sealed);
        Ok(URL_SAFE_NO_PAD.encode(token))
    }

    /// A token that a client has brought back. Whether it is whole, current and of this query is seen when a query begins after it: all of
    /// that is one error, [`InvalidCursor`](crate::error::ErrorKind::InvalidCursor).
    ///
    /// # Errors
    /// When it is no token at all.
    pub fn open(token: &str, keys: &SealKeys) -> Result<Sealed> {
        let token = URL_SAFE_NO_PAD.decode(token).ok();
        let token = token.filter(|token| token.first() == Some(&FORM) && token.len() > 1 + NONCE + TAG);
        let token = token.ok_or_else(|| Error::invalid_cursor("it is no token"))?;
        Ok(Sealed { token, keys: keys.clone(), now: SystemTime::now() })
    }
}

impl Sealed {
    /// The positions that were sealed for the query of this binding.
    pub(crate) fn into_positions(self, binding: &Binding) -> Result<Vec<Position>> {
        let refused = || Error::invalid_cursor("the token is of another query or another key, or was changed");
        let (nonce, sealed) = self.token[1..].split_at(NONCE);
        let bound = bound(binding);
        let open = |key: &XChaCha20Poly1305| key.decrypt(XNonce::from_slice(nonce), payload(sealed, &bound)).ok();
        let inside = self.keys.keys.iter().find_map(open).ok_or_else(refused)?;
        let Inside { until, at } = serde_json::from_slice(&inside).map_err(|_| refused())?;
        if until.is_some_and(|until| until <= seconds(self.now)) {
            return Err(Error::invalid_cursor("the token has expired"));
        }
        Ok(at.into_iter().map(Into::into).collect())
    }
}

/// What the sealed positions belong to, without being in the token.
fn bound(binding: &Binding) -> Vec<u8> {
    [b"dynamo-core cursor", &[FORM][..], binding.bytes()].concat()
}

fn payload<'a>(msg: &'a [u8], aad: &'a [u8]) -> Payload<'a, 'a> {
    Payload { msg, aad }
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursor() -> Cursor {
        Cursor::new(Binding::from_bytes([3; 32]), vec![Position::Start, Position::End])
    }

    fn opened(token: &str, keys: &SealKeys, later: Duration) -> Result<Vec<Position>> {
        let mut sealed = Cursor::open(token, keys)?;
        sealed.now += later;
        sealed.into_positions(&Binding::from_bytes([3; 32]))
    }

    #[test]
    fn a_token_expires() {
        let keys = SealKeys::new([1; 32]).expiring(Duration::from_secs(60));
        let token = cursor().seal(&keys).unwrap();
        assert_eq!(opened(&token, &keys, Duration::from_secs(58)).unwrap(), [Position::Start, Position::End]);
        let late = opened(&token, &keys, Duration::from_secs(61)).unwrap_err();
        assert!(late.to_string().contains("the token has expired"), "{late}");
        // What the keys say now makes no difference to a token that is about.
        assert!(opened(&token, &SealKeys::new([1; 32]), Duration::from_secs(61)).is_err());
    }

    #[test]
    fn keys_can_be_changed() {
        let (old, new) = (SealKeys::new([1; 32]), SealKeys::new([2; 32]));
        let token = cursor().seal(&old).unwrap();
        assert!(opened(&token, &new, Duration::ZERO).is_err());
        let both = new.clone().accept([1; 32]);
        assert!(opened(&token, &both, Duration::ZERO).is_ok());
        assert!(opened(&cursor().seal(&both).unwrap(), &new, Duration::ZERO).is_ok());
    }

    #[test]
    fn equal_cursors_make_different_tokens() {
        let keys = SealKeys::new([1; 32]);
        assert_ne!(cursor().seal(&keys).unwrap(), cursor().seal(&keys).unwrap());
    }
}
