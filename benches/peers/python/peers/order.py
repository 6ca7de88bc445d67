"""The item, of ten attributes and about 600 bytes: that of dynamo-core/tests/canned/order.rs."""

from __future__ import annotations

from typing import Any

USER = "user-0000004711"
DESCRIPTION = "Two books about the sea and a lamp to read them by, wrapped as a gift, to be left at the door"


def order_id(number: int) -> str:
    return f"order-2024-{number:06}"


def order(user: str, number: int) -> dict[str, Any]:
    """As plain values; no two orders of a partition have the same total, so that a sum says which ones there are."""
    return {
        "user_id": user,
        "order_id": order_id(number),
        "status": "paid",
        "created_at": "2024-05-17T09:30:00Z",
        "total": total(number),
        "items_count": 3,
        "description": DESCRIPTION,
        "tags": {"express", "gift", "new"},
        "address": {"city": "Bergen", "postcode": "5003"},
        "lines": [{"sku": "book-17", "qty": 2}, {"sku": "lamp-3", "qty": 1}],
    }


def total(number: int) -> int:
    return 12_950 + number
