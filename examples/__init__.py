"""Programs that use Aurora as its users do."""
