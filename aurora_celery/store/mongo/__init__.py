"""The store in MongoDB. Nothing outside this package knows the driver."""
