"""Scripts that are run as processes of their own; each says one line of JSON."""
