//! One function for each thing that clients can do.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use dynamo_core::output::Cursor;
use dynamo_core::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{App, Failure, Line, Order, Status};

/// What a client places.
#[derive(Deserialize)]
pub(crate) struct NewOrder {
    number: String,
    lines: Vec<Line>,
    note: Option<String>,
}

/// `POST /customers/{customer}/orders`: 201, or 409 where the number is taken.
pub(crate) async fn place(
    State(app): State<App>,
    Path(customer): Path<String>,
    uri: Uri,
    Json(new): Json<NewOrder>,
) -> Result<Response, Failure> {
    let NewOrder { number, lines, note } = new;
    // It becomes a part of an address.
    if !number.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
        return Err(Failure::Request(StatusCode::BAD_REQUEST, "`number` is made of letters, digits, `-` and `_`"));
    }
    let order = Order { customer, number, status: Status::Pending, lines, note, placed: Ttl::default(), rev: 0 };
    let placed = app.db.create(&order).written().await?;
    let location = format!("{}/{}", uri.path(), placed.number);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], tagged(placed)).into_response())
}

/// `GET /customers/{customer}/orders/{number}`
pub(crate) async fn show(
    State(app): State<App>,
    Path((customer, number)): Path<(String, String)>,
) -> Result<Response, Failure> {
    Ok(tagged(app.db.get(Order::key(customer, number)).required().await?).into_response())
}

/// Which part of a list is asked for.
#[derive(Deserialize)]
pub(crate) struct Part {
    limit: Option<u64>,
    cursor: Option<String>,
    status: Option<Status>,
}

/// A part of a list, and the way to the next one.
#[derive(Serialize)]
pub(crate) struct Listed {
    orders: Vec<Order>,
    next: Option<String>,
}

/// `GET /customers/{customer}/orders?limit=20&status=pending&cursor=…`
///
/// A cursor holds keys, so that a client gets it sealed: it can neither read nor change it, and it opens for this list only. One that was
/// made for another customer, or with another filter, is 400.
pub(crate) async fn list(
    State(app): State<App>,
    Path(customer): Path<String>,
    Query(part): Query<Part>,
) -> Result<Json<Listed>, Failure> {
    let limit = part.limit.unwrap_or(20);
    if !(1..=100).contains(&limit) {
        return Err(Failure::Request(StatusCode::BAD_REQUEST, "`limit` is from 1 to 100"));
    }
    let cursor = part.cursor.map(|token| Cursor::open(&token, &app.seal)).transpose()?;
    let orders = app.db.query(Order::partition(customer)).filter(|o| part.status.map(|status| o.status().eq(status)));
    // It gathers as many as are asked for, whatever the filter leaves out.
    let page = orders.after(cursor).take(limit).await?;
    let next = page.next.map(|next| next.seal(&app.seal)).transpose()?;
    Ok(Json(Listed { orders: page.items, next }))
}

/// What a client may change: what is left out stays as it is.
#[derive(Deserialize)]
pub(crate) struct Change {
    note: Option<String>,
    status: Option<Status>,
}

/// `PATCH /customers/{customer}/orders/{number}` with `If-Match`: 412 where somebody else was faster.
pub(crate) async fn change(
    State(app): State<App>,
    Path((customer, number)): Path<(String, String)>,
    headers: HeaderMap,
    Json(change): Json<Change>,
) -> Result<Response, Failure> {
    let seen = seen(&headers)?;
    let Change { note, status } = change;
    if note.is_none() && status.is_none() {
        return Err(Failure::Request(StatusCode::BAD_REQUEST, "nothing is to be changed"));
    }
    let update = app.db.update(Order::key(customer, number)).at_version(seen);
    let update = update.set(|o| (note.map(|note| o.note().set(note)), status.map(|status| o.status().set(status))));
    Ok(tagged(update.returning_new().await?).into_response())
}

/// `POST /customers/{customer}/orders/{number}/cancel`: 409 where it is too late. Nothing has to be read before: the condition is decided
/// where the order is.
pub(crate) async fn cancel(
    State(app): State<App>,
    Path((customer, number)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let update = app.db.update(Order::key(customer, number)).unversioned();
    let update = update.set(|o| o.status().set(Status::Cancelled)).only_if(|o| o.status().eq(Status::Pending));
    Ok(tagged(update.returning_new().await?).into_response())
}

/// An order, and its version as an `ETag`.
fn tagged(order: Order) -> impl IntoResponse {
    ([(header::ETAG, format!("\"{}\"", order.rev))], Json(order))
}

/// The version that the client has seen.
fn seen(headers: &HeaderMap) -> Result<u64, Failure> {
    let Some(tag) = headers.get(header::IF_MATCH) else {
        return Err(Failure::Request(StatusCode::PRECONDITION_REQUIRED, "`If-Match` says what you have seen"));
    };
    let number = tag.to_str().ok().and_then(|tag| tag.strip_prefix('"')?.strip_suffix('"')?.parse().ok());
    number.ok_or(Failure::Request(StatusCode::PRECONDITION_FAILED, "`If-Match` is no `ETag` of an order"))
}
