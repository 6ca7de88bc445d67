//! Starts the service: `orders-service [address [file]]`.

use std::hash::{BuildHasher, RandomState};

use dynamo_core::output::SealKeys;
use dynamo_core::prelude::*;
use orders_service::{App, router};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let address = words.next().unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    // In production this line is `Db::from_env().await`, and nothing else is different.
    let db = words.next().map_or_else(Db::embedded, Db::embedded_at)?;
    let app = App { db, seal: SealKeys::new(key()).expiring(hours(24)) };

    let listener = TcpListener::bind(address).await?;
    println!("http://{}/customers/ada/orders", listener.local_addr()?);
    Ok(axum::serve(listener, router(app).await?).await?)
}

/// A key for this run, so that its cursors end with it. Services with several instances share one, from wherever their secrets are.
fn key() -> [u8; 32] {
    let mut key = [0; 32];
    for (at, eight) in key.chunks_exact_mut(8).enumerate() {
        eight.copy_from_slice(&RandomState::new().hash_one(at).to_le_bytes());
    }
    key
}
