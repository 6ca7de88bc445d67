//! A service for orders: a list that is read page by page with sealed cursors, updates on the condition that nobody was faster, and errors
//! that come out as HTTP statuses.
//!
//! ```text
//! cargo run -p orders-service                       # on 127.0.0.1:3000, with the engine in this process
//! curl -i localhost:3000/customers/ada/orders -H 'content-type: application/json' \
//!      -d '{"number": "o1", "lines": [{"sku": "cup", "quantity": 2}]}'
//! curl -i 'localhost:3000/customers/ada/orders?limit=2'
//! curl -i localhost:3000/customers/ada/orders/o1 -X PATCH -H 'if-match: "1"' -H 'content-type: application/json' -d '{"note": "ring twice"}'
//! curl -i localhost:3000/customers/ada/orders/o1/cancel -X POST
//! ```

mod failure;
mod model;
mod routes;

use axum::Router;
use axum::routing::{get, post};
use dynamo_core::output::SealKeys;
use dynamo_core::prelude::*;

pub use failure::Failure;
pub use model::{Line, Order, Status};

/// What every handler is given: cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    /// The database, on whichever engine.
    pub db: Db,
    /// What cursors are sealed with, before clients see them.
    pub seal: SealKeys,
}

/// The service. The table is made where it is missing.
///
/// # Errors
/// When the engine cannot be reached, or has another table of that name.
pub async fn router(app: App) -> Result<Router> {
    app.db.ensure_table::<Order>().await?;
    Ok(Router::new()
        .route("/customers/{customer}/orders", get(routes::list).post(routes::place))
        .route("/customers/{customer}/orders/{number}", get(routes::show).patch(routes::change))
        .route("/customers/{customer}/orders/{number}/cancel", post(routes::cancel))
        .with_state(app))
}
