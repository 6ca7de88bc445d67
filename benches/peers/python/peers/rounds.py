"""One round: what is measured, and what is checked before and after, outside of what is measured."""

from __future__ import annotations

import time
from typing import Any, Callable, Protocol

from peers.order import USER, order, order_id

PAGE = 100
BATCH = 1_000


class Peer(Protocol):
    """What a library is asked to do. An `Item` is whatever the library takes and gives."""

    Item = Any

    def make(self, plain: dict[str, Any]) -> Item: ...

    def plain(self, item: Item) -> dict[str, Any]: ...

    def put(self, item: Item) -> None: ...

    def get(self, user: str, order: str) -> Item | None: ...

    def query(self, user: str) -> list[Item]: ...

    def write(self, items: list[Item]) -> None: ...


def measured(operation: str, count: int, work: Callable[[int], None]) -> None:
    """Runs it once for each number and prints `operation count seconds cpu-seconds`; the clock of the CPU is the whole process's."""
    cpu, wall = time.process_time(), time.perf_counter()
    for number in range(count):
        work(number)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(operation, count, f"{wall:.6f}", f"{cpu:.6f}", flush=True)


def get(peer: Peer, count: int) -> None:
    peer.put(peer.make(order(USER, 0)))
    warm_up(lambda number: peer.get(USER, order_id(0)), count)
    last = None

    def work(_: int) -> None:
        nonlocal last
        last = peer.get(USER, order_id(0))

    measured("get", count, work)
    require(last is not None and peer.plain(last) == order(USER, 0), "the item that was put", last)


def put(peer: Peer, count: int) -> None:
    items = [peer.make(order("user-put", number)) for number in range(count)]
    warm_up(lambda number: peer.put(items[0]), count)
    measured("put", count, lambda number: peer.put(items[number]))
    require_partition(peer, "user-put", count)


def query(peer: Peer, count: int) -> None:
    peer.write([peer.make(order("user-query", number)) for number in range(PAGE)])
    warm_up(lambda number: peer.query("user-query"), count)
    rows = 0

    def work(_: int) -> None:
        nonlocal rows
        rows += len(peer.query("user-query"))

    measured("query", count, work)
    require(rows == PAGE * count, f"{PAGE} items each time", rows)
    require_partition(peer, "user-query", PAGE)


def batch(peer: Peer, count: int) -> None:
    batches = [[peer.make(order(f"user-batch-{batch}", number)) for number in range(BATCH)] for batch in range(count)]
    peer.write([peer.make(order("user-warm-up", number)) for number in range(PAGE)])
    measured("batch", count, lambda number: peer.write(batches[number]))
    for number in range(count):
        require_partition(peer, f"user-batch-{number}", BATCH)


OPERATIONS = {"get": get, "put": put, "query": query, "batch": batch}


def warm_up(work: Callable[[int], Any], count: int) -> None:
    for number in range(max(3, count // 10)):
        work(number)


def require_partition(peer: Peer, user: str, count: int) -> None:
    """All items of the partition are these, whole."""
    found = [peer.plain(item) for item in peer.query(user)]
    require(found == [order(user, number) for number in range(count)], f"{count} items of {user}", len(found))


def require(holds: bool, wanted: str, found: object) -> None:
    if not holds:
        raise SystemExit(f"expected {wanted}, found {found}")
