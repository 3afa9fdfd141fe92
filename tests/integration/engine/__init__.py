"""Runs on real workers, a real broker and a real MongoDB."""
