"""The tests. Each folder is one tier: unit, contract, integration, e2e, architecture."""
