"""dyntastic: a Pydantic model over boto3's table resource."""

from __future__ import annotations

from typing import Any, Literal

from dyntastic import Dyntastic
from pydantic import BaseModel


class Address(BaseModel):
    city: str
    postcode: str


class Line(BaseModel):
    sku: str
    qty: int


class Order(Dyntastic):
    __table_name__ = "set by connect"
    __hash_key__ = "user_id"
    __range_key__ = "order_id"

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


class Orders:
    def make(self, plain: dict[str, Any]) -> Order:
        return Order(**plain)

    def plain(self, item: Order) -> dict[str, Any]:
        return item.model_dump()

    def put(self, item: Order) -> None:
        item.save()

    def get(self, user: str, order: str) -> Order | None:
        return Order.safe_get(user, order)

    def query(self, user: str) -> list[Order]:
        return list(Order.query(user))

    def write(self, items: list[Order]) -> None:
        with Order.batch_writer():
            for item in items:
                item.save()


def connect(table: str) -> Orders:
    Order.__table_name__ = table
    return Orders()
