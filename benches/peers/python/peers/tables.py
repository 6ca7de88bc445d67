"""`python -m peers.tables create|delete TABLE PARTITION_KEY SORT_KEY`: an empty table, the same way for every peer."""

import sys

import boto3


def main(verb: str, table: str, *key: str) -> None:
    client = boto3.client("dynamodb")
    if verb == "create":
        client.create_table(
            TableName=table,
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in key],
            KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in zip(key, ("HASH", "RANGE"))],
            BillingMode="PAY_PER_REQUEST",
        )
        client.get_waiter("table_exists").wait(TableName=table)
    elif verb == "delete":
        client.delete_table(TableName=table)
    else:
        raise SystemExit(f"there is no verb `{verb}`")


main(*sys.argv[1:])
