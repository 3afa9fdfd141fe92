"""Numbers and spans of real workers."""
