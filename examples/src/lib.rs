//! Examples of dynamo-core. Every one runs on its own: `cargo run --example quickstart`.
