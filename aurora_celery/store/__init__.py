"""What Aurora keeps: the protocols, and their adapters in memory and in MongoDB."""
