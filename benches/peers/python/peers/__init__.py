"""Python libraries for DynamoDB, each doing the same four things to the same items: see ../README.md."""
