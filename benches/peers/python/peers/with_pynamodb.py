"""PynamoDB: a model of attributes, over botocore."""

from __future__ import annotations

import os
from typing import Any

from pynamodb.attributes import ListAttribute, MapAttribute, NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.models import Model


class Address(MapAttribute):
    city = UnicodeAttribute()
    postcode = UnicodeAttribute()


class Line(MapAttribute):
    sku = UnicodeAttribute()
    qty = NumberAttribute()


class Order(Model):
    class Meta:
        table_name = "set by connect"
        host = os.environ["AWS_ENDPOINT_URL_DYNAMODB"]
        region = os.environ["AWS_REGION"]

    user_id = UnicodeAttribute(hash_key=True)
    order_id = UnicodeAttribute(range_key=True)
    status = UnicodeAttribute()
    created_at = UnicodeAttribute()
    total = NumberAttribute()
    items_count = NumberAttribute()
    description = UnicodeAttribute(null=True)
    tags = UnicodeSetAttribute()
    address = Address()
    lines = ListAttribute(of=Line)


class Orders:
    def make(self, plain: dict[str, Any]) -> Order:
        lines = [Line(**line) for line in plain["lines"]]
        return Order(**plain | {"address": Address(**plain["address"]), "lines": lines})

    def plain(self, item: Order) -> dict[str, Any]:
        values = item.attribute_values
        lines = [line.attribute_values for line in values["lines"]]
        return values | {"address": values["address"].attribute_values, "lines": lines}

    def put(self, item: Order) -> None:
        item.save()

    def get(self, user: str, order: str) -> Order | None:
        return Order.get(user, order)

    def query(self, user: str) -> list[Order]:
        return list(Order.query(user))

    def write(self, items: list[Order]) -> None:
        with Order.batch_write() as batch:
            for item in items:
                batch.save(item)


def connect(table: str) -> Orders:
    Order.Meta.table_name = table
    return Orders()
