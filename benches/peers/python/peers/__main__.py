"""`python -m peers LIBRARY TABLE OPERATION:COUNT…`: one round of one library; the server is where AWS_ENDPOINT_URL_DYNAMODB says."""

import importlib
import sys

from peers.rounds import OPERATIONS


def main(library: str, table: str, *operations: str) -> None:
    peer = importlib.import_module(f"peers.with_{library}").connect(table)
    for operation in operations:
        name, count = operation.split(":")
        OPERATIONS[name](peer, int(count))


main(*sys.argv[1:])
