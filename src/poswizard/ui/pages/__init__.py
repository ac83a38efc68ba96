"""Pages richer than a form."""
