"""Packages and replies between offices of their own: other folders, other keys."""
