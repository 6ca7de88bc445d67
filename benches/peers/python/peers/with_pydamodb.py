"""pydamodb: a Pydantic model over boto3's table resource; what it writes is the model's JSON, so that sets are stored as lists."""

from __future__ import annotations

from typing import Any, Literal

import boto3
from pydamodb import PrimaryKeyAndSortKeyModel, PydamoConfig
from pydantic import BaseModel


class Address(BaseModel):
    city: str
    postcode: str


class Line(BaseModel):
    sku: str
    qty: int


class Order(PrimaryKeyAndSortKeyModel):
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
        return Order.get_item(user, order)

    def query(self, user: str) -> list[Order]:
        return Order.query_all(user)

    def write(self, items: list[Order]) -> None:
        with Order.batch_writer() as writer:
            for item in items:
                writer.put(item)


def connect(table: str) -> Orders:
    Order.pydamo_config = PydamoConfig(table=boto3.resource("dynamodb").Table(table))
    return Orders()
