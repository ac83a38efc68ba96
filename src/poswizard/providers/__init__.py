"""Payment providers as data."""
