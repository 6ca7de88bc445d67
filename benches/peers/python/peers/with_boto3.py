"""boto3's table resource, which takes and gives dictionaries of Python values (numbers as `Decimal`)."""

from __future__ import annotations

from typing import Any

import boto3
from boto3.dynamodb.conditions import Key


class Boto3:
    def __init__(self, table: str) -> None:
        self.table = boto3.resource("dynamodb").Table(table)

    def make(self, plain: dict[str, Any]) -> dict[str, Any]:
        return plain

    def plain(self, item: dict[str, Any]) -> dict[str, Any]:
        return item

    def put(self, item: dict[str, Any]) -> None:
        self.table.put_item(Item=item)

    def get(self, user: str, order: str) -> dict[str, Any] | None:
        return self.table.get_item(Key={"user_id": user, "order_id": order}).get("Item")

    def query(self, user: str) -> list[dict[str, Any]]:
        condition = Key("user_id").eq(user)
        page = self.table.query(KeyConditionExpression=condition)
        items = page["Items"]
        while "LastEvaluatedKey" in page:
            page = self.table.query(KeyConditionExpression=condition, ExclusiveStartKey=page["LastEvaluatedKey"])
            items += page["Items"]
        return items

    def write(self, items: list[dict[str, Any]]) -> None:
        with self.table.batch_writer() as batch:
            for item in items:
                batch.put_item(Item=item)


def connect(table: str) -> Boto3:
    return Boto3(table)
