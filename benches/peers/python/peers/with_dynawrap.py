"""dynawrap: a Pydantic model whose keys are patterns; they are stored as PK and SK, beside the fields they are made of."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import boto3
from dynawrap import DBItem
from dynawrap.backends.dynamodb import DynamoDBBackend
from pydantic import BaseModel


class Address(BaseModel):
    city: str
    postcode: str


class Line(BaseModel):
    sku: str
    qty: int


class Order(DBItem, BaseModel):
    pk_pattern: ClassVar[str] = "{user_id}"
    sk_pattern: ClassVar[str] = "{order_id}"

    schema_version: str = ""
    user_id: str
    order_id: str
    status: Literal["pending", "paid"]
    created_at: str
    total: int
    items_count: int
    description: str | None = None
    tags: set[str]
    address: Address
    lines: list[Line]


class Dynawrap:
    def __init__(self, table: str) -> None:
        self.table = table
        self.backend = DynamoDBBackend(boto3.client("dynamodb"))

    def make(self, plain: dict[str, Any]) -> Order:
        return Order(**plain)

    def plain(self, item: Order) -> dict[str, Any]:
        return item.model_dump(exclude={"schema_version"})

    def put(self, item: Order) -> None:
        self.backend.save(self.table, item)

    def get(self, user: str, order: str) -> Order | None:
        return self.backend.get(self.table, Order, user_id=user, order_id=order)

    def query(self, user: str) -> list[Order]:
        return list(self.backend.query(self.table, Order, on_error="raise", user_id=user))

    def write(self, items: list[Order]) -> None:
        self.backend.batch_write(self.table, items)


def connect(table: str) -> Dynawrap:
    return Dynawrap(table)
