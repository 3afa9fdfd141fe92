"""The rules of the house, as tests: what may be where, how large it may be, and what is installed."""
