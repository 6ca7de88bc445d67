//! Who is measured.

/// A library.
#[derive(Debug)]
pub(super) struct Peer {
    /// As in the names of its program or module.
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// What it calls the key attributes of the table.
    pub(super) key: [&'static str; 2],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Ours,
    /// What the other Rust ones are built on.
    RawSdk,
    Rust,
    Python,
}

pub(super) const PEERS: &[Peer] = &[
    peer("ours", Kind::Ours),
    peer("raw-sdk", Kind::RawSdk),
    peer("modyne", Kind::Rust),
    peer("toasty", Kind::Rust),
    peer("dynamodb-facade", Kind::Rust),
    peer("boto3", Kind::Python),
    peer("dkmio", Kind::Python),
    Peer { key: ["PK", "SK"], ..peer("dynawrap", Kind::Python) },
    peer("dyntastic", Kind::Python),
    peer("pydamodb", Kind::Python),
    peer("pynamodb", Kind::Python),
];

const fn peer(name: &'static str, kind: Kind) -> Peer {
    Peer { name, kind, key: ["user_id", "order_id"] }
}
