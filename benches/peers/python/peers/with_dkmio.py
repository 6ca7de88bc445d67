"""dkmio: keys are declared, the rest of an item is a dictionary (sets come back as sorted lists)."""

from __future__ import annotations

from typing import Any

from dkmio import PK, SK, DynamoDB


class Dkmio:
    def __init__(self, table: str) -> None:
        db = DynamoDB()

        class Orders(db.Table):
            __table_name__ = table
            pk = PK("user_id")
            sk = SK("order_id")

        self.orders = Orders()

    def make(self, plain: dict[str, Any]) -> dict[str, Any]:
        return plain

    def plain(self, item: dict[str, Any]) -> dict[str, Any]:
        return item | {"tags": set(item["tags"])}

    def put(self, item: dict[str, Any]) -> None:
        self.orders.put(**item)

    def get(self, user: str, order: str) -> dict[str, Any] | None:
        return self.orders.get(user_id=user, order_id=order)

    def query(self, user: str) -> list[dict[str, Any]]:
        return self.orders.query(user_id=user).fetch_all().items

    def write(self, items: list[dict[str, Any]]) -> None:
        with self.orders.batch_write() as batch:
            for item in items:
                batch.put(**item)


def connect(table: str) -> Dkmio:
    return Dkmio(table)
